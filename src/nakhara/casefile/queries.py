"""A case read off its chain: plan, application, filing, check, assignments, verdict, screening, designation.

There is no status column anywhere: the present step is what the last record of the chain says.
"""

from django.db.models import Case, CharField, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.translation import gettext_lazy as _

from nakhara.stages.application.models import Application, Check, CheckOutcome, Filing
from nakhara.stages.designation.models import Designation
from nakhara.stages.plan.models import Plan
from nakhara.stages.review.models import Assignment, Screening, Verdict

STEPS = {
    "draft": _("Draft"),
    "filed": _("Completeness check"),
    "returned": _("Returned for correction"),
    "accepted": _("Waiting for reviewers"),
    "review": _("Working groups"),
    "reviewed": _("Subcommittee"),
    "listed": _("Steering committee"),
    "designated": _("Designated"),
    "declined": _("Declined"),
    "withdrawn": _("Withdrawn"),
}
# Whose turn it is in each step.
HOLDERS = {
    "draft": _("City owner"),
    "filed": _("Secretariat"),
    "returned": _("City owner"),
    "accepted": _("Secretariat"),
    "review": _("Reviewers"),
    "reviewed": _("Subcommittee"),
    "listed": _("Steering committee"),
}


def with_steps(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """Plans, each annotated with its latest filing and the present step of its case (`step`)."""
    filings = Filing.objects.filter(application__plan=OuterRef("pk")).order_by("-filed_at", "-id")
    applications = Application.objects.filter(plan=OuterRef("pk")).order_by("-created_at", "-id")
    of_filing = {"filing": OuterRef("filing_id")}
    return plans.annotate(
        filing_id=Subquery(filings.values("pk")[:1]),
        filed_at=Subquery(filings.values("filed_at")[:1]),
        number=Subquery(applications.values("number")[:1]),
        withdrawn_at=Subquery(applications.values("withdrawn_at")[:1]),
    ).annotate(
        outcome=Subquery(Check.objects.filter(**of_filing).values("outcome")[:1]),
        assigned=_count(Assignment.objects.filter(**of_filing, withdrawn_at=None)),
        sent=_count(Assignment.objects.filter(**of_filing, withdrawn_at=None, sent_at__isnull=False)),
        verdict=Subquery(Verdict.objects.filter(**of_filing).values("verdict")[:1]),
        screened=Subquery(Screening.objects.filter(**of_filing).order_by("-id").values("outcome")[:1]),
        designation_number=Subquery(Designation.objects.filter(**of_filing).values("number")[:1]),
    ).annotate(step=_step())


def _count(rows: QuerySet):
    counted = rows.order_by().values("filing").annotate(n=Count("pk")).values("n")
    return Subquery(counted, output_field=IntegerField())


def _step() -> Case:
    return Case(
        When(designation_number__isnull=False, then=Value("designated")),
        When(withdrawn_at__isnull=False, then=Value("withdrawn")),
        When(filing_id=None, then=Value("draft")),
        When(outcome=CheckOutcome.RETURNED, then=Value("returned")),
        When(outcome=None, then=Value("filed")),
        When(screened="decline", then=Value("declined")),
        When(screened="approve", then=Value("listed")),
        When(verdict__isnull=False, then=Value("reviewed")),
        When(assigned__gt=0, then=Value("review")),
        default=Value("accepted"),
        output_field=CharField(),
    )
