"""Meetings for tests, made by the actions."""

from nakhara.foundation.parties.models import Body
from nakhara.foundation.parties.tests.factories import AT, a_body, a_sitter, acting
from nakhara.meetings.actions import arrange_meeting, open_meeting
from nakhara.meetings.models import Meeting


def a_served_body(kind: str = "committee", sitters: int = 3) -> tuple[Body, object]:
    """A body with a chair and members in their seats, and the secretary's actor who serves it."""
    secretariat = a_body("secretariat", seats=1)
    secretary = acting(a_sitter(secretariat, "chair"))
    body = a_body(kind, seats=sitters, secretariat=secretariat)
    for order in range(sitters):
        a_sitter(body, "chair" if order == 0 else "member")
    return body, secretary


def a_meeting(body: Body, by) -> Meeting:
    """A sitting that is called but not opened."""
    return arrange_meeting(by=by, body=body, sits_at=AT, place="ห้องประชุมทดสอบ", at=AT)


def a_quorate_meeting(body: Body, by) -> Meeting:
    """An opened sitting at which every sitter is present."""
    seats = body.seats.order_by("order").prefetch_related("appointments__person")
    present = [(s, a.person, "") for s in seats for a in s.appointments.all() if a.until is None]
    return open_meeting(by=by, meeting=a_meeting(body, by), present=present, at=AT)
