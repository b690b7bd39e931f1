"""Reviews for tests, made by the actions: panels of sitters, sheets at every stage, filings with a verdict."""

from collections.abc import Sequence
from datetime import timedelta

from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.models import Appointment, Body, BodyKind
from nakhara.foundation.parties.tests.factories import AT, a_body, a_sitter, acting
from nakhara.meetings.actions import add_item, confirm_meeting, resolve_item
from nakhara.meetings.models import AgendaItem, Meeting
from nakhara.meetings.tests.factories import a_quorate_meeting
from nakhara.rulebook.loading import edition
from nakhara.stages.application.models import Filing
from nakhara.stages.application.tests.factories import a_secretary, an_accepted_filing
from nakhara.stages.review.actions import assign_reviewer, close_review, declare, save_scores, send_scores
from nakhara.stages.review.models import OVERALL, Assignment

ASSIGNED = AT + timedelta(days=4)
SENT = AT + timedelta(days=10)
CLOSED = AT + timedelta(days=20)
SITTING = AT + timedelta(days=30)

Levels = Sequence[int]


def a_working_group(*dimensions: str, seats: int = 1) -> Body:
    """A working group that scores these dimensions (all seven unless named), with vacant seats."""
    names = {"name_th": "คณะทำงานทดสอบ", "name_en": "Test working group"}
    return a_body("working-group", seats=seats, dimensions=dimensions or edition().dimension_keys, **names)


def a_subcommittee(sitters: int = 3) -> tuple[Body, Actor]:
    """A subcommittee with a chair and members, and the secretary who serves it; the same one each time."""
    secretary = a_secretary()
    body = Body.objects.filter(kind=BodyKind.SUBCOMMITTEE).first()
    if body is None:
        body = a_body("subcommittee", seats=sitters, secretariat=secretary.body)
        for order in range(sitters):
            a_sitter(body, "chair" if order == 0 else "member")
    return body, secretary


def a_panel_member(part: str) -> Appointment:
    """Somebody new who may score a part."""
    if part == OVERALL:
        return a_sitter(a_subcommittee()[0])
    group = Body.objects.filter(kind=BodyKind.WORKING_GROUP, dimensions__dimension=part).first()
    return a_sitter(group or a_working_group())


def a_sheet(
    filing: Filing | None = None, part: str = "environment", reviewer: Appointment | None = None, *, declared=True
) -> Assignment:
    """A sheet that is asked for; its reviewer has said that no interest bars them, unless `declared` is False."""
    filing = filing or an_accepted_filing()
    reviewer = reviewer or a_panel_member(part)
    values = {"reviewer": reviewer, "body": reviewer.seat.body, "part": part, "at": ASSIGNED}
    sheet = assign_reviewer(by=a_secretary(), filing=filing, **values)
    return declare(by=acting(reviewer), assignment=sheet, conflict=False, at=ASSIGNED) if declared else sheet


def scores_for(part: str, levels: Levels) -> dict[str, tuple[int, str, str]]:
    """Scores with a reason and evidence for every level."""
    items = edition().items_of(part)
    return {item.id: (level, f"เหตุผลของระดับ {level}", "แผน หน้า 12") for item, level in zip(items, levels, strict=True)}


def a_saved_sheet(
    filing: Filing | None = None, part: str = "environment", levels: Levels | int = 4, **who
) -> Assignment:
    """A sheet in which everything is written and nothing sent."""
    sheet = a_sheet(filing, part, **who)
    levels = [levels] * len(edition().items_of(part)) if isinstance(levels, int) else levels
    scores = scores_for(part, levels)
    return save_scores(by=acting(sheet.reviewer), assignment=sheet, scores=scores, version=sheet.version, at=SENT)


def a_sent_sheet(
    filing: Filing | None = None, part: str = "environment", levels: Levels | int = 4, **who
) -> Assignment:
    """A sheet that is sent."""
    sheet = a_saved_sheet(filing, part, levels, **who)
    return send_scores(by=acting(sheet.reviewer), assignment=sheet, version=sheet.version, at=SENT)


def a_scored_filing(
    overall: Levels | int | Sequence[Levels] = 5, scores: dict | None = None, filing: Filing | None = None, **fields
) -> Filing:
    """A filing whose sheets are all sent and whose review is not closed; see `a_reviewed_filing`."""
    filing = filing or an_accepted_filing(**({"dimensions": tuple(scores)} if scores else {}), **fields)
    for part in (*filing.claimed, OVERALL):
        said = overall if part == OVERALL else (scores or {}).get(part, 4)
        for levels in said if _several(said) else [said]:
            a_sent_sheet(filing, part, levels)
    return filing


def _several(said) -> bool:
    return not isinstance(said, int) and not isinstance(said[0], int)


def a_reviewed_filing(overall: Levels | int | Sequence[Levels] = 5, scores: dict | None = None, **fields) -> Filing:
    """A filing with a verdict: `overall` and each dimension in `scores` are levels.

    One level for every item (4 is 80 percent), a list of levels for one reviewer, or a list of such lists for several.
    """
    filing = a_scored_filing(overall, scores, **fields)
    close_review(by=a_secretary(), filing=filing, at=CLOSED)
    return filing


def on_agenda(*filings: Filing) -> Meeting:
    """An opened sitting of the subcommittee with these filings on its agenda and everybody there."""
    body, secretary = a_subcommittee()
    meeting = a_quorate_meeting(body, secretary)
    for filing in filings:
        add_item(by=secretary, meeting=meeting, kind="screening", thing=filing, at=AT)
    return meeting


def resolve(item: AgendaItem, outcome: str = "approve", reason: str = "") -> None:
    """Everybody there votes for, and the outcome is written down."""
    _body, secretary = a_subcommittee()
    seats = [row.seat for row in item.meeting.attendances.select_related("seat") if row.seat.votes]
    values = {"votes": dict.fromkeys(seats, "for"), "outcome": outcome, "reason": reason, "at": AT}
    resolve_item(by=secretary, item=item, version=item.version, **values)


def confirmed(meeting: Meeting) -> Meeting:
    """The chair confirms the sitting."""
    chair = meeting.body.seats.get(role="chair").appointments.get(until=None)
    meeting.refresh_from_db()
    return confirm_meeting(by=acting(chair), meeting=meeting, version=meeting.version, at=SITTING)


def a_screened_filing(**fields) -> Filing:
    """A filing that stands on the subcommittee's list."""
    filing = a_reviewed_filing(**fields)
    meeting = on_agenda(filing)
    resolve(meeting.items.get())
    confirmed(meeting)
    return filing
