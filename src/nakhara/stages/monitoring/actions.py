"""Verbs of monitoring: watch the promises of a filed plan, mark one as kept, report progress (criteria-1.5)."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nakhara.foundation.notices.actions import tell
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import allow
from nakhara.foundation.record.actions import record
from nakhara.foundation.record.refusals import Reason, require
from nakhara.rulebook.thai import clean_text
from nakhara.stages.designation.actions import secretariat_people
from nakhara.stages.designation.models import Designation
from nakhara.stages.designation.subjects import area_name
from nakhara.stages.monitoring.models import Promise, Report
from nakhara.stages.monitoring.queries import milestones_in
from nakhara.stages.monitoring.subjects import page_of

STEP = "criteria-1.5"
REPORT = "monitoring/report"


@transaction.atomic
def start_monitoring(*, by: Actor, designation: Designation, at: datetime) -> list[Promise]:
    """Make promises of the milestones that the filed plan holds, once (criteria-1.5)."""
    Designation.objects.select_for_update().get(pk=designation.pk)
    if there := list(Promise.objects.filter(designation=designation)):
        return there
    made = Promise.objects.bulk_create(
        Promise(
            designation=designation,
            dimension=row["dimension"],
            name=row["name"],
            due=date.fromisoformat(row["due"]),
        )
        for row in milestones_in(designation.filing)
    )
    record(by, _step(designation, STEP), designation, at, facts={"promises": [row.key for row in made]})
    return made


@transaction.atomic
def keep_promise(*, by: Actor, promise: Promise, kept_on: date, at: datetime) -> Promise:
    """Say on which day a promise was kept (criteria-1.5)."""
    allow(by, STEP, promise)
    promise = Promise.objects.select_for_update().get(pk=promise.pk)
    require(_reasons_not_to_keep(promise, kept_on, at))
    promise.kept_on = kept_on
    promise.save(update_fields=["kept_on"])
    facts = {"kept_on": kept_on.isoformat(), "due": promise.due.isoformat()}
    record(by, _step(promise.designation, STEP), promise, at, facts=facts)
    return promise


def _reasons_not_to_keep(promise: Promise, kept_on: date, at: datetime) -> list[Reason]:
    if promise.kept_on:
        return [
            Reason(_("This promise is marked as kept already. Say what has changed in the next report"), None, STEP)
        ]
    if kept_on > timezone.localdate(at):
        return [Reason(_("Choose a day that is not after today"), "kept_on", STEP)]
    return []


@transaction.atomic
def report_progress(
    *,
    by: Actor,
    designation: Designation,
    period_from: date,
    period_to: date,
    percent: int,
    text: str,
    at: datetime,
) -> Report:
    """Report how far the plan has come in a period (criteria-1.5, term/report)."""
    allow(by, REPORT, designation)
    Designation.objects.select_for_update().get(pk=designation.pk)
    last = Report.objects.filter(designation=designation).order_by("-sequence").first()
    text = clean_text(text)
    require(_reasons_against_report(last, period_from, period_to, percent, text, at))
    report = Report.objects.create(
        designation=designation,
        sequence=last.sequence + 1 if last else 1,
        period_from=period_from,
        period_to=period_to,
        percent=percent,
        text=text,
        reported_at=at,
    )
    facts = {"from": period_from.isoformat(), "to": period_to.isoformat(), "percent": percent}
    record(by, _step(designation, REPORT), report, at, facts=facts)
    _tell(report, at)
    return report


def _reasons_against_report(
    last: Report | None, period_from: date, period_to: date, percent: int, text: str, at: datetime
) -> list[Reason]:
    reasons = []
    if period_from > period_to:
        reasons.append(Reason(_("The period ends before it begins: change one of the days"), "period_to", REPORT))
    if period_to > timezone.localdate(at):
        reasons.append(Reason(_("Report on a period that has ended"), "period_to", REPORT))
    if last and period_from <= last.period_to:
        reasons.append(Reason(_("Begin after the period of the last report"), "period_from", REPORT))
    if not 0 <= percent <= 100:
        reasons.append(Reason(_("Write a percentage from 0 to 100"), "percent", REPORT))
    if not text:
        reasons.append(Reason(_("Write what has been done and what has not"), "text", REPORT))
    return reasons


def _tell(report: Report, at: datetime) -> None:
    designation = report.designation

    def write() -> tuple[str, str]:
        words = {
            "area": area_name(designation),
            "number": designation.number,
            "sequence": report.sequence,
            "percent": report.percent,
        }
        subject = _("Progress report %(sequence)d of %(area)s") % words
        return subject, _("%(area)s, number %(number)s, reports %(percent)d percent of its plan") % words

    people = secretariat_people(designation, at)
    tell(people, write, link=page_of(designation), dedupe=f"report:{report.key}", at=at)


def _step(designation: Designation, step: str) -> str:
    return f"{designation.filing.edition}:{step}"
