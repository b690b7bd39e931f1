"""The bodies sit: the subcommittee screens, the steering committee approves (guideline-2, 3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from nakhara.demo.sample.offices import Offices
from nakhara.demo.sample.stories.stages import fate_at
from nakhara.demo.sample.timeline import Line, midnight
from nakhara.demo.sample.words import table
from nakhara.demo.sample.writing.case import Case
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.models import BodyKind, Seat
from nakhara.meetings.actions import (
    add_item,
    arrange_meeting,
    confirm_item,
    confirm_meeting,
    open_meeting,
    resolve_item,
)
from nakhara.meetings.models import AgendaItem, Meeting
from nakhara.meetings.queries import barred_from, places_for, voters_of

SITS, CONFIRMS = timedelta(hours=9, minutes=30), timedelta(hours=16, minutes=45)
KINDS = {BodyKind.SUBCOMMITTEE: "screening", BodyKind.COMMITTEE: "approval"}
ABSENT, ABSTAINS = 0.06, 0.08


@dataclass(frozen=True)
class Sitting:
    """A body's meeting on a day, on the cases that have come to it."""

    body: str
    mark: float
    cases: Sequence[Case]


def call(sitting: Sitting, offices: Offices, line: Line, day: datetime) -> Meeting:
    """Call the meeting of that day and put its cases on the agenda."""
    clerk, called = offices.secretary, line(sitting.mark - 0.008)
    meeting = arrange_meeting(
        by=clerk,
        body=offices.body(sitting.body),
        sits_at=day + SITS,
        place=table()["meetings"]["place"],
        at=called,
    )
    for case in sitting.cases:
        add_item(by=clerk, meeting=meeting, kind=KINDS[sitting.body], thing=case.filing, at=called)
    return meeting


def sit(sitting: Sitting, offices: Offices, line: Line, rng: Random) -> datetime:
    """Call, attend, vote and resolve item by item, confirm; says when it was confirmed."""
    day = midnight(line(sitting.mark))
    meeting = call(sitting, offices, line, day)
    clerk, begins = offices.secretary, day + SITS
    present = _present(sitting.body, offices, rng)
    open_meeting(by=clerk, meeting=meeting, present=present, at=begins)
    fates = {case.filing.key: fate_at(case.story.stage) for case in sitting.cases}
    items = list(meeting.items.select_related("meeting__body").order_by("order"))
    for n, item in enumerate(items):
        _resolve(item, fates[item.subject_key], clerk, rng, begins + timedelta(minutes=2 + n))
    ends = begins + timedelta(minutes=5 + len(items))
    return _confirm(meeting, offices.chair_of(sitting.body), max(day + CONFIRMS, ends + timedelta(minutes=10)))


def _present(body: str, offices: Offices, rng: Random) -> list[tuple[Seat, object, str]]:
    """Nearly everybody comes; the chair always does."""
    sitters = offices.sitters(offices.body(body))
    return [(row.seat, row.person, "") for row in sitters if row.seat.role == "chair" or rng.random() >= ABSENT]


def _resolve(item: AgendaItem, fate: str, clerk: Actor, rng: Random, at: datetime) -> None:
    reason = "" if fate == "approve" else table()["meetings"][fate]
    votes = _votes(item, rng, at)
    resolve_item(by=clerk, item=item, votes=votes, outcome=fate, reason=reason, version=item.version, at=at)


def _votes(item: AgendaItem, rng: Random, at: datetime) -> Mapping[Seat, str]:
    """Those who take part vote for what is proposed; a few abstain, never the majority."""
    seats = voters_of(item, at)
    votes = dict.fromkeys(seats, "for")
    if len(seats) > 2 and rng.random() < ABSTAINS:
        votes[seats[-1]] = "abstain"
    return votes


def _confirm(meeting: Meeting, chair: Actor, at: datetime) -> datetime:
    for item in meeting.items.select_related("meeting__body").order_by("order"):
        if barred_from(chair, item, at):
            confirm_item(by=_stand_in(item, chair, at), item=item, version=item.version, at=at)
    meeting.refresh_from_db()
    confirm_meeting(by=chair, meeting=meeting, version=meeting.version, at=at)
    return at


def _stand_in(item: AgendaItem, chair: Actor, at: datetime) -> Actor:
    """The first member who took part, where an interest bars the chair."""
    part = [place for place in places_for(item, at) if place.takes_part and place.seat.votes]
    return next(Actor(person=one.person, post=one.sitter) for one in part if one.seat.pk != chair.post.seat_id)
