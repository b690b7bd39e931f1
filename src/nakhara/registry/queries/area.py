"""Reads of one area's page: its path as dated events, scores, promises, reports, promotion, downloads."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nakhara.foundation.places.models import Area
from nakhara.foundation.places.queries import overlaps_of
from nakhara.look.wording import percent
from nakhara.programme.models import Target
from nakhara.registry.queries.register import name_of
from nakhara.rulebook.thai import BE_OFFSET
from nakhara.stages.application.models import Filing
from nakhara.stages.designation.models import Certificate, Designation
from nakhara.stages.designation.queries import Mark, marks_of, standing_of, verdict_of
from nakhara.stages.investment_promotion.models import PromotionClaim
from nakhara.stages.monitoring.models import Report
from nakhara.stages.monitoring.queries import Watched, promises_of, report_due, reports_of
from nakhara.stages.review.models import Assignment, Screening, Verdict


@dataclass(frozen=True)
class Event:
    """A line of the path; `next` marks what is still to come."""

    at: date | datetime
    text: str
    url: str = ""
    link: str = ""
    next: bool = False


@dataclass(frozen=True)
class File:
    """Something to download; the size is left out where it is made as it is asked for."""

    name: str
    url: str
    kind: str
    size: int | None = None
    sha256: str = ""


@dataclass(frozen=True)
class Known:
    """Everything that is public of a designated area, read once."""

    designation: Designation
    verdict: Verdict | None
    marks: list[Mark]
    promises: list[Watched]
    reports: list[Report]
    claims: list[PromotionClaim]
    certificate: Certificate | None
    events: list[Event]


def known_of(designation: Designation, today: date) -> Known:
    """Read what the page shows, in a number of queries that does not depend on how much there is."""
    verdict = verdict_of(designation.filing)
    reports = reports_of(designation)
    claims = list(
        PromotionClaim.objects.filter(designation=designation).select_related("privileges").order_by("filed_at", "id")
    )
    certificate = Certificate.objects.filter(designation=designation).select_related("document__blob").first()
    return Known(
        designation=designation,
        verdict=verdict,
        marks=marks_of(verdict) if verdict else [],
        promises=promises_of(designation, today),
        reports=reports,
        claims=claims,
        certificate=certificate,
        events=_events(designation, verdict, reports, claims),
    )


def _events(
    designation: Designation, verdict: Verdict | None, reports: list[Report], claims: list[PromotionClaim]
) -> list[Event]:
    past = [
        *_of_filings(designation.filing),
        *_of_review(designation.filing, verdict),
        *_of_decision(designation),
        *_of_promotion(claims),
        *(Event(row.reported_at, _report_words(row)) for row in reports),
    ]
    past.sort(key=lambda event: event.at)
    if standing_of(designation.act) != "in-force":
        return past
    words = _("Progress report %d") % (reports[0].sequence + 1 if reports else 1)
    return [*past, Event(report_due(designation, reports[0] if reports else None), words, next=True)]


def _report_words(report: Report) -> str:
    return _("Progress report %(number)d: %(percent)d percent of the plan") % {
        "number": report.sequence,
        "percent": report.percent,
    }


def _of_filings(filing: Filing) -> list[Event]:
    """Every filing of the application, returned ones too."""
    number = filing.application.number
    rows = Filing.objects.filter(application=filing.application_id).values_list("sequence", "filed_at")
    first = _("Application filed, number %s") % number
    again = _("Filed again after correction, filing %d")
    return [Event(at, first if sequence == 1 else again % sequence) for sequence, at in rows.order_by("sequence")]


def _of_review(filing: Filing, verdict: Verdict | None) -> list[Event]:
    found = []
    if verdict:
        sheets = Assignment.objects.filter(filing=filing, sent_at__isnull=False).count()
        parts = len(verdict.scores)
        text = ngettext("%d Smart scored", "%d Smarts scored", parts) % parts
        if sheets:
            text += " " + ngettext("by %d score sheet", "by %d score sheets", sheets) % sheets
        if verdict.overall:
            text += " · " + _("the plan as a whole %s") % percent(verdict.overall)
        found.append(Event(verdict.closed_at, text))
    listed = Screening.objects.filter(filing=filing, listed=True)
    for number, year, at in listed.values_list("meeting__number", "meeting__year", "screened_at"):
        found.append(Event(at, _("On the subcommittee's list, meeting %s") % f"{number}/{year + BE_OFFSET}"))
    return found


def _of_decision(designation: Designation) -> list[Event]:
    text = _("The steering committee approved, number %s issued") % designation.number
    if designation.resolution_id:
        meeting = designation.resolution.item.meeting
        where = {"meeting": f"{meeting.number}/{meeting.year + BE_OFFSET}", "number": designation.number}
        text = _("The steering committee approved in meeting %(meeting)s, number %(number)s issued") % where
    found = [Event(designation.designated_at, text)]
    for act in designation.acts.all():
        if act.kind in ACTS:
            words = ACTS[act.kind]()
            found.append(Event(act.at, f"{words}: {act.reason}" if act.reason else words))
    return found


ACTS = {
    "suspended": lambda: _("Suspended"),
    "revoked": lambda: _("Revoked"),
    "renewed": lambda: _("Renewed"),
    "replaced": lambda: _("Replaced by a newer designation"),
}


def _of_promotion(claims: list[PromotionClaim]) -> list[Event]:
    found = []
    for claim in claims:
        found.append(Event(claim.filed_at, _("Filed for investment promotion, receipt %s") % claim.receipt))
        if privileges := privileges_of(claim):
            words = _("Privileges granted") if privileges.granted else _("Privileges not granted")
            found.append(Event(privileges.recorded_at, f"{words} · {privileges.resolution_number}"))
    return found


def privileges_of(claim: PromotionClaim):
    """The board's resolution on a claim, if it has been recorded."""
    return getattr(claim, "privileges", None)


def files_of(known: Known) -> list[File]:
    """What can be taken away: the certificate, the filed plan, the scores, the record."""
    designation = known.designation
    area = designation.area.key
    files = []
    if known.certificate:
        blob = known.certificate.document.blob
        url = reverse("designation:pdf", args=[designation.key])
        files.append(File(_("Certificate"), url, "PDF", blob.size, blob.sha256))
    filing = designation.filing
    plan = reverse("registry:smartcity", args=[area])
    size = len(bytes(filing.snapshot))
    files.append(File(_("The plan as it was filed and approved"), plan, "JSON", size, filing.sha256))
    files.append(File(_("Scores"), reverse("registry:scores", args=[area, "csv"]), "CSV"))
    files.append(File(_("Record of the designation"), reverse("designation:data", args=[designation.key]), "JSON"))
    return files


def target_of(area: Area) -> Target | None:
    """Where the targets name the area, if they do."""
    return Target.objects.filter(area=area).first()


def overlapping(area: Area) -> list[str]:
    """Names of areas that share ground with this one."""
    return [name_of(one) for one in overlaps_of(area)]


def score_rows(known: Known) -> list[dict[str, Any]]:
    """The scores as data: exact, and cut to two decimals as people read them."""
    return [
        {
            "part": mark.part,
            "percent": "" if mark.score is None else str(mark.score),
            "display": "" if mark.score is None else percent(mark.score),
            "required": str(mark.required),
            "met": mark.met,
        }
        for mark in known.marks
    ]
