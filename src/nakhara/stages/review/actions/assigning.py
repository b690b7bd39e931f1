"""Ask people to score, and ask somebody else when one is barred (guideline-2)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nakhara.foundation.notices.actions import tell
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import allow
from nakhara.foundation.parties.models import Appointment, Body
from nakhara.foundation.record.actions import record
from nakhara.foundation.record.refusals import Reason, require
from nakhara.look.wording import long_date
from nakhara.stages.application.models import Filing
from nakhara.stages.application.queries import ACCEPTED, filing_state
from nakhara.stages.plan.subjects import title
from nakhara.stages.review.models import Assignment, Verdict
from nakhara.stages.review.queries.panels import bars_of, due_of, panels_of, part_name, parts_of
from nakhara.stages.review.subjects import sheet_address


@transaction.atomic
def assign_reviewer(
    *, by: Actor, filing: Filing, reviewer: Appointment, body: Body, part: str, due: date | None = None, at: datetime
) -> Assignment:
    """Ask one sitter to score one part: a claimed dimension, or the plan as a whole (review/assign)."""
    allow(by, "review/assign", filing)
    filing = locked(filing)
    require(against_assigning(filing, at))
    require(_against(filing, reviewer, body, part, due, at))
    assignment = Assignment.objects.create(
        filing=filing, reviewer=reviewer, body=body, part=part, assigned_at=at, due=due or due_of(filing, at)
    )
    facts = {
        "filing": filing.key,
        "part": part,
        "body": body.key,
        "reviewer": reviewer.key,
        "due": assignment.due.isoformat(),
    }
    record(by, f"{filing.edition}:review/assign", assignment, at, facts=facts)
    _tell_reviewer(assignment, at)
    return assignment


@transaction.atomic
def assign_reviewers(
    *, by: Actor, filing: Filing, chosen: Iterable[tuple[Appointment, str]], due: date | None = None, at: datetime
) -> list[Assignment]:
    """Ask several sitters at once, each for one part; all of them or none (review/assign)."""
    chosen = list(chosen)
    require([] if chosen else [Reason(_("Choose at least one reviewer"))])
    return [
        assign_reviewer(by=by, filing=filing, reviewer=who, body=who.seat.body, part=part, due=due, at=at)
        for who, part in chosen
    ]


@transaction.atomic
def withdraw_assignment(*, by: Actor, assignment: Assignment, at: datetime) -> Assignment:
    """Take a sheet back, so that somebody else can be asked; scores that were sent stand unless an interest bars."""
    allow(by, "review/assign", assignment)
    filing = locked(assignment.filing)
    assignment = Assignment.objects.select_for_update().get(pk=assignment.pk)
    require(_against_withdrawing(filing, assignment, at))
    assignment.withdrawn_at = at
    assignment.save(update_fields=["withdrawn_at"])
    facts = {"filing": filing.key, "part": assignment.part, "withdrawn": True}
    record(by, f"{filing.edition}:review/assign", assignment, at, facts=facts)
    return assignment


def locked(filing: Filing) -> Filing:
    """The filing, held for this transaction, with its plan and check at hand."""
    Filing.objects.select_for_update().get(pk=filing.pk)
    plan = "application__plan"
    checked = ("check_result", "return_result")
    return Filing.objects.select_related(f"{plan}__area", f"{plan}__organisation", *checked).get(pk=filing.pk)


def against_assigning(filing: Filing, at: datetime) -> list[Reason]:
    """Why nobody can be asked to score the filing now."""
    if filing_state(filing) != ACCEPTED:
        return [Reason(_("Check that the filing is complete first"), None, "application/completeness")]
    if Verdict.objects.filter(filing=filing).exists():
        return [Reason(_("The review is closed: its scores stand"), None, "review/close")]
    return []


def _against(
    filing: Filing, reviewer: Appointment, body: Body, part: str, due: date | None, at: datetime
) -> list[Reason]:
    panel = panels_of(filing, at).get(part, [])
    found = next((one for one in panel if one.appointment.pk == reviewer.pk), None)
    name = str(reviewer.person)
    if found is None or reviewer.seat.body_id != body.pk:
        words = {"name": name, "part": part_name(filing, part) if part in parts_of(filing) else part}
        text = _("%(name)s does not sit where “%(part)s” is scored: choose from the list")
        return [Reason(text % words, None, "review/assign")]
    reasons = []
    if found.bar:
        text = _("%(name)s may not judge this application (%(why)s): choose somebody else")
        reasons.append(Reason(text % {"name": name, "why": found.bar}, None, "review/declare"))
    if found.assigned:
        reasons.append(Reason(_("%s has been asked already") % name, None, "review/assign"))
    if due is not None and due < timezone.localdate(at):
        reasons.append(Reason(_("This day has passed: choose a later one"), "due", "term/review"))
    return reasons


def _against_withdrawing(filing: Filing, assignment: Assignment, at: datetime) -> list[Reason]:
    if assignment.withdrawn_at:
        return [Reason(_("This sheet has been withdrawn already"))]
    if Verdict.objects.filter(filing=filing).exists():
        return [Reason(_("The review is closed: its scores stand"), None, "review/close")]
    if assignment.sent_at and assignment.reviewer.person_id not in bars_of(filing, timezone.localdate(at)):
        return [Reason(_("These scores have been sent: they stand"), None, "review/assign")]
    return []


def _tell_reviewer(assignment: Assignment, at: datetime) -> None:
    filing = assignment.filing

    def write() -> tuple[str, str]:
        words = {
            "area": title(filing.application.plan),
            "number": filing.application.number,
            "part": part_name(filing, assignment.part),
            "day": long_date(assignment.due),
        }
        return (
            _("Score application %(number)s: %(part)s") % words,
            _("Say first whether you have an interest in %(area)s, then send the scores by %(day)s") % words,
        )

    person = assignment.reviewer.person
    tell([person], write, link=sheet_address(assignment), dedupe=f"assigned:{assignment.key}", at=at)
