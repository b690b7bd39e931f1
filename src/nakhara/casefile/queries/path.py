"""One area's whole path as dated events, in the order of the guideline (guideline-1 … guideline-5)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import subject_of, visible
from nakhara.look.wording import percent
from nakhara.meetings.models import AgendaItem
from nakhara.stages.application.models import CheckOutcome, Filing
from nakhara.stages.application.queries import check_of, return_of
from nakhara.stages.designation.models import Designation
from nakhara.stages.investment_promotion.models import PromotionClaim
from nakhara.stages.investment_promotion.queries import privileges_of
from nakhara.stages.monitoring.models import Report
from nakhara.stages.plan.models import Plan
from nakhara.stages.review.models import Screening, Verdict


@dataclass(frozen=True)
class Happening:
    """One thing that happened on the path, with its address where the reader may open it."""

    at: datetime
    text: str
    url: str = ""


def path_of(plan: Plan, actor: Actor) -> list[Happening]:
    """What has happened to a case (`case_of`), oldest first; verdicts and sittings only for those who see them."""
    seen = set(visible(actor, Filing.objects.filter(application__plan=plan)).values_list("pk", flat=True))
    filings = [filing for filing in plan.filings if filing.pk in seen]
    found = [Happening(plan.created_at, _("Plan begun"), subject_of(plan).address(plan))]
    found += [h for filing in filings for h in _of_filing(filing)]
    if actor.judges and filings:
        found += _of_judging(filings)
    for designation in Designation.objects.filter(filing__in=filings).select_related("area"):
        found += _of_designation(designation)
    return sorted(found, key=lambda h: h.at)


def _of_filing(filing: Filing) -> list[Happening]:
    text = _("Filed, receipt %(receipt)s") % {"receipt": filing.receipt}
    found = [Happening(filing.filed_at, text, subject_of(filing).address(filing))]
    if check := check_of(filing):
        said = _("Found complete") if check.outcome == CheckOutcome.ACCEPTED else _("Returned for correction")
        found.append(Happening(check.checked_at, said))
    if returned := return_of(filing):
        found.append(Happening(returned.returned_at, _("Returned for correction")))
    if filing.application.withdrawn_at:
        found.append(Happening(filing.application.withdrawn_at, _("Withdrawn")))
    return found


def _of_judging(filings: list[Filing]) -> list[Happening]:
    found = []
    for verdict in Verdict.objects.filter(filing__in=filings):
        text = _("Review closed, whole plan %(percent)s") % {"percent": percent(verdict.overall or None)}
        found.append(Happening(verdict.closed_at, text))
    for screening in Screening.objects.filter(filing__in=filings):
        text = _("Put on the subcommittee's list") if screening.listed else _("Screened, not listed")
        found.append(Happening(screening.screened_at, text))
    items = AgendaItem.objects.filter(subject_key__in=[filing.key for filing in filings])
    for item in items.select_related("meeting__body"):
        where = {"body": item.meeting.body.name_th, "number": item.meeting.number}
        found.append(Happening(item.meeting.at, _("On the agenda of %(body)s, meeting %(number)s") % where))
    return found


def _of_designation(designation: Designation) -> list[Happening]:
    text = _("Designated, number %(number)s") % {"number": designation.number}
    found = [Happening(designation.designated_at, text, subject_of(designation).address(designation))]
    for claim in PromotionClaim.objects.filter(designation=designation).select_related("privileges"):
        said = _("Investment promotion claimed, receipt %(receipt)s") % {"receipt": claim.receipt}
        found.append(Happening(claim.filed_at, said))
        if privileges := privileges_of(claim):
            said = _("Privileges granted") if privileges.granted else _("Privileges not granted")
            found.append(Happening(privileges.recorded_at, said))
    for report in Report.objects.filter(designation=designation):
        said = _("Progress report %(number)s: %(percent)s percent")
        found.append(Happening(report.reported_at, said % {"number": report.sequence, "percent": report.percent}))
    return found
