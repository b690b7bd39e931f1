"""Reads of meetings: who may take part in an item, its quorum, its votes, what may be resolved."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import SUBJECTS, barred_areas, follow, in_conflict, may
from nakhara.foundation.parties.models import Appointment, Body, BodyKind, Person, Seat, SeatRole
from nakhara.foundation.parties.queries import interests_in, seats_of, sitters
from nakhara.foundation.record.models import Series
from nakhara.meetings.agenda import KINDS, Option, kind_of, thing_of
from nakhara.meetings.models import AgendaItem, Meeting
from nakhara.rulebook import meeting as rules
from nakhara.rulebook.loading import edition

BOOK = "meeting"
MOST = 100  # matters of a kind that a form offers


@dataclass(frozen=True)
class Place:
    """One seat at a sitting: who holds it, who was there in which capacity, whether an interest keeps them out."""

    seat: Seat
    sitter: Appointment | None
    person: Person | None
    capacity: str
    recused: str

    @property
    def filled(self) -> bool:
        return self.sitter is not None or self.person is not None

    @property
    def takes_part(self) -> bool:
        return self.person is not None and not self.recused


def places_of(meeting: Meeting) -> list[Place]:
    """Every seat of the body at the sitting, whatever the item."""
    return _places(meeting, {})


def places_for(item: AgendaItem, at: datetime) -> list[Place]:
    """Every seat of the body at the sitting, with who is recused from the item and why."""
    return _places(item.meeting, recused_seats(item, at))


def _places(meeting: Meeting, recused: dict[int, str]) -> list[Place]:
    sitting = sitters(meeting.body, meeting.at)
    there = {a.seat_id: a for a in meeting.attendances.select_related("person")}
    return [
        Place(
            seat=seat,
            sitter=sitting.get(seat.pk),
            person=there[seat.pk].person if seat.pk in there else None,
            capacity=there[seat.pk].capacity if seat.pk in there else "",
            recused=recused.get(seat.pk, ""),
        )
        for seat in seats_of(meeting.body, meeting.at)
    ]


def voters_of(item: AgendaItem, at: datetime) -> list[Seat]:
    """The seats that may vote on an item: there, not recused, with a vote."""
    return [place.seat for place in places_for(item, at) if place.takes_part and place.seat.votes]


def recused_seats(item: AgendaItem, at: datetime) -> dict[int, str]:
    """Seats that take no part in an item, with the reason: as written down and, until the chair has confirmed, as the
    sitters' interests have it at a moment.
    """
    said = {r.seat_id: r.reason for r in item.recusals.all()}
    return said if item.meeting.confirmed_at else computed_recusals(item, at) | said


def computed_recusals(item: AgendaItem, at: datetime) -> dict[int, str]:
    """Seats whose sitter, or whoever is there for them, has an interest in the item's area at a moment."""
    thing = thing_of(item)
    path = SUBJECTS[thing._meta.label_lower].area if thing is not None else None
    if path is None:
        return {}
    area = follow(thing, path)
    barred = interests_in([area], timezone.localdate(at)).get(area.pk, {})
    people = _people_at(item.meeting)
    return {seat: _("has an interest in the area") for seat, person in people.items() if person.pk in barred}


def barred_from(actor: Actor, item: AgendaItem, at: datetime) -> bool:
    """Whether an actor is kept out of an item: an interest of theirs touches its area, or their seat is recused."""
    if not actor.judges:
        return False
    if barred_areas(actor) and (thing := thing_of(item)) is not None and in_conflict(actor, thing):
        return True
    return actor.body.pk == item.meeting.body_id and actor.post.seat_id in recused_seats(item, at)


def stands_in(actor: Actor, item: AgendaItem, at: datetime) -> bool:
    """Whether an actor may confirm an item in the chair's place: the chair is barred from it, they took part."""
    if actor.body is None or actor.body.pk != item.meeting.body_id or actor.post.seat.role == SeatRole.CHAIR:
        return False
    return _chair_is_barred(item, at) and _took_part(actor, item, at) and not barred_from(actor, item, at)


def _chair_is_barred(item: AgendaItem, at: datetime) -> bool:
    chairs = [a for a in sitters(item.meeting.body, at).values() if a.seat.role == SeatRole.CHAIR]
    return any(barred_from(Actor(person=chair.person, post=chair), item, at) for chair in chairs)


def _took_part(actor: Actor, item: AgendaItem, at: datetime) -> bool:
    own = [p for p in places_for(item, at) if p.seat.pk == actor.post.seat_id]
    return any(p.takes_part and p.seat.votes and p.person == actor.person for p in own)


def _people_at(meeting: Meeting) -> dict[int, Person]:
    people = {seat_id: a.person for seat_id, a in sitters(meeting.body, meeting.at).items()}
    return people | {a.seat_id: a.person for a in meeting.attendances.select_related("person")}


def quorum_of(item: AgendaItem, at: datetime, places: list[Place] | None = None) -> rules.Quorum:
    """The quorum of an item: at least half of the filled seats, recused ones taken off (quorum)."""
    places = places if places is not None else places_for(item, at)
    filled = sum(p.filled and p.seat.votes for p in places)
    recused = sum(bool(p.filled and p.seat.votes and p.recused) for p in places)
    present = sum(p.takes_part and p.seat.votes for p in places)
    return rules.quorum(filled, recused, present, edition(), timezone.localdate(item.meeting.at))


@dataclass(frozen=True)
class Count:
    """The votes on an item and whether they carry it; `casting` when the chair's vote decided a tie (casting-vote)."""

    in_favour: int
    against: int
    abstained: int
    carried: bool
    casting: bool

    @property
    def cast(self) -> int:
        return self.in_favour + self.against


def count_of(item: AgendaItem, at: datetime) -> Count:
    """Count the votes of an item; only seats that take part count."""
    part = {seat.pk: seat for seat in voters_of(item, at)}
    votes = {v.seat_id: v.choice for v in item.votes.all() if v.seat_id in part}
    said = list(votes.values())
    chair = next((pk for pk, seat in part.items() if seat.role == SeatRole.CHAIR), None)
    in_favour, against = said.count("for"), said.count("against")
    chair_vote = {"for": True, "against": False}.get(votes.get(chair, ""))
    carried = rules.carried(
        in_favour, against, said.count("abstain"), chair_vote, edition(), timezone.localdate(item.meeting.at)
    )
    casting = in_favour == against and in_favour > 0 and chair_vote is not None
    return Count(in_favour, against, said.count("abstain"), carried, casting)


def options_of(item: AgendaItem, at: datetime, places: list[Place] | None = None) -> list[Option]:
    """What may be resolved about an item now: without a quorum only to postpone, then what its kind allows."""
    quorum = quorum_of(item, at, places)
    options = kind_of(item).options(item, at)
    if quorum.met:
        return options
    why = _("No quorum: %(present)d of the %(required)d seats needed") % {
        "present": quorum.present,
        "required": quorum.required,
    }
    return [o if o.outcome == "postpone" else Option(o.outcome, o.label, False, why, "meeting/quorum") for o in options]


def labels_of_outcomes() -> dict[str, str]:
    """The outcomes in the reader's language, in the order in which they are offered."""
    language = get_language() or "th"
    return {one.key: one.text(language) for one in edition().outcomes}


def candidates_of(meeting: Meeting) -> list[tuple[str, str, str]]:
    """What may be put on the agenda: value for a form, label, kind; nothing that stands on it already."""
    there = set(meeting.items.values_list("kind", "subject_key"))
    return [
        (f"{name}:{thing.key}", kind.title(thing), name)
        for name, kind in KINDS.items()
        for thing in kind.candidates(meeting)[:MOST]
        if (name, thing.key) not in there
    ]


def undecided(meeting: Meeting, kind: str) -> QuerySet[AgendaItem]:
    """The items of a kind about which nothing has been written down: neither votes nor a resolution."""
    rows = meeting.items.filter(kind=kind, votes=None, resolution=None)
    return rows.select_related("meeting__body").order_by("order")


def served_bodies(actor: Actor) -> list[Body]:
    """The bodies for which the actor may arrange meetings."""
    rows = Body.objects.exclude(kind=BodyKind.WORKING_GROUP).order_by("id")
    return [body for body in rows if may(actor, "meeting/arrange", body)]


def expected_number(body: Body, year: int) -> int:
    """The number the body's next meeting of the year would get."""
    series = Series.objects.filter(office=body.key, book=BOOK, year=year).first()
    return (series.last if series else 0) + 1
