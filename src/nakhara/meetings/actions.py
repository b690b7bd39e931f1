"""Verbs of a body at work: arrange, attend, recuse, vote, resolve, confirm (guideline-2, guideline-3)."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Model
from django.utils import timezone
from django.utils.translation import gettext as _

from nakhara.foundation.notices.actions import tell
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import allow, subject_of
from nakhara.foundation.parties.models import Body, Person, Seat
from nakhara.foundation.parties.queries import people_in
from nakhara.foundation.record.actions import claim_version, next_number, record
from nakhara.foundation.record.refusals import Reason, RefusedError, require
from nakhara.meetings.agenda import KINDS, kind_of
from nakhara.meetings.models import AgendaItem, Attendance, Meeting, Recusal, Resolution, Vote
from nakhara.meetings.queries import BOOK, count_of, options_of, places_of

NEEDS_REASON = ("return", "decline")


@transaction.atomic
def arrange_meeting(*, by: Actor, body: Body, sits_at: datetime, place: str = "", at: datetime) -> Meeting:
    """Call a sitting; it takes the next number of the body's calendar year."""
    allow(by, "meeting/arrange", body)
    year = timezone.localtime(sits_at).year
    number = next_number(body.key, BOOK, year)
    meeting = Meeting.objects.create(body=body, number=number, year=year, at=sits_at, place=place)
    record(by, "meeting/arrange", meeting, at, facts={"body": body.key, "number": number, "year": year})

    def write() -> tuple[str, str]:
        called = _("A meeting is called: %(body)s, %(number)d/%(year)d")
        return called % {"body": body.name_th, "number": number, "year": year + 543}, place

    tell(people_in(body, sits_at), write, link=subject_of(meeting).address(meeting), dedupe=meeting.key, at=at)
    return meeting


@transaction.atomic
def add_item(
    *, by: Actor, meeting: Meeting, kind: str, thing: Model | None = None, title: str = "", at: datetime
) -> AgendaItem:
    """Put something on an agenda that has not been confirmed; one thing once."""
    meeting = _open_to_change(by, "meeting/arrange", meeting)
    if thing is not None and meeting.items.filter(kind=kind, subject_key=thing.key).exists():
        raise RefusedError(Reason(_("This stands on the agenda already"), field="thing"))
    item = AgendaItem.objects.create(
        meeting=meeting,
        order=(meeting.items.aggregate(last=Max("order"))["last"] or 0) + 1,
        kind=kind,
        subject_kind=thing._meta.label_lower if thing is not None else "",
        subject_key=thing.key if thing is not None else "",
        title=title or KINDS[kind].title(thing),
    )
    facts = {"meeting": meeting.key, "kind": kind, "thing": item.subject_key}
    record(by, "meeting/arrange", item, at, facts=facts)
    return item


@transaction.atomic
def remove_item(*, by: Actor, item: AgendaItem, at: datetime) -> None:
    """Take something off an agenda before the sitting is opened."""
    meeting = _open_to_change(by, "meeting/arrange", item.meeting)
    if meeting.opened_at is not None:
        raise RefusedError(_("The sitting has begun: postpone the item instead"))
    record(by, "meeting/arrange", item, at, facts={"meeting": meeting.key, "removed": True})
    item.delete()


@transaction.atomic
def open_meeting(*, by: Actor, meeting: Meeting, at: datetime) -> Meeting:
    """The sitting begins."""
    meeting = _open_to_change(by, "meeting/attend", meeting)
    if meeting.opened_at is not None:
        raise RefusedError(_("The sitting has begun already"))
    meeting.opened_at = at
    meeting.save(update_fields=["opened_at"])
    record(by, "meeting/attend", meeting, at, facts={"opened": True})
    return meeting


@transaction.atomic
def record_attendance(
    *, by: Actor, meeting: Meeting, present: Iterable[tuple[Seat, Person, str]], at: datetime
) -> None:
    """Write down which seats are filled, by whom and in which capacity; it replaces what was written before."""
    meeting = _open_to_change(by, "meeting/attend", meeting)
    present = list(present)
    strangers = [seat for seat, _person, _capacity in present if seat.body_id != meeting.body_id]
    require([Reason(_("This seat is not the body's"), field="present")] if strangers else [])
    meeting.attendances.all().delete()
    Attendance.objects.bulk_create(
        [Attendance(meeting=meeting, seat=s, person=p, capacity=c, recorded_at=at) for s, p, c in present]
    )
    facts = {"present": [{"seat": s.key, "person": p.key, "capacity": c} for s, p, c in present]}
    record(by, "meeting/attend", meeting, at, facts=facts)


@transaction.atomic
def recuse(*, by: Actor, item: AgendaItem, seat: Seat, reason: str, at: datetime) -> Recusal:
    """A seat takes no part in an item; its vote, if it had one, goes."""
    meeting = _open_to_change(by, "meeting/attend", item.meeting)
    require([] if reason.strip() else [Reason(_("Say why the seat takes no part"), field="reason")])
    recusal, _created = Recusal.objects.update_or_create(
        item=item, seat=seat, defaults={"reason": reason.strip(), "recorded_at": at}
    )
    item.votes.filter(seat=seat).delete()
    record(by, "meeting/attend", item, at, facts={"meeting": meeting.key, "recused": seat.key})
    return recusal


@transaction.atomic
def cast_votes(*, by: Actor, item: AgendaItem, votes: Mapping[Seat, str], at: datetime) -> None:
    """Write down the votes of an item by seat; it replaces what was written before."""
    _sitting(_open_to_change(by, "meeting/resolve", item.meeting))
    part = {p.seat.pk for p in places_of(item.meeting, item) if p.takes_part and p.seat.votes}
    outside = [seat for seat in votes if seat.pk not in part]
    require([Reason(_("A seat that is absent, recused or without a vote cannot vote"))] if outside else [])
    item.votes.all().delete()
    Vote.objects.bulk_create([Vote(item=item, seat=s, choice=c, recorded_at=at) for s, c in votes.items()])
    record(by, "meeting/vote", item, at, facts={"votes": {s.key: c for s, c in votes.items()}})


@transaction.atomic
def resolve_item(
    *, by: Actor, item: AgendaItem, outcome: str, reason: str = "", version: int, at: datetime
) -> Resolution:
    """Write down what the body resolved; a draft of the sitting until its chair confirms."""
    _sitting(_open_to_change(by, "meeting/resolve", item.meeting))
    claim_version(item, version)
    return _resolve(by, item, outcome, reason, at)


@transaction.atomic
def adopt_list(
    *,
    by: Actor,
    meeting: Meeting,
    exceptions: Mapping[AgendaItem, tuple[str, str]],
    kind: str,
    version: int,
    at: datetime,
) -> list[Resolution]:
    """Approve every item of a kind at one stroke, but for the exceptions, each with its own outcome and reason."""
    meeting = _sitting(_open_to_change(by, "meeting/resolve", meeting))
    claim_version(meeting, version)
    made = []
    for item in meeting.items.filter(kind=kind).order_by("order"):
        outcome, reason = exceptions.get(item, ("approve", ""))
        made.append(_resolve(by, item, outcome, reason, at))
    return made


def _resolve(by: Actor, item: AgendaItem, outcome: str, reason: str, at: datetime) -> Resolution:
    count = count_of(item)
    require(_against(item, outcome, reason, count, at))
    resolution, _created = Resolution.objects.update_or_create(
        item=item,
        defaults={
            "outcome": outcome,
            "reason": reason.strip(),
            "votes_for": count.in_favour,
            "votes_against": count.against,
            "abstained": count.abstained,
            "casting": count.casting,
            "resolved_at": at,
        },
    )
    facts = {"outcome": outcome, "for": count.in_favour, "against": count.against, "abstained": count.abstained}
    record(by, "meeting/resolve", item, at, facts=facts)
    return resolution


def _against(item: AgendaItem, outcome: str, reason: str, count, at: datetime) -> list[Reason]:
    option = next((o for o in options_of(item, at) if o.outcome == outcome), None)
    found = []
    if option is None or not option.offered:
        why = option.why if option else _("Choose one of the resolutions offered")
        found.append(Reason(f"{item.title}: {why}", field="outcome", provision=option.provision if option else None))
    elif outcome == "approve" and not count.carried:
        text = _("%(title)s: not carried, %(for)d for and %(against)d against")
        values = {"title": item.title, "for": count.in_favour, "against": count.against}
        found.append(Reason(text % values, field="outcome", provision="meeting/majority"))
    if outcome in NEEDS_REASON and not reason.strip():
        found.append(Reason(_("%s: give the reason") % item.title, field="reason"))
    return found


@transaction.atomic
def confirm_meeting(*, by: Actor, meeting: Meeting, version: int, at: datetime) -> Meeting:
    """The chair confirms every resolution, and each does what its kind says, all in one transaction.

    Items without a resolution count as postponed.
    """
    meeting = _sitting(_open_to_change(by, "meeting/confirm", meeting))
    claim_version(meeting, version, confirmed_at=at, confirmed_by=by.person)
    items = list(meeting.items.order_by("order"))
    for item in items:
        if not Resolution.objects.filter(item=item).exists():
            _resolve(by, item, "postpone", "", at)
    pairs = [
        (r.item, r) for r in Resolution.objects.filter(item__in=items).select_related("item").order_by("item__order")
    ]
    for item, resolution in pairs:
        require(_against(item, resolution.outcome, resolution.reason, count_of(item), at))
        resolution.confirmed_at = at
        resolution.save(update_fields=["confirmed_at"])
        kind_of(item).on_confirm(item, resolution, by=by, at=at)
    for name in dict.fromkeys(item.kind for item, _resolution in pairs):
        KINDS[name].on_list_confirmed([pair for pair in pairs if pair[0].kind == name], by=by, at=at)
    facts = {"resolutions": {item.key: resolution.outcome for item, resolution in pairs}}
    record(by, "meeting/confirm", meeting, at, facts=facts)
    return meeting


def _open_to_change(by: Actor, step: str, meeting: Meeting) -> Meeting:
    """The meeting, locked, if the actor may take the step and the chair has not confirmed yet."""
    allow(by, step, meeting)
    meeting = Meeting.objects.select_for_update().select_related("body").get(pk=meeting.pk)
    if meeting.confirmed_at is not None:
        raise RefusedError(_("The chair has confirmed this meeting: nothing in it changes any more"))
    return meeting


def _sitting(meeting: Meeting) -> Meeting:
    if meeting.opened_at is None:
        raise RefusedError(_("Open the sitting first"))
    return meeting
