"""A case read off its chain: plan, application, filing, check, assignments, verdict, screening, designation.

There is no status column anywhere: the present step is what the last record of the chain says.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.places.models import AreaProvince
from nakhara.meetings.models import Resolution
from nakhara.rulebook.loading import edition
from nakhara.stages.application.models import CheckOutcome, Filing
from nakhara.stages.application.queries import check_of, return_of
from nakhara.stages.designation.models import Designation
from nakhara.stages.designation.queries import KIND as APPROVAL
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
    """Plans, each annotated with its latest filing (`filing_id`, `filed_at`) and its case's present step (`step`)."""
    latest = Filing.objects.filter(application__plan=OuterRef("pk")).order_by("-filed_at", "-id")
    return plans.annotate(
        filing_id=Subquery(latest.values("pk")[:1]),
        filed_at=Subquery(latest.values("filed_at")[:1]),
        step=Coalesce(Subquery(latest.values(step=_step())[:1]), Value("draft")),
    )


def _step() -> Case:
    """The step that a filing has come to: the last record of its chain that there is."""
    of_filing = {"filing": OuterRef("pk")}
    screened = Screening.objects.filter(**of_filing)
    listed = screened.filter(outcome="approve")
    return Case(
        When(Exists(Designation.objects.filter(**of_filing)), then=Value("designated")),
        When(application__withdrawn_at__isnull=False, then=Value("withdrawn")),
        When(check_result__outcome=CheckOutcome.RETURNED, then=Value("returned")),
        When(return_result__isnull=False, then=Value("returned")),
        When(check_result=None, then=Value("filed")),
        When(Exists(screened.filter(outcome="decline")), then=Value("declined")),
        When(Exists(listed) & Exists(_resolved_against(OuterRef("key"))), then=Value("declined")),
        When(Exists(listed), then=Value("listed")),
        When(Exists(Verdict.objects.filter(**of_filing)), then=Value("reviewed")),
        When(Exists(Assignment.objects.filter(**of_filing, withdrawn_at=None)), then=Value("review")),
        default=Value("accepted"),
        output_field=CharField(),
    )


def _resolved_against(filing: OuterRef | Value) -> QuerySet[Resolution]:
    """The committee's confirmed word that it does not approve a filing, by its key (guideline-3/approval)."""
    about = {"item__kind": APPROVAL, "item__subject_key": filing}
    return Resolution.objects.filter(**about, outcome="decline", confirmed_at__isnull=False)


@dataclass(frozen=True)
class Chain:
    """What stands along the chain of a filing: its application's number, score sheets asked for and sent, verdict."""

    number: str = ""
    assigned: int = 0
    sent: int = 0
    verdict: str = ""
    designation_number: str = ""


def with_chains(plans: Iterable[Plan]) -> list[Plan]:
    """Annotated plans (`with_steps`), each with the `chain` of its latest filing, in one query for any number."""
    plans = list(plans)
    chains = _chains([plan.filing_id for plan in plans if plan.filing_id])
    for plan in plans:
        plan.chain = chains.get(plan.filing_id, Chain())
    return plans


def _chains(filings: list[int]) -> dict[int, Chain]:
    rows = Filing.objects.filter(pk__in=filings).order_by().values("pk", **_chain())
    return {row.pop("pk"): Chain(**row) for row in rows}


def _chain() -> dict:
    """The values of a filing's chain, as the database reads them."""
    of_filing = {"filing": OuterRef("pk")}
    sheets = Assignment.objects.filter(**of_filing, withdrawn_at=None).order_by().values("filing").values(n=Count("pk"))
    return {
        "number": F("application__number"),
        "assigned": Coalesce(Subquery(sheets), 0),
        "sent": Coalesce(Subquery(sheets.filter(sent_at__isnull=False)), 0),
        "verdict": Coalesce(Subquery(Verdict.objects.filter(**of_filing).values("verdict")), Value("")),
        "designation_number": Coalesce(Subquery(Designation.objects.filter(**of_filing).values("number")), Value("")),
    }


def case_of(plan: Plan) -> Plan:
    """One plan with its filings, step and chain: of one, a few plain looks cost half of what one for many does."""
    plan.filings = filings_of(plan)
    filing = plan.filings[-1] if plan.filings else None
    plan.filing_id, plan.filed_at = (filing.pk, filing.filed_at) if filing else (None, None)
    plan.chain = _chain_of(filing) if filing else Chain()
    plan.step = _step_of(filing, plan.chain) if filing else "draft"
    return plan


def filings_of(plan: Plan) -> list[Filing]:
    """A plan's filings, the latest last, with what was said of each."""
    rows = Filing.objects.filter(application__plan=plan).select_related("application", "check_result", "return_result")
    return list(rows.defer("snapshot").order_by("filed_at", "id"))


def _chain_of(filing: Filing) -> Chain:
    sheets = list(Assignment.objects.filter(filing=filing, withdrawn_at=None).values_list("sent_at", flat=True))
    return Chain(
        number=filing.application.number,
        assigned=len(sheets),
        sent=len(sheets) - sheets.count(None),
        verdict=_only(Verdict.objects.filter(filing=filing).values_list("verdict", flat=True)),
        designation_number=_only(Designation.objects.filter(filing=filing).values_list("number", flat=True)),
    )


def _only(rows: QuerySet) -> str:
    return next(iter(rows), "")


def _step_of(filing: Filing, chain: Chain) -> str:
    """What `_step` has the database say, of one filing."""
    if chain.designation_number:
        return "designated"
    if filing.application.withdrawn_at:
        return "withdrawn"
    check = check_of(filing)
    if return_of(filing) or (check and check.outcome == CheckOutcome.RETURNED):
        return "returned"
    return _judged(filing, chain) if check else "filed"


def _judged(filing: Filing, chain: Chain) -> str:
    screened = set(Screening.objects.filter(filing=filing).values_list("outcome", flat=True))
    if "decline" in screened:
        return "declined"
    if "approve" in screened:
        return "declined" if _resolved_against(Value(filing.key)).exists() else "listed"
    if chain.verdict:
        return "reviewed"
    return "review" if chain.assigned else "accepted"


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
    """What the case of a plan with its step and its chain waits for."""
    if plan.step == "review":
        left = plan.chain.assigned - plan.chain.sent
        if left:
            return Act("wait", ngettext("Waiting for %d score sheet", "Waiting for %d score sheets", left) % left)
        return Act("ok", _("Every score is in: close the review"))
    if plan.step == "reviewed" and plan.chain.verdict != "pass":
        return Act("bad", _("Below the criteria: the subcommittee decides"))
    return WAITS[plan.step]


def act_told(plan: Plan, actor: Actor) -> Act:
    """What a case waits for, as a reader may know it: its owner learns of no verdict before the designation."""
    if plan.step == "reviewed" and not actor.judges:
        return Act("wait", _("The subcommittee decides"))
    return next_act(plan)


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
