"""What is read of a sitting: who is in which seat, who is recused, quorum, votes, what may be resolved (meeting/*)."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from nakhara.foundation.parties.actions import declare_interest, end_appointment, end_interest
from nakhara.foundation.parties.actor import OPERATOR
from nakhara.foundation.parties.models import SeatRole
from nakhara.foundation.parties.tests.factories import (
    AT,
    a_body,
    a_member,
    a_person,
    a_seat,
    a_sitter,
    acting,
)
from nakhara.meetings.actions import (
    add_item,
    arrange_meeting,
    cast_votes,
    confirm_meeting,
    open_meeting,
    record_attendance,
    recuse,
    resolve_item,
)
from nakhara.meetings.agenda import Option
from nakhara.meetings.queries import (
    Count,
    Place,
    candidates_of,
    count_of,
    expected_number,
    labels_of_outcomes,
    options_of,
    places_for,
    places_of,
    quorum_of,
    recused_seats,
    served_bodies,
)
from nakhara.meetings.tests.factories import a_meeting, a_quorate_meeting, a_served_body
from nakhara.meetings.tests.test_actions import an_item, chair_of, now, votes_of
from nakhara.stages.designation.tests.factories import a_committee_meeting, a_listed_filing

pytestmark = pytest.mark.django_db


def seats_in(meeting):
    return list(meeting.body.seats.order_by("order"))


def sitter_of(seat):
    return seat.appointments.select_related("person").get(until=None)


def attended_by(number: int, meeting, by) -> None:
    """The first so many sitters are there."""
    present = [(seat, sitter_of(seat).person, "") for seat in seats_in(meeting)[:number]]
    record_attendance(by=by, meeting=meeting, present=present, version=now(meeting).version, at=AT)


def test_every_seat_tells_its_sitter_who_was_there_and_in_which_capacity():
    body, secretary = a_served_body(sitters=2)
    vacant = a_seat(body)
    meeting = open_meeting(by=secretary, meeting=a_meeting(body, secretary), at=AT)
    chair, member, _vacant = seats_in(meeting)
    deputy, holder = a_person(), a_person()
    present = [(chair, deputy, "ปฏิบัติราชการแทน"), (vacant, holder, "")]
    record_attendance(by=secretary, meeting=meeting, present=present, version=now(meeting).version, at=AT)
    places = places_of(meeting)
    assert places == [
        Place(chair, sitter_of(chair), deputy, "ปฏิบัติราชการแทน", ""),
        Place(member, sitter_of(member), None, "", ""),
        Place(vacant, None, holder, "", ""),
    ]
    assert [(place.filled, place.takes_part) for place in places] == [(True, True), (True, False), (True, True)]


def test_who_sits_is_asked_of_the_moment_of_the_sitting():
    body, secretary = a_served_body(sitters=2)
    before, after = a_meeting(body, secretary), a_meeting(body, secretary)
    after.at = AT + timedelta(days=2)
    seat = seats_in(before)[1]
    gone = sitter_of(seat)
    end_appointment(by=OPERATOR, appointment=gone, at=AT + timedelta(days=1))
    assert [place.sitter for place in places_of(before)][1] == gone
    assert [place.sitter for place in places_of(after)][1] is None


def test_an_interest_recuses_its_seat_from_items_of_that_area_alone():
    meeting, secretary, _chair = a_committee_meeting()
    filing, other = a_listed_filing(), a_listed_filing()
    owner = filing.application.plan.organisation
    _chair, first, second = seats_in(meeting)
    a_member(owner, sitter_of(first).person)
    interest = declare_interest(
        by=OPERATOR, person=sitter_of(second).person, organisation=owner, kind="family", since=AT.date(), at=AT
    )
    items = [add_item(by=secretary, meeting=meeting, kind="approval", thing=one, at=AT) for one in (filing, other)]
    with override("en"):
        told = [recused_seats(item, AT) for item in items]
        said = "has an interest in the area"
        assert told == [{first.pk: said, second.pk: said}, {}]
        end_interest(by=acting(sitter_of(second)), interest=interest, at=AT)
        assert recused_seats(items[0], AT + timedelta(days=1)) == {first.pk: said}


def test_what_was_said_of_a_recusal_stands_before_what_is_computed():
    meeting, secretary, _chair = a_committee_meeting()
    filing = a_listed_filing()
    seat = seats_in(meeting)[1]
    a_member(filing.application.plan.organisation, sitter_of(seat).person)
    item = add_item(by=secretary, meeting=meeting, kind="approval", thing=filing, at=AT)
    recuse(by=secretary, item=item, seat=seat, reason="เป็นที่ปรึกษาของเมือง", version=item.version, at=AT)
    assert recused_seats(item, AT) == {seat.pk: "เป็นที่ปรึกษาของเมือง"}
    place = places_for(item, AT)[1]
    assert (place.recused, place.takes_part) == ("เป็นที่ปรึกษาของเมือง", False)
    assert places_of(meeting)[1].takes_part is True


def test_minutes_lie_in_no_area_so_that_nobody_is_recused_from_them():
    body, secretary = a_served_body()
    item = an_item(a_quorate_meeting(body, secretary), secretary)
    assert recused_seats(item, AT) == {}


@pytest.mark.parametrize(
    ("sitters", "present", "told"),
    [(4, 1, (2, 1, False)), (4, 2, (2, 2, True)), (5, 2, (3, 2, False)), (5, 3, (3, 3, True)), (1, 0, (1, 0, False))],
)
def test_at_least_half_of_the_filled_seats_make_a_quorum(sitters, present, told):
    body, secretary = a_served_body(sitters=sitters)
    a_seat(body)
    meeting = a_quorate_meeting(body, secretary)
    item = an_item(meeting, secretary)
    attended_by(present, meeting, secretary)
    found = quorum_of(item, AT)
    assert (found.required, found.present, found.met) == told


def test_a_secretary_without_a_vote_counts_neither_for_the_quorum_nor_among_the_votes():
    body, secretary = a_served_body(sitters=2)
    a_seat(body, SeatRole.SECRETARY)
    a_sitter(body, SeatRole.SECRETARY)
    meeting = a_quorate_meeting(body, secretary)
    item = an_item(meeting, secretary)
    found = quorum_of(item, AT)
    assert (found.required, found.present) == (1, 2)
    cast_votes(by=secretary, item=item, votes=votes_of(body, "for", "against"), version=item.version, at=AT)
    assert count_of(item, AT) == Count(1, 1, 0, carried=True, casting=True)


@pytest.mark.parametrize(
    ("choices", "told"),
    [
        (("for", "for", "against", "abstain"), Count(2, 1, 1, carried=True, casting=False)),
        (("for", "against", "against", "for"), Count(2, 2, 0, carried=True, casting=True)),
        (("against", "against", "for", "for"), Count(2, 2, 0, carried=False, casting=True)),
        (("abstain", "against", "for", "abstain"), Count(1, 1, 2, carried=False, casting=False)),
        (("abstain", "abstain", "abstain", "abstain"), Count(0, 0, 4, carried=False, casting=False)),
        ((), Count(0, 0, 0, carried=False, casting=False)),
    ],
)
def test_more_votes_for_than_against_carry_an_item_and_the_chair_decides_a_tie(choices, told):
    body, secretary = a_served_body(sitters=4)
    item = an_item(a_quorate_meeting(body, secretary), secretary)
    cast_votes(by=secretary, item=item, votes=votes_of(body, *choices), version=item.version, at=AT)
    assert count_of(item, AT) == told
    assert count_of(item, AT).cast == told.in_favour + told.against


def test_a_vote_of_somebody_who_is_no_longer_counted_as_present_falls_away():
    body, secretary = a_served_body(sitters=3)
    meeting = a_quorate_meeting(body, secretary)
    item = an_item(meeting, secretary)
    cast_votes(by=secretary, item=item, votes=votes_of(body, "for", "against", "against"), version=item.version, at=AT)
    attended_by(1, meeting, secretary)
    assert count_of(item, AT) == Count(1, 0, 0, carried=True, casting=False)


def test_without_a_quorum_everything_but_postponing_says_what_is_missing():
    body, secretary = a_served_body()
    meeting = a_quorate_meeting(body, secretary)
    item = an_item(meeting, secretary)
    with override("en"):
        assert options_of(item, AT) == [
            Option("approve", "Approve"),
            Option("return", "Return for correction"),
            Option("decline", "Decline"),
            Option("postpone", "Postpone"),
        ]
        attended_by(1, meeting, secretary)
        missing = {"offered": False, "why": "No quorum: 1 of the 2 seats needed", "provision": "meeting/quorum"}
        assert options_of(item, AT) == [
            Option("approve", "Approve", **missing),
            Option("return", "Return for correction", **missing),
            Option("decline", "Decline", **missing),
            Option("postpone", "Postpone"),
        ]


def test_outcomes_are_called_as_the_reader_speaks():
    assert labels_of_outcomes() == {
        "approve": "เห็นชอบ",
        "return": "ส่งกลับให้แก้",
        "decline": "ไม่เห็นชอบ",
        "postpone": "เลื่อนการพิจารณา",
    }
    with override("en"):
        assert list(labels_of_outcomes().values()) == ["Approve", "Return for correction", "Decline", "Postpone"]


def test_minutes_of_confirmed_sittings_may_be_put_on_an_agenda_once():
    body, secretary = a_served_body()
    held = a_quorate_meeting(body, secretary)
    item = an_item(held, secretary)
    resolve_item(by=secretary, item=item, votes={}, outcome="postpone", version=item.version, at=AT)
    meeting, earlier = a_meeting(body, secretary), item.subject_key
    assert offered(meeting) == [f"minutes:{earlier}", f"correction:{earlier}"]
    confirm_meeting(by=chair_of(body), meeting=held, version=now(held).version, at=AT)
    kinds = ("minutes", "correction")
    assert set(offered(meeting)) == {f"{kind}:{key}" for kind in kinds for key in (held.key, earlier)}
    add_item(by=secretary, meeting=meeting, kind="minutes", thing=held, at=AT)
    assert f"minutes:{held.key}" not in offered(meeting)
    assert f"correction:{held.key}" in offered(meeting)


def offered(meeting) -> list[str]:
    return [value for value, _label, _kind in candidates_of(meeting)]


def test_each_body_is_offered_what_it_decides():
    filing = a_listed_filing()
    committee, _secretary, _chair = a_committee_meeting()
    board = a_meeting(*a_served_body("board"))
    assert [value for value, _label, _kind in candidates_of(committee)] == [f"approval:{filing.key}"]
    assert candidates_of(board) == []


def test_a_secretariat_serves_its_own_bodies_and_no_member_serves_any():
    committee, secretary = a_served_body()
    other, _stranger = a_served_body("subcommittee")
    board = a_body("board", secretariat=secretary.body)
    a_body("working-group", secretariat=secretary.body)
    own_secretary = a_sitter(other, "secretary")
    actors = [secretary, acting(own_secretary), chair_of(committee), acting(a_member()), OPERATOR]
    assert [served_bodies(actor) for actor in actors] == [[committee, board], [other], [], [], []]


def test_the_next_number_is_expected_for_each_body_and_year_and_not_taken():
    body, secretary = a_served_body()
    other, _stranger = a_served_body()
    assert [expected_number(body, 2018) for _time in range(2)] == [1, 1]
    a_meeting(body, secretary)
    a_meeting(body, secretary)
    next_year = AT + timedelta(days=60)
    assert arrange_meeting(by=secretary, body=body, sits_at=next_year, at=AT).number == 1
    found = [expected_number(body, 2018), expected_number(body, 2019), expected_number(other, 2018)]
    assert found == [3, 2, 1]


def test_an_interest_that_begins_later_recuses_nobody_yet():
    meeting, secretary, _chair = a_committee_meeting()
    filing = a_listed_filing()
    seat, tomorrow = seats_in(meeting)[1], AT + timedelta(days=1)
    interest = {"organisation": filing.application.plan.organisation, "kind": "ownership"}
    declare_interest(by=OPERATOR, person=sitter_of(seat).person, since=tomorrow.date(), at=AT, **interest)
    item = add_item(by=secretary, meeting=meeting, kind="approval", thing=filing, at=AT)
    assert [list(recused_seats(item, at)) for at in (AT, tomorrow)] == [[], [seat.pk]]
