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
    adopt_list,
    arrange_meeting,
    cast_votes,
    confirm_meeting,
    open_meeting,
    record_attendance,
)
from nakhara.meetings.models import AgendaItem, Meeting
from nakhara.meetings.queries import places_of

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
    """Call, attend, vote, adopt the list with its exceptions, confirm; says when it was confirmed."""
    day = midnight(line(sitting.mark))
    meeting = call(sitting, offices, line, day)
    clerk, begins = offices.secretary, day + SITS
    open_meeting(by=clerk, meeting=meeting, at=begins)
    record_attendance(by=clerk, meeting=meeting, present=_present(sitting.body, offices, rng), at=begins)
    fates = {case.filing.key: fate_at(case.story.stage) for case in sitting.cases}
    items = list(meeting.items.select_related("meeting__body").order_by("order"))
    for n, item in enumerate(items):
        votes = _votes(item, fates[item.subject_key], rng)
        cast_votes(by=clerk, item=item, votes=votes, at=begins + timedelta(minutes=2 + n))
    ends = begins + timedelta(minutes=5 + len(items))
    meeting.refresh_from_db()
    adopt_list(
        by=clerk,
        meeting=meeting,
        exceptions=_exceptions(items, fates),
        kind=KINDS[sitting.body],
        version=meeting.version,
        at=ends,
    )
    return _confirm(meeting, offices.chair_of(sitting.body), max(day + CONFIRMS, ends + timedelta(minutes=10)))


def _present(body: str, offices: Offices, rng: Random) -> list[tuple[Seat, object, str]]:
    """Nearly everybody comes; the chair always does."""
    sitters = offices.sitters(offices.body(body))
    return [(row.seat, row.person, "") for row in sitters if row.seat.role == "chair" or rng.random() >= ABSENT]


def _votes(item: AgendaItem, fate: str, rng: Random) -> Mapping[Seat, str]:
    """Those who take part vote for what is approved and against what is not; a few abstain, never the majority."""
    choice = "for" if fate == "approve" else "against"
    seats = [place.seat for place in places_of(item.meeting, item) if place.takes_part and place.seat.votes]
    votes = dict.fromkeys(seats, choice)
    if len(seats) > 2 and rng.random() < ABSTAINS:
        votes[seats[-1]] = "abstain"
    return votes


def _exceptions(items: Sequence[AgendaItem], fates: Mapping[str, str]) -> dict[AgendaItem, tuple[str, str]]:
    reasons = table()["meetings"]
    return {
        item: (fates[item.subject_key], reasons[fates[item.subject_key]])
        for item in items
        if fates[item.subject_key] != "approve"
    }


def _confirm(meeting: Meeting, chair: Actor, at: datetime) -> datetime:
    meeting.refresh_from_db()
    confirm_meeting(by=chair, meeting=meeting, version=meeting.version, at=at)
    return at
