"""Reads of meetings: who may take part in an item, its quorum, its votes, what may be resolved."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import SUBJECTS, follow, may
from nakhara.foundation.parties.models import Appointment, Body, BodyKind, Person, Seat, SeatRole
from nakhara.foundation.parties.queries import interests_in, seats_of, sitters
from nakhara.foundation.record import clock
from nakhara.foundation.record.models import Series
from nakhara.meetings.agenda import KINDS, Option, kind_of, thing_of
from nakhara.meetings.models import AgendaItem, Meeting
from nakhara.rulebook import meeting as rules
from nakhara.rulebook.loading import edition

BOOK = "meeting"


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


def places_of(meeting: Meeting, item: AgendaItem | None = None) -> list[Place]:
    """Every seat of the body at the sitting; with an item, who is recused from it and why."""
    sitting = sitters(meeting.body, meeting.at)
    there = {a.seat_id: a for a in meeting.attendances.select_related("person")}
    recused = recused_seats(item) if item else {}
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


def recused_seats(item: AgendaItem) -> dict[int, str]:
    """Seats that take no part in an item, with the reason: declared, or computed from the sitter's interests."""
    said = {r.seat_id: r.reason for r in item.recusals.all()}
    thing = thing_of(item)
    path = SUBJECTS[thing._meta.label_lower].area if thing is not None else None
    if path is None:
        return said
    area = follow(thing, path)
    barred = interests_in([area], clock.today()).get(area.pk, {})
    for seat_id, person in _people_at(item.meeting).items():
        if seat_id not in said and person.pk in barred:
            said[seat_id] = _("has an interest in the area")
    return said


def _people_at(meeting: Meeting) -> dict[int, Person]:
    people = {seat_id: a.person for seat_id, a in sitters(meeting.body, meeting.at).items()}
    return people | {a.seat_id: a.person for a in meeting.attendances.select_related("person")}


def quorum_of(item: AgendaItem, places: list[Place] | None = None) -> rules.Quorum:
    """The quorum of an item: at least half of the filled seats, recused ones taken off (quorum)."""
    places = places if places is not None else places_of(item.meeting, item)
    filled = sum(p.filled and p.seat.votes for p in places)
    recused = sum(bool(p.filled and p.seat.votes and p.recused) for p in places)
    present = sum(p.takes_part and p.seat.votes for p in places)
    return rules.quorum(filled, recused, present, edition(), item.meeting.at.date())


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


def count_of(item: AgendaItem) -> Count:
    """Count the votes of an item; only seats that take part count."""
    part = {p.seat.pk: p.seat for p in places_of(item.meeting, item) if p.takes_part and p.seat.votes}
    votes = {v.seat_id: v.choice for v in item.votes.all() if v.seat_id in part}
    said = list(votes.values())
    chair = next((pk for pk, seat in part.items() if seat.role == SeatRole.CHAIR), None)
    in_favour, against = said.count("for"), said.count("against")
    chair_vote = {"for": True, "against": False}.get(votes.get(chair, ""))
    carried = rules.carried(in_favour, against, said.count("abstain"), chair_vote, edition(), item.meeting.at.date())
    casting = in_favour == against and in_favour > 0 and chair_vote is not None
    return Count(in_favour, against, said.count("abstain"), carried, casting)


def options_of(item: AgendaItem, at: datetime) -> list[Option]:
    """What may be resolved about an item now: without a quorum only to postpone, then what its kind allows."""
    quorum = quorum_of(item)
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
        for thing in kind.candidates(meeting)
        if (name, thing.key) not in there
    ]


def served_bodies(actor: Actor) -> list[Body]:
    """The bodies for which the actor may arrange meetings."""
    rows = Body.objects.exclude(kind=BodyKind.WORKING_GROUP).order_by("id")
    return [body for body in rows if may(actor, "meeting/arrange", body)]


def expected_number(body: Body, year: int) -> int:
    """The number the body's next meeting of the year would get."""
    series = Series.objects.filter(office=body.key, book=BOOK, year=year).first()
    return (series.last if series else 0) + 1
