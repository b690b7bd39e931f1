"""The demo's review and meetings: scores from `data/cases.toml`, sittings that approve."""

from itertools import zip_longest

from nakhara.demo.cases import Case
from nakhara.demo.moments import Moments
from nakhara.demo.people import People
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.models import Appointment, Body, Membership, SeatRole
from nakhara.meetings.actions import (
    add_item,
    arrange_meeting,
    confirm_meeting,
    open_meeting,
    resolve_item,
)
from nakhara.meetings.models import Meeting
from nakhara.rulebook.scoring import OVERALL
from nakhara.stages.plan.queries import claimed, edition_of
from nakhara.stages.review.actions.assigning import assign_reviewer
from nakhara.stages.review.actions.deciding import close_review
from nakhara.stages.review.actions.scoring import declare, save_scores, send_scores

REASON = "อ้างอิงโครงการและตัวชี้วัดในแผน ตรวจจากเอกสารแนบแล้ว"


def review(case: Case, people: People) -> None:
    """Score a case by the reviewers that the data names scores for; close it when nothing is left to score."""
    parts = [*claimed(case.plan), OVERALL]
    for part in parts:
        scored = case.row["scored"].get(part, ())
        body = people.bodies["subcommittee" if part == OVERALL else part]
        # a part that nobody has scored waits for everybody who sits there
        for sitter, levels in zip_longest(sitters_of(body)[: len(scored) or None], scored):
            _score(case, people, part, sitter, levels)
    if all(part in case.row["scored"] for part in parts):
        close_review(by=secretary(people), filing=case.filing, at=case.later())


def _score(case: Case, people: People, part: str, sitter: Appointment, levels: list[int] | None) -> None:
    assignment = assign_reviewer(
        by=secretary(people),
        filing=case.filing,
        reviewer=sitter,
        body=sitter.seat.body,
        part=part,
        at=case.later(),
    )
    if levels is None:
        return
    reviewer = acting(sitter)
    declare(by=reviewer, assignment=assignment, conflict=False, at=case.later())
    assignment.refresh_from_db()
    items = edition_of(case.plan).items_of(part)
    scores = {item.id: (level, REASON, "เอกสารแนบ หน้า 1") for item, level in zip(items, levels, strict=True)}
    save_scores(by=reviewer, assignment=assignment, scores=scores, version=assignment.version, at=case.later())
    assignment.refresh_from_db()
    send_scores(by=reviewer, assignment=assignment, version=assignment.version, at=case.later())


def secretary(people: People) -> Actor:
    """The secretariat's first officer."""
    return acting(sitters_of(people.bodies["secretariat"])[0])


def acting(post: Appointment | Membership) -> Actor:
    """The person of a post, acting from it."""
    return Actor(person=post.person, post=post)


def sitters_of(body: Body) -> list[Appointment]:
    """Who sits in a body now, in the order of its seats."""
    rows = Appointment.objects.filter(seat__body=body, until__isnull=True)
    return list(rows.select_related("person", "seat__body").order_by("seat__order"))


def chair_of(body: Body) -> Actor:
    """A body's chair."""
    return acting(next(a for a in sitters_of(body) if a.seat.role == SeatRole.CHAIR))


def sit(people: People, body: str, cases: list[Case], kind: str, moments: Moments, mark: float) -> Meeting:
    """A meeting of a body that approves one item a case and is confirmed by its chair."""
    meeting = arrange(people, body, cases, kind, moments, mark)
    clerk, at = secretary(people), moments(mark + 4)
    present = sitters_of(people.bodies[body])
    open_meeting(by=clerk, meeting=meeting, present=[(a.seat, a.person, "") for a in present], at=at)
    for item in meeting.items.order_by("order"):
        votes = {a.seat: "for" for a in present if a.seat.votes}
        resolve_item(by=clerk, item=item, votes=votes, outcome="approve", version=item.version, at=moments(mark + 6))
    meeting.refresh_from_db()
    confirm_meeting(by=chair_of(people.bodies[body]), meeting=meeting, version=meeting.version, at=moments(mark + 7))
    return meeting


def arrange(people: People, body: str, cases: list[Case], kind: str, moments: Moments, mark: float) -> Meeting:
    """A meeting of a body with one item a case on its agenda, not yet opened."""
    clerk = secretary(people)
    meeting = arrange_meeting(
        by=clerk,
        body=people.bodies[body],
        sits_at=moments(mark + 3),
        place="ห้องประชุมกระทรวงคมนาคม (ตัวอย่าง)",
        at=moments(mark),
    )
    for case in cases:
        add_item(by=clerk, meeting=meeting, kind=kind, thing=case.filing, at=moments(mark + 1))
    return meeting
