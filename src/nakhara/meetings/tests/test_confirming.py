"""What the chair confirms is what stands: versions, counts, recusals, and who stands in for a barred chair."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.utils.translation import override

from nakhara.foundation.parties.actions import declare_interest, end_interest
from nakhara.foundation.parties.actor import OPERATOR
from nakhara.foundation.parties.may import NotAllowedError
from nakhara.foundation.parties.tests.factories import AT, a_member, acting
from nakhara.foundation.record.models import Event
from nakhara.foundation.record.refusals import RefusedError, StaleError
from nakhara.meetings.actions import (
    add_item,
    adopt_list,
    cast_votes,
    confirm_item,
    confirm_meeting,
    open_meeting,
    record_attendance,
    recuse,
    remove_item,
    resolve_item,
)
from nakhara.meetings.models import AgendaItem, Recusal, Resolution
from nakhara.meetings.queries import count_of, places_for, quorum_of, recused_seats
from nakhara.meetings.tests.factories import a_meeting, a_quorate_meeting, a_served_body
from nakhara.meetings.tests.test_actions import an_item, chair_of, now, votes_of
from nakhara.stages.designation.models import Designation
from nakhara.stages.designation.tests.factories import a_committee_meeting, a_listed_filing

pytestmark = pytest.mark.django_db


def everybody(body) -> list:
    return [(seat, seat.appointments.get().person, "") for seat in body.seats.order_by("order")]


def fresh(item) -> AgendaItem:
    return AgendaItem.objects.get(pk=item.pk)


def resolved(item, by, *choices, outcome="approve", reason=""):
    """The item, resolved by these votes."""
    values = {"votes": votes_of(item.meeting.body, *choices), "outcome": outcome, "reason": reason, "at": AT}
    resolve_item(by=by, item=item, version=fresh(item).version, **values)
    return fresh(item)


def counts(item) -> tuple[int, int, int]:
    resolution = Resolution.objects.get(item=item)
    return resolution.votes_for, resolution.votes_against, resolution.abstained


def an_interest(filing, person):
    organisation = filing.application.plan.organisation
    values = {"organisation": organisation, "kind": "family", "since": AT.date(), "at": AT}
    return declare_interest(by=OPERATOR, person=person, **values)


def a_contested_item(seat: int):
    """A committee's item about an area in which the sitter of one seat has an interest; its secretary, that sitter."""
    meeting, secretary, _chair = a_committee_meeting()
    filing = a_listed_filing()
    sitter = meeting.body.seats.get(order=seat).appointments.select_related("person", "seat__body").get()
    interest = an_interest(filing, sitter.person)
    item = add_item(by=secretary, meeting=meeting, kind="approval", thing=filing, at=AT)
    return item, secretary, sitter, interest


def sitter_in(item, order: int):
    return acting(item.meeting.body.seats.get(order=order).appointments.select_related("person", "seat__body").get())


def test_every_verb_on_a_sitting_counts_its_version_up_and_no_older_page_confirms():
    body, secretary = a_served_body()
    meeting = a_meeting(body, secretary)
    first, second, third, gone = (an_item(meeting, secretary) for _ in range(4))
    versions = [now(meeting).version]

    def done(_answer) -> None:
        versions.append(now(meeting).version)

    done(remove_item(by=secretary, item=gone, at=AT))
    done(open_meeting(by=secretary, meeting=meeting, at=AT))
    values = {"present": everybody(body), "version": versions[-1]}
    done(record_attendance(by=secretary, meeting=meeting, **values, at=AT))
    done(add_item(by=secretary, meeting=meeting, kind="correction", thing=earlier_of(first), at=AT))
    seat = body.seats.get(order=3)
    done(recuse(by=secretary, item=first, seat=seat, reason="ญาติ", version=fresh(first).version, at=AT))
    done(cast_votes(by=secretary, item=second, votes={}, version=fresh(second).version, at=AT))
    done(resolved(second, secretary, "for", "for"))
    done(adopt_list(by=secretary, meeting=meeting, kind="minutes", exceptions=[third], version=versions[-1], at=AT))
    assert [later - before for before, later in pairwise(versions)] == [1] * 8
    for version in versions[:-1]:
        with pytest.raises(StaleError):
            confirm_meeting(by=chair_of(body), meeting=meeting, version=version, at=AT)
    assert confirm_meeting(by=chair_of(body), meeting=meeting, version=versions[-1], at=AT).confirmed_at == AT


def earlier_of(item):
    return type(item.meeting).objects.get(key=item.subject_key)


def test_a_stale_tab_wipes_neither_attendance_nor_votes_nor_a_resolution():
    body, secretary = a_served_body()
    meeting = a_quorate_meeting(body, secretary)
    item = an_item(meeting, secretary)
    read, seat = item.version, body.seats.get(order=2)
    resolved(item, secretary, "for", "for", "against")
    stale = {"version": read, "at": AT}
    for act in (
        lambda: cast_votes(by=secretary, item=item, votes={}, **stale),
        lambda: resolve_item(by=secretary, item=item, votes={}, outcome="postpone", **stale),
        lambda: recuse(by=secretary, item=item, seat=seat, reason="ญาติ", **stale),
        lambda: record_attendance(by=secretary, meeting=meeting, present=[], **stale),
        lambda: adopt_list(by=secretary, meeting=meeting, kind="minutes", **stale),
    ):
        with pytest.raises(StaleError):
            act()
    assert (counts(item), meeting.attendances.count(), item.recusals.count()) == ((2, 1, 0), 3, 0)
    assert item.votes.count() == 3


def test_a_page_of_an_item_from_before_the_attendance_was_corrected_is_stale():
    body, secretary = a_served_body()
    meeting = a_quorate_meeting(body, secretary)
    item = an_item(meeting, secretary)
    record_attendance(by=secretary, meeting=meeting, present=everybody(body)[:2], version=now(meeting).version, at=AT)
    with pytest.raises(StaleError):
        cast_votes(by=secretary, item=item, votes={}, version=item.version, at=AT)


@pytest.mark.parametrize("outcome", ["approve", "return", "decline"])
def test_every_outcome_but_to_postpone_needs_the_majority(outcome):
    body, secretary = a_served_body()
    item = an_item(a_quorate_meeting(body, secretary), secretary)
    for choices in (("for", "against", "against"), ("abstain", "abstain", "abstain"), ()):
        with pytest.raises(RefusedError) as refused:
            resolved(item, secretary, *choices, outcome=outcome, reason="เหตุผล")
        assert [reason.provision for reason in refused.value.reasons] == ["meeting/majority"]
    resolved(item, secretary, "for", "for", "against", outcome=outcome, reason="เหตุผล")
    resolved(item, secretary, "for", "against", "against", outcome="postpone")
    assert list(Resolution.objects.values_list("outcome", flat=True)) == ["postpone"]


def test_a_corrected_attendance_counts_what_is_resolved_again():
    body, secretary = a_served_body(sitters=4)
    meeting = a_quorate_meeting(body, secretary)
    item = resolved(an_item(meeting, secretary), secretary, "for", "for", "against", "abstain")
    present = everybody(body)
    values = {"present": [present[0], present[2], present[3]], "version": now(meeting).version, "at": AT}
    record_attendance(by=secretary, meeting=meeting, **values)
    assert (counts(item), item.votes.count()) == ((1, 1, 1), 3)
    values = {"present": [present[2], present[3]], "version": now(meeting).version, "at": AT}
    record_attendance(by=secretary, meeting=meeting, **values)
    assert counts(item) == (0, 1, 1)
    with pytest.raises(RefusedError) as refused:
        confirm_meeting(by=chair_of(body), meeting=meeting, version=now(meeting).version, at=AT)
    assert [reason.provision for reason in refused.value.reasons] == ["meeting/majority"]


def test_the_vote_of_a_seat_that_somebody_else_filled_is_nobodys():
    body, secretary = a_served_body()
    meeting = a_quorate_meeting(body, secretary)
    item = resolved(an_item(meeting, secretary), secretary, "for", "for", "for")
    present = everybody(body)
    present[2] = (present[2][0], a_member().person, "ปฏิบัติราชการแทน")
    record_attendance(by=secretary, meeting=meeting, present=present, version=now(meeting).version, at=AT)
    assert (counts(item), count_of(fresh(item), AT).in_favour) == ((2, 0, 0), 2)


def test_a_recusal_after_the_resolution_counts_it_again():
    body, secretary = a_served_body()
    item = resolved(an_item(a_quorate_meeting(body, secretary), secretary), secretary, "for", "for", "against")
    recuse(by=secretary, item=item, seat=body.seats.get(order=3), reason="ญาติ", version=item.version, at=AT)
    assert counts(item) == (2, 0, 0)


def test_confirmation_counts_without_whom_an_interest_bars_by_then():
    meeting, secretary, chair = a_committee_meeting()
    filing = a_listed_filing()
    item = add_item(by=secretary, meeting=meeting, kind="approval", thing=filing, at=AT)
    resolved(item, secretary, "for", "for", "for")
    an_interest(filing, sitter_in(item, 3).person)
    confirm_meeting(by=chair, meeting=meeting, version=now(meeting).version, at=AT)
    assert (counts(item), item.votes.count()) == ((2, 0, 0), 2)


def test_the_recusals_of_a_confirmed_sitting_stay_as_they_were():
    item, secretary, sitter, interest = a_contested_item(3)
    with override("en"):
        resolved(item, secretary, "for", "for")
    meeting, later = item.meeting, AT + timedelta(days=400)
    kept = [(sitter.seat_id, "มีส่วนได้เสียกับพื้นที่", True)]
    assert list(item.recusals.values_list("seat", "reason", "computed")) == kept
    confirm_meeting(by=chair_of(meeting.body), meeting=meeting, version=now(meeting).version, at=AT)
    before = (recused_seats(fresh(item), AT), quorum_of(fresh(item), AT))
    end_interest(by=acting(sitter), interest=interest, at=AT)
    an_interest(Designation.objects.get().filing, sitter_in(item, 2).person)
    assert (recused_seats(fresh(item), later), quorum_of(fresh(item), later)) == before
    assert list(before[0]) == [sitter.seat_id]


def test_an_interest_of_whoever_came_for_the_sitter_recuses_the_seat_and_no_longer_when_the_sitter_is_back():
    meeting, secretary, _chair = a_committee_meeting()
    filing = a_listed_filing()
    item = add_item(by=secretary, meeting=meeting, kind="approval", thing=filing, at=AT)
    deputy = a_member(filing.application.plan.organisation).person
    present = everybody(meeting.body)
    seat = present[2][0]
    instead = [*present[:2], (seat, deputy, "ปฏิบัติราชการแทน")]
    record_attendance(by=secretary, meeting=meeting, present=instead, version=now(meeting).version, at=AT)
    resolved(item, secretary, "for", "for")
    assert list(Recusal.objects.values_list("seat", flat=True)) == [seat.pk]
    record_attendance(by=secretary, meeting=meeting, present=present, version=now(meeting).version, at=AT)
    assert (Recusal.objects.count(), counts(item)) == (0, (2, 0, 0))


def test_a_secretary_whom_an_interest_bars_writes_nothing_of_the_item():
    meeting, secretary, _chair = a_committee_meeting()
    barred, other = a_listed_filing(), a_listed_filing()
    items = [add_item(by=secretary, meeting=meeting, kind="approval", thing=one, at=AT) for one in (barred, other)]
    an_interest(barred, secretary.person)
    by = acting(secretary.post)
    values = {"item": items[0], "version": items[0].version, "at": AT}
    for act in (
        lambda: cast_votes(by=by, votes={}, **values),
        lambda: resolve_item(by=by, votes={}, outcome="postpone", **values),
        lambda: recuse(by=by, seat=meeting.body.seats.get(order=3), reason="ก", **values),
    ):
        with pytest.raises(NotAllowedError) as refused:
            act()
        assert refused.value.conflict
    made = adopt_list(by=by, meeting=meeting, kind="approval", version=now(meeting).version, at=AT)
    assert [resolution.item for resolution in made] == [items[1]]


def test_a_member_who_took_part_confirms_what_an_interest_bars_the_chair_from():
    item, secretary, chair, _interest = a_contested_item(1)
    resolve_as(item, secretary, "for")
    meeting, chair, member = item.meeting, acting(chair), sitter_in(item, 2)
    with pytest.raises(RefusedError) as refused:
        confirm_meeting(by=chair, meeting=meeting, version=now(meeting).version, at=AT)
    assert [reason.provision for reason in refused.value.reasons] == ["meeting/resolution"]
    confirm_item(by=member, item=item, version=fresh(item).version, at=AT)
    assert Designation.objects.count() == 0
    confirm_meeting(by=chair, meeting=meeting, version=now(meeting).version, at=AT)
    number = Event.objects.get(step="th-2561:guideline-3/number")
    assert (Designation.objects.count(), number.actor) == (1, member.person.key)
    assert Resolution.objects.get().stand_in == member.post


def resolve_as(item, by, choice, outcome="approve", reason=""):
    """Everybody who takes part votes so."""
    votes = {p.seat: choice for p in places_for(item, AT) if p.takes_part}
    values = {"votes": votes, "outcome": outcome, "reason": reason, "version": fresh(item).version, "at": AT}
    return resolve_item(by=by, item=item, **values)


def test_nobody_stands_in_for_a_chair_who_may_confirm_and_nobody_barred_or_absent_does():
    item, secretary, absent, _interest = a_contested_item(1)
    resolve_as(item, secretary, "for")
    present = everybody(item.meeting.body)[:2]
    record_attendance(by=secretary, meeting=item.meeting, present=present, version=now(item.meeting).version, at=AT)
    for by in (acting(absent), sitter_in(item, 3), secretary):
        with pytest.raises((NotAllowedError, RefusedError)):
            confirm_item(by=by, item=item, version=fresh(item).version, at=AT)
    meeting, clerk, _chair = a_committee_meeting()
    free = add_item(by=clerk, meeting=meeting, kind="approval", thing=a_listed_filing(), at=AT)
    resolve_as(free, clerk, "for")
    with pytest.raises(RefusedError):
        confirm_item(by=sitter_in(free, 2), item=free, version=fresh(free).version, at=AT)
    assert list(Resolution.objects.values_list("stand_in", flat=True)) == [None, None]


def test_what_changes_after_a_member_has_confirmed_takes_the_confirmation_back():
    item, secretary, chair, _interest = a_contested_item(1)
    resolve_as(item, secretary, "for")
    member = sitter_in(item, 2)
    with pytest.raises(StaleError):
        confirm_item(by=member, item=item, version=item.version - 1, at=AT)
    confirm_item(by=member, item=item, version=fresh(item).version, at=AT)
    resolve_as(item, secretary, "for", "decline", "ยังไม่พร้อม")
    with pytest.raises(RefusedError):
        confirm_meeting(by=acting(chair), meeting=item.meeting, version=now(item.meeting).version, at=AT)


def test_what_is_postponed_needs_nobody_in_the_chairs_place():
    item, _secretary, chair, _interest = a_contested_item(1)
    meeting = confirm_meeting(by=acting(chair), meeting=item.meeting, version=now(item.meeting).version, at=AT)
    assert (meeting.confirmed_at, Resolution.objects.get().outcome) == (AT, "postpone")


def test_the_title_of_an_item_is_thai_whatever_the_clerk_reads():
    meeting, secretary, _chair = a_committee_meeting()
    filing = a_listed_filing()
    with override("en"):
        item = add_item(by=secretary, meeting=meeting, kind="approval", thing=filing, at=AT)
    assert item.title == f"พิจารณาเห็นชอบให้ {filing.application.plan.area.name_th} เป็นเมืองอัจฉริยะ"


def test_a_sitting_half_an_hour_after_midnight_is_held_by_the_law_of_that_day():
    body, secretary = a_served_body()
    meeting = a_quorate_meeting(body, secretary)
    item = an_item(meeting, secretary)
    # 00:30 in Bangkok on the day from which the rules hold, as the database gives it
    meeting.at = datetime(2018, 9, 26, 17, 30, tzinfo=UTC)
    item.meeting = meeting
    assert (quorum_of(item, AT).required, count_of(item, AT).carried) == (1, False)
