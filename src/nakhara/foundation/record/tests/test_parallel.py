"""Many writers at once: no number is lost or doubled, no request done twice, no save lost."""

from collections import Counter

import pytest
from django.db import connection, transaction

from nakhara.foundation.parties.models import Organisation
from nakhara.foundation.record.actions import claim_version, next_number, once
from nakhara.foundation.record.models import Answered, Series
from nakhara.foundation.record.refusals import StaleError
from nakhara.foundation.record.tests.factories import AT, at_once
from nakhara.foundation.record.tests.test_actions import a_thing

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 20


class GivenUp(Exception):  # noqa: N818
    """An act that fails after it took its number."""


def take(number: int) -> int:
    with transaction.atomic():
        return next_number("office", "in", 2018)


def test_twenty_writers_leave_no_gap_in_a_book():
    numbers = at_once(WRITERS, take, repeat=5)
    assert sorted(numbers) == list(range(1, 5 * WRITERS + 1))
    assert list(Series.objects.values_list("office", "book", "year", "last")) == [("office", "in", 2018, 100)]


def test_an_act_that_fails_gives_its_number_back():
    def take_or_fail(number: int) -> int | None:
        try:
            with transaction.atomic():
                taken = next_number("office", "in", 2018)
                if number % 2:
                    raise GivenUp
                return taken
        except GivenUp:
            return None

    numbers = [number for number in at_once(WRITERS, take_or_fail, repeat=5) if number is not None]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    assert len(numbers) == 50


def test_fifty_equal_requests_make_one_thing_and_get_one_answer():
    def send(number: int) -> str:
        return once(actor="a", key="one key", body=b"one body", at=AT, do=lambda: a_thing().key)

    answers = at_once(50, send)
    assert answers == [Organisation.objects.get().key] * 50
    assert Answered.objects.get().answer == answers[0]


def test_a_fault_of_the_act_itself_is_not_taken_for_a_second_request():
    thing = a_thing()

    def double() -> str:
        return Organisation.objects.create(key=thing.key, kind="town", name_th="สอง", sort_key="สอง").key

    with pytest.raises(Exception, match=r"(?i)unique"):
        once(actor="a", key="k", body=b"", at=AT, do=double)
    assert Answered.objects.count() == 0


def test_no_save_is_lost_between_twenty_writers():
    key = a_thing().key

    def save(number: int) -> str:
        row = Organisation.objects.get(key=key)
        try:
            with transaction.atomic():
                claim_version(row, row.version, name_th=row.name_th + "+")
        except StaleError:
            return "stale"
        return "saved"

    outcomes = Counter(at_once(WRITERS, save, repeat=5))
    now = Organisation.objects.get(key=key)
    assert outcomes["saved"] + outcomes["stale"] == 5 * WRITERS
    assert now.version == 1 + outcomes["saved"]
    assert now.name_th == "เมือง" + "+" * outcomes["saved"]


def test_the_tests_run_on_a_database_that_several_may_write_to():
    name = str(connection.settings_dict["NAME"])
    assert connection.vendor == "postgresql" or ".sqlite3" in name
