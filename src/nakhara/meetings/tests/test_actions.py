"""A sitting from the call to the chair's confirmation."""

import pytest

from nakhara.foundation.notices.models import Notice
from nakhara.foundation.parties.may import NotAllowedError
from nakhara.foundation.parties.tests.factories import AT, a_sitter, acting
from nakhara.foundation.record.refusals import RefusedError, StaleError
from nakhara.meetings.actions import (
    add_item,
    adopt_list,
    cast_votes,
    confirm_meeting,
    record_attendance,
    recuse,
    resolve_item,
)
from nakhara.meetings.models import Meeting, Resolution
from nakhara.meetings.queries import quorum_of
from nakhara.meetings.tests.factories import a_meeting, a_quorate_meeting, a_served_body

pytestmark = pytest.mark.django_db


def chair_of(body):
    return acting(body.seats.get(role="chair").appointments.get())


def now(meeting):
    """The meeting as it stands now."""
    return Meeting.objects.get(pk=meeting.pk)


def an_item(meeting, by):
    """The minutes of an earlier sitting that its chair has confirmed."""
    earlier = a_meeting(meeting.body, by)
    Meeting.objects.filter(pk=earlier.pk).update(opened_at=AT, confirmed_at=AT)
    return add_item(by=by, meeting=meeting, kind="minutes", thing=earlier, at=AT)


def votes_of(body, *choices):
    return dict(zip(body.seats.order_by("order"), choices, strict=False))


def test_meetings_of_a_body_are_numbered_from_one_and_its_people_are_told():
    body, secretary = a_served_body()
    assert [a_meeting(body, secretary).number for _ in range(3)] == [1, 2, 3]
    assert Notice.objects.count() == 9


def test_a_stranger_may_not_arrange_a_meeting():
    body, _secretary = a_served_body()
    other, stranger = a_served_body()
    with pytest.raises(NotAllowedError):
        a_meeting(body, stranger)
    assert a_meeting(other, stranger).number == 1


def test_an_item_passes_by_more_votes_for_than_against_and_stands_after_confirmation():
    body, secretary = a_served_body()
    meeting = a_quorate_meeting(body, secretary)
    item = an_item(meeting, secretary)
    votes = votes_of(body, "for", "for", "against")
    resolution = resolve_item(by=secretary, item=item, votes=votes, outcome="approve", version=item.version, at=AT)
    assert (resolution.votes_for, resolution.votes_against, resolution.confirmed_at) == (2, 1, None)
    meeting.refresh_from_db()
    confirm_meeting(by=chair_of(body), meeting=meeting, version=meeting.version, at=AT)
    resolution.refresh_from_db()
    assert (resolution.outcome, resolution.confirmed_at) == ("approve", AT)
    with pytest.raises(RefusedError):
        resolve_item(by=secretary, item=item, votes={}, outcome="decline", reason="ใ", version=item.version, at=AT)


def test_a_tie_is_decided_by_the_chair():
    body, secretary = a_served_body(sitters=4)
    meeting = a_quorate_meeting(body, secretary)
    item = an_item(meeting, secretary)
    votes = votes_of(body, "for", "against", "for", "against")
    resolution = resolve_item(by=secretary, item=item, votes=votes, outcome="approve", version=item.version, at=AT)
    assert (resolution.outcome, resolution.casting) == ("approve", True)


def test_an_item_that_is_not_carried_is_not_approved():
    body, secretary = a_served_body()
    meeting = a_quorate_meeting(body, secretary)
    item = an_item(meeting, secretary)
    votes = votes_of(body, "for", "against", "against")
    with pytest.raises(RefusedError) as refused:
        resolve_item(by=secretary, item=item, votes=votes, outcome="approve", version=item.version, at=AT)
    assert [r.provision for r in refused.value.reasons] == ["meeting/majority"]


def test_without_a_quorum_an_item_can_only_be_postponed():
    body, secretary = a_served_body()
    meeting = a_quorate_meeting(body, secretary)
    item = an_item(meeting, secretary)
    record_attendance(by=secretary, meeting=now(meeting), present=[], version=now(meeting).version, at=AT)
    item.refresh_from_db()
    with pytest.raises(RefusedError) as refused:
        resolve_item(by=secretary, item=item, votes={}, outcome="decline", reason="ก", version=item.version, at=AT)
    assert [r.provision for r in refused.value.reasons] == ["meeting/quorum"]
    item.refresh_from_db()
    resolve_item(by=secretary, item=item, votes={}, outcome="postpone", version=item.version, at=AT)
    assert Resolution.objects.get(item=item).outcome == "postpone"


def test_a_recused_seat_is_taken_off_the_quorum_and_has_no_vote():
    body, secretary = a_served_body(sitters=4)
    meeting = a_quorate_meeting(body, secretary)
    item = an_item(meeting, secretary)
    seats = list(body.seats.order_by("order"))
    recuse(by=secretary, item=item, seat=seats[1], reason="เป็นที่ปรึกษาของเมือง", version=item.version, at=AT)
    assert (quorum_of(item, AT).required, quorum_of(item, AT).present) == (2, 3)
    with pytest.raises(RefusedError):
        cast_votes(by=secretary, item=item, votes={seats[1]: "for"}, version=item.version, at=AT)


def test_only_the_chair_confirms_and_a_stale_page_does_not():
    body, secretary = a_served_body()
    meeting = a_quorate_meeting(body, secretary)
    with pytest.raises(NotAllowedError):
        confirm_meeting(by=secretary, meeting=meeting, version=meeting.version, at=AT)
    with pytest.raises(StaleError):
        confirm_meeting(by=chair_of(body), meeting=meeting, version=now(meeting).version + 1, at=AT)
    meeting.refresh_from_db()
    assert meeting.confirmed_at is None


def test_a_list_is_adopted_but_for_the_exceptions_and_what_has_votes_or_a_resolution():
    body, secretary = a_served_body()
    meeting = a_quorate_meeting(body, secretary)
    plain, exception, voted, resolved = (an_item(meeting, secretary) for _ in range(4))
    told = votes_of(body, "for", "against", "against")
    cast_votes(by=secretary, item=voted, votes=told, version=voted.version, at=AT)
    values = {"votes": told, "outcome": "postpone", "at": AT}
    resolve_item(by=secretary, item=resolved, version=resolved.version, **values)
    values = {"kind": "minutes", "exceptions": [exception], "at": AT}
    made = adopt_list(by=secretary, meeting=meeting, version=now(meeting).version, **values)
    assert [(r.item, r.outcome, r.votes_for, r.votes_against) for r in made] == [(plain, "approve", 3, 0)]
    assert [sorted(item.votes.values_list("choice", flat=True)) for item in (plain, exception, voted, resolved)] == [
        ["for", "for", "for"],
        [],
        ["against", "against", "for"],
        ["against", "against", "for"],
    ]
    assert list(Resolution.objects.order_by("id").values_list("item", "outcome")) == [
        (resolved.pk, "postpone"),
        (plain.pk, "approve"),
    ]
    with pytest.raises(RefusedError):
        adopt_list(by=secretary, meeting=meeting, version=now(meeting).version, **values)


def test_one_person_may_hold_two_seats():
    body, secretary = a_served_body()
    person = a_sitter(body).person
    a_sitter(body, person=person)
    meeting = a_quorate_meeting(body, secretary)
    assert meeting.attendances.filter(person=person).count() == 2
