"""Who is there: open the sitting, write down who fills which seat, take a seat off an item."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.models import Person, Seat
from nakhara.foundation.record.actions import claim_version, record
from nakhara.foundation.record.refusals import Reason, RefusedError, require
from nakhara.meetings.actions.counting import keep_recusals, recount
from nakhara.meetings.actions.guarding import bar, claim_item, open_to_change
from nakhara.meetings.models import AgendaItem, Attendance, Meeting, Recusal

Present = Iterable[tuple[Seat, Person, str]]


@transaction.atomic
def open_meeting(*, by: Actor, meeting: Meeting, present: Present = (), at: datetime) -> Meeting:
    """The sitting begins, with those who are there."""
    meeting = open_to_change(by, "meeting/attend", meeting)
    if meeting.opened_at is not None:
        raise RefusedError(_("The sitting has begun already"))
    claim_version(meeting, meeting.version, opened_at=at)
    record(by, "meeting/attend", meeting, at, facts={"opened": True})
    if present := list(present):
        _attend(by, meeting, present, at)
    return meeting


@transaction.atomic
def record_attendance(*, by: Actor, meeting: Meeting, present: Present, version: int, at: datetime) -> Meeting:
    """Write down which seats are filled, by whom and in which capacity; it replaces what was written before.

    Votes of seats that somebody else fills now, or nobody, go; what has been resolved is counted again.
    """
    meeting = open_to_change(by, "meeting/attend", meeting)
    claim_version(meeting, version)
    _attend(by, meeting, list(present), at)
    return meeting


def _attend(by: Actor, meeting: Meeting, present: list[tuple[Seat, Person, str]], at: datetime) -> None:
    strangers = [seat for seat, _person, _capacity in present if seat.body_id != meeting.body_id]
    require([Reason(_("This seat is not the body's"), field="present")] if strangers else [])
    before = dict(meeting.attendances.values_list("seat", "person"))
    meeting.attendances.all().delete()
    Attendance.objects.bulk_create(
        [Attendance(meeting=meeting, seat=s, person=p, capacity=c, recorded_at=at) for s, p, c in present]
    )
    facts = {"present": [{"seat": s.key, "person": p.key, "capacity": c} for s, p, c in present]}
    record(by, "meeting/attend", meeting, at, facts=facts)
    same = [seat.pk for seat, person, _capacity in present if before.get(seat.pk) == person.pk]
    for item in meeting.items.all():
        _follow_attendance(item, meeting, same, at)
    meeting.items.update(version=F("version") + 1)


def _follow_attendance(item: AgendaItem, meeting: Meeting, same: list[int], at: datetime) -> None:
    item.meeting = meeting
    decided = item.votes.exists() or hasattr(item, "resolution")
    item.recusals.filter(computed=True).delete()
    item.votes.exclude(seat__in=same).delete()
    if decided:
        keep_recusals(item, at)
        recount(item, at)


@transaction.atomic
def recuse(*, by: Actor, item: AgendaItem, seat: Seat, reason: str, version: int, at: datetime) -> Recusal:
    """A seat takes no part in an item; its vote, if it had one, goes, and what was resolved is counted again."""
    meeting = open_to_change(by, "meeting/attend", item.meeting)
    bar(by, "meeting/attend", item, at)
    require([] if reason.strip() else [Reason(_("Say why the seat takes no part"), field="reason")])
    claim_item(item, version, meeting)
    recusal, _created = Recusal.objects.update_or_create(
        item=item, seat=seat, defaults={"reason": reason.strip(), "computed": False, "recorded_at": at}
    )
    item.votes.filter(seat=seat).delete()
    record(by, "meeting/attend", item, at, facts={"meeting": meeting.key, "recused": seat.key})
    recount(item, at)
    return recusal
