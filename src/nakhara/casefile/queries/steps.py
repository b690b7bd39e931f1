"""A case read off its chain: plan, application, filing, check, assignments, verdict, screening, designation.

There is no status column anywhere: the present step is what the last record of the chain says.
"""

from dataclasses import dataclass

from django.db.models import Case, CharField, Count, Exists, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nakhara.foundation.places.models import AreaProvince
from nakhara.rulebook.loading import edition
from nakhara.stages.application.models import Application, Check, CheckOutcome, Filing, Return
from nakhara.stages.designation.models import Designation
from nakhara.stages.plan.models import Claim, Plan
from nakhara.stages.review.models import Assignment, Screening, Verdict

STEPS = {
    "draft": gettext_lazy("Draft"),
    "filed": gettext_lazy("Completeness check"),
    "returned": gettext_lazy("Returned for correction"),
    "accepted": gettext_lazy("Waiting for reviewers"),
    "review": gettext_lazy("Working groups"),
    "reviewed": gettext_lazy("Subcommittee"),
    "listed": gettext_lazy("Steering committee"),
    "designated": gettext_lazy("Designated"),
    "declined": gettext_lazy("Declined"),
    "withdrawn": gettext_lazy("Withdrawn"),
}
# Whose turn it is in each step.
HOLDERS = {
    "draft": gettext_lazy("City owner"),
    "filed": gettext_lazy("Secretariat"),
    "returned": gettext_lazy("City owner"),
    "accepted": gettext_lazy("Secretariat"),
    "review": gettext_lazy("Reviewers"),
    "reviewed": gettext_lazy("Subcommittee"),
    "listed": gettext_lazy("Steering committee"),
}


def with_steps(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """Plans, each annotated with its latest filing and the present step of its case (`step`)."""
    filings = Filing.objects.filter(application__plan=OuterRef("pk")).order_by("-filed_at", "-id")
    applications = Application.objects.filter(plan=OuterRef("pk")).order_by("-created_at", "-id")
    of_filing = {"filing": OuterRef("filing_id")}
    return (
        plans.annotate(
            filing_id=Subquery(filings.values("pk")[:1]),
            filed_at=Subquery(filings.values("filed_at")[:1]),
            number=Subquery(applications.values("number")[:1]),
            withdrawn_at=Subquery(applications.values("withdrawn_at")[:1]),
        )
        .annotate(
            sent_back=Exists(Return.objects.filter(**of_filing)),
            outcome=Subquery(Check.objects.filter(**of_filing).values("outcome")[:1]),
            assigned=_count(Assignment.objects.filter(**of_filing, withdrawn_at=None)),
            sent=_count(Assignment.objects.filter(**of_filing, withdrawn_at=None, sent_at__isnull=False)),
            verdict=Subquery(Verdict.objects.filter(**of_filing).values("verdict")[:1]),
            screened=Subquery(Screening.objects.filter(**of_filing).order_by("-id").values("outcome")[:1]),
            designation_number=Subquery(Designation.objects.filter(**of_filing).values("number")[:1]),
        )
        .annotate(step=_step())
    )


def _count(rows: QuerySet):
    counted = rows.order_by().values("filing").annotate(n=Count("pk")).values("n")
    return Subquery(counted, output_field=IntegerField())


def _step() -> Case:
    return Case(
        When(designation_number__isnull=False, then=Value("designated")),
        When(withdrawn_at__isnull=False, then=Value("withdrawn")),
        When(filing_id=None, then=Value("draft")),
        When(outcome=CheckOutcome.RETURNED, then=Value("returned")),
        When(sent_back=True, then=Value("returned")),
        When(outcome=None, then=Value("filed")),
        When(screened="decline", then=Value("declined")),
        When(screened="approve", then=Value("listed")),
        When(verdict__isnull=False, then=Value("reviewed")),
        When(assigned__gt=0, then=Value("review")),
        default=Value("accepted"),
        output_field=CharField(),
    )


def parts_of(plans) -> dict[int, dict]:
    """What a list shows beside each plan: provinces and claimed dimensions, in two queries for any number of rows."""
    plans = list(plans)
    provinces: dict[int, list] = {}
    for row in AreaProvince.objects.filter(area__in={p.area_id for p in plans}).select_related("province"):
        provinces.setdefault(row.area_id, []).append(row.province)
    claimed: dict[int, set[str]] = {}
    for claim in Claim.objects.filter(plan__in=plans):
        claimed.setdefault(claim.plan_id, set()).add(claim.dimension)
    order = edition().dimension_keys
    return {
        plan.pk: {
            "provinces": provinces.get(plan.area_id, []),
            "claimed": [key for key in order if key in claimed.get(plan.pk, ())],
        }
        for plan in plans
    }


@dataclass(frozen=True)
class Act:
    """What a case waits for, as a state, a text and, where somebody can go and do it, an address."""

    kind: str
    text: str
    url: str = ""


def next_act(plan: Plan) -> Act:
    """What the case of an annotated plan (`with_steps`) waits for."""
    if plan.step == "review":
        left = plan.assigned - (plan.sent or 0)
        if left:
            return Act("wait", ngettext("Waiting for %d score sheet", "Waiting for %d score sheets", left) % left)
        return Act("ok", _("Every score is in: close the review"))
    if plan.step == "reviewed" and plan.verdict != "pass":
        return Act("bad", _("Below the criteria: the subcommittee decides"))
    return WAITS[plan.step]


WAITS = {
    "draft": Act("todo", gettext_lazy("The owner is writing")),
    "filed": Act("wait", gettext_lazy("Check completeness")),
    "returned": Act("todo", gettext_lazy("The owner is correcting")),
    "accepted": Act("wait", gettext_lazy("Assign reviewers")),
    "reviewed": Act("ok", gettext_lazy("Put on the subcommittee's agenda")),
    "listed": Act("ok", gettext_lazy("Put on the committee's agenda")),
    "designated": Act("done", gettext_lazy("Number issued")),
    "declined": Act("bad", gettext_lazy("Not approved")),
    "withdrawn": Act("todo", gettext_lazy("Withdrawn by the owner")),
}
