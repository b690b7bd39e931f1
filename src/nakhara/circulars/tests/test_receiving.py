"""Receiving, passing on, assigning and acknowledging letters."""

from datetime import date, time, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from nakhara.circulars.actions import (
    acknowledge,
    assign_section,
    cancel_letter,
    cancel_receipt,
    pass_on,
    receive_letter,
    receive_letters,
)
from nakhara.circulars.models import Dispatch, Receipt
from nakhara.circulars.queries.letters import register_in, waiting
from nakhara.circulars.tests.factories import (
    AT,
    a_clerk,
    a_dispatch,
    a_letter,
    acting_for,
    an_office,
    send,
    uttaradit,
)
from nakhara.foundation.parties.may import NotAllowedError
from nakhara.foundation.parties.tests.factories import an_organisation
from nakhara.foundation.record.refusals import RefusedError

pytestmark = pytest.mark.django_db
TODAY = date(2018, 11, 13)


@pytest.fixture
def district():
    return an_office("district", "5308")


@pytest.fixture
def clerk(district):
    return a_clerk(district)


def received(clerk, dispatch, day=TODAY, **more) -> Receipt:
    return receive_letter(by=clerk, dispatch=dispatch, received_on=day, at=more.pop("at", AT), **more)


def test_receipts_are_numbered_from_one_in_each_calendar_year_of_receipt(clerk, district):
    later = AT + timedelta(days=60)
    first, second, third = (a_dispatch(district) for _ in range(3))
    rows = [
        received(clerk, first),
        received(clerk, second, date(2019, 1, 2), at=later),
        received(clerk, third, date(2018, 12, 28), at=later),
    ]
    assert [(row.number, row.year) for row in rows] == [(1, 2018), (1, 2019), (2, 2018)]


def test_the_day_of_receipt_stands_apart_from_the_moment_of_keying(clerk, district):
    row = received(
        clerk, a_dispatch(district, at=AT - timedelta(days=3)), date(2018, 11, 11), received_time=time(9, 20)
    )
    assert (row.received_on, row.received_time, row.keyed_at) == (date(2018, 11, 11), time(9, 20), AT)


def test_a_letter_is_received_once(clerk, district):
    dispatch = a_dispatch(district)
    received(clerk, dispatch)
    with pytest.raises(RefusedError, match="1"):
        received(clerk, dispatch)
    assert [row.number for row in Receipt.objects.all()] == [1]


@pytest.mark.parametrize(("day", "hour"), [(date(2018, 11, 14), None), (date(2018, 11, 12), None), (TODAY, time(9, 1))])
def test_a_day_before_sending_or_a_moment_ahead_is_refused_at_its_field(clerk, district, day, hour):
    with pytest.raises(RefusedError) as refused:
        received(clerk, a_dispatch(district), day, received_time=hour)
    assert [reason.field for reason in refused.value.reasons] == ["received_on"]
    assert Receipt.objects.count() == 0


def test_thirty_letters_are_received_with_one_act_in_the_order_in_which_they_were_sent(clerk, district):
    sent = [a_dispatch(district, at=AT - timedelta(minutes=n)) for n in range(30)]
    rows = receive_letters(by=clerk, dispatches=sent, received_on=TODAY, at=AT)
    assert [(row.number, row.dispatch_id) for row in rows] == [
        (n, dispatch.pk) for n, dispatch in enumerate(reversed(sent), 1)
    ]
    assert not waiting([district.pk]).exists()


def test_one_letter_that_cannot_be_received_holds_all_of_them_back(clerk, district):
    good, done = a_dispatch(district), a_dispatch(district)
    received(clerk, done)
    with pytest.raises(RefusedError):
        receive_letters(by=clerk, dispatches=[good, done], received_on=TODAY, at=AT)
    assert [row.dispatch for row in Receipt.objects.all()] == [done]


def test_only_the_receivers_clerks_receive(district):
    with pytest.raises(NotAllowedError):
        received(a_clerk(an_office("district", "5301")), a_dispatch(district))


def test_a_receipt_keyed_by_mistake_is_cancelled_its_number_stays_and_the_letter_waits_again(clerk, district):
    dispatch = a_dispatch(district)
    first = received(clerk, dispatch)
    cancel_receipt(by=clerk, receipt=first, reason="ลงรับผิดวัน", at=AT)
    assert list(waiting([district.pk])) == [dispatch]
    second = received(clerk, dispatch)
    book = [(row.number, row.cancel_reason) for row in register_in(district, 2018)]
    assert (second.number, book) == (2, [(2, ""), (1, "ลงรับผิดวัน")])


def test_a_receipt_stands_once_the_letter_is_passed_on():
    offices = uttaradit()
    clerk, dispatch = a_clerk(offices["laplae"]), a_dispatch(offices["laplae"])
    receipt = received(clerk, dispatch)
    pass_on(by=clerk, dispatch=dispatch, receivers=[offices["sao"]], at=AT)
    with pytest.raises(RefusedError):
        cancel_receipt(by=clerk, receipt=receipt, reason="x", at=AT)


def test_a_district_passes_on_to_its_own_authorities_once_each():
    offices = uttaradit()
    clerk, dispatch = a_clerk(offices["laplae"]), a_dispatch(offices["laplae"])
    with pytest.raises(RefusedError):
        pass_on(by=clerk, dispatch=dispatch, receivers=[offices["sao"]], at=AT)
    received(clerk, dispatch)
    for to in (["sao"], ["sao", "municipality"]):
        pass_on(by=clerk, dispatch=dispatch, receivers=[offices[name] for name in to], at=AT)
    rows = Dispatch.objects.filter(passed_from=dispatch).values_list("sender", "receiver")
    assert set(rows) == {(offices["laplae"].pk, offices[name].pk) for name in ("sao", "municipality")}
    with pytest.raises(RefusedError) as refused:
        pass_on(by=clerk, dispatch=dispatch, receivers=[offices["other"]], at=AT)
    assert [reason.field for reason in refused.value.reasons] == ["receivers"]


def test_a_cancelled_letter_is_neither_received_nor_passed_on(clerk, district):
    dispatch = a_dispatch(district)
    cancel_letter(by=acting_for(dispatch.letter), letter=dispatch.letter, reason="ผิด", at=AT)
    assert not waiting([district.pk]).exists()
    with pytest.raises(RefusedError):
        received(clerk, dispatch)


def test_a_receipt_is_acknowledged_once(clerk, district):
    receipt = received(clerk, a_dispatch(district))
    assert acknowledge(by=clerk, receipt=receipt, at=AT).acknowledged_at == AT
    with pytest.raises(RefusedError):
        acknowledge(by=clerk, receipt=receipt, at=AT)


def test_a_section_gets_a_letter_under_the_inner_book_or_the_number_given(clerk, district):
    section = an_organisation("office", parent=district, juristic_id=None)
    stranger = an_organisation("office", juristic_id=None)
    receipt = received(clerk, a_dispatch(district))
    numbers = [
        assign_section(by=clerk, receipt=receipt, section=section, number=number, at=AT).number
        for number in ("", "๐๘๐", "")
    ]
    assert numbers == ["1", "๐๘๐", "2"]
    with pytest.raises(RefusedError) as refused:
        assign_section(by=clerk, receipt=receipt, section=stranger, dated=date(2018, 11, 14), at=AT)
    assert [reason.field for reason in refused.value.reasons] == ["section", "dated"]


def in_parallel(acts) -> list:
    """Run the acts at once, each on a connection of its own; gives what they answered or raised."""
    barrier, answers = Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        barrier.wait()
        try:
            answers[place] = act()
        except Exception as error:
            answers[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.django_db(transaction=True)
def test_twenty_writers_at_once_leave_no_gap_and_no_double_in_the_register():
    district = an_office("district", "5308")
    clerk = a_clerk(district)
    sent = [a_dispatch(district) for _ in range(20)]
    answers = in_parallel([lambda one=one: received(clerk, one).number for one in sent])
    assert sorted(answers) == list(range(1, 21))


@pytest.mark.django_db(transaction=True)
def test_twenty_letters_sent_at_once_have_twenty_numbers_without_a_gap():
    offices = uttaradit()
    clerk = a_clerk(offices["province"])
    letters = [a_letter(clerk, circular=True) for _ in range(20)]
    to = [offices["laplae"]]
    acts = [lambda one=one: send(by=clerk, letter=one, receivers=to, at=AT).sequence for one in letters]
    assert sorted(in_parallel(acts)) == list(range(1, 21))


@pytest.mark.django_db(transaction=True)
def test_one_letter_received_by_twenty_clerks_at_once_has_one_number():
    district = an_office("district", "5308")
    clerk, dispatch = a_clerk(district), a_dispatch(district)
    answers = in_parallel([lambda: received(clerk, dispatch).number] * 20)
    assert sorted(type(answer).__name__ for answer in answers) == ["RefusedError"] * 19 + ["int"]
    assert [row.number for row in Receipt.objects.all()] == [1]
