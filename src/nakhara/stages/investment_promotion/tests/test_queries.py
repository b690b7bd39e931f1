"""What is read of claims and numbers: who sees a claim, what may be claimed, number, place and day (guideline-4, 5)."""

from datetime import date, timedelta

import pytest

from nakhara.foundation.parties.actions import declare_interest
from nakhara.foundation.parties.actor import OPERATOR, PUBLIC
from nakhara.foundation.parties.tests.factories import AT, a_body, a_member, a_sitter, acting, an_organisation
from nakhara.foundation.places.tests.factories import a_province, an_area
from nakhara.stages.application.tests.factories import a_secretary
from nakhara.stages.designation.models import Act
from nakhara.stages.designation.tests.factories import a_designation, an_owner_of
from nakhara.stages.investment_promotion.queries import (
    Answer,
    answer,
    answer_due,
    board_people,
    claims_for,
    may_claim_for,
    privileges_of,
)
from nakhara.stages.investment_promotion.tests.factories import (
    CLAIMED,
    a_board_officer,
    a_claim,
    privileges_for,
)

pytestmark = pytest.mark.django_db
DAY = AT.date()


@pytest.fixture
def designation():
    """A designated area in Chon Buri and Rayong."""
    return a_designation(area=an_area("เมืองการเงิน", ["20", "21"], name_en="Finance city"))


# Claims.


def test_a_claim_is_read_by_its_owner_the_board_and_the_secretariat(designation):
    claim, other = a_claim(designation), a_claim()
    barred = a_board_officer()
    interest = {"organisation": claim.organisation, "kind": "ownership", "since": DAY}
    declare_interest(by=OPERATOR, person=barred.person, at=AT, **interest)
    readers = {
        "owner": an_owner_of(designation),
        "other owner": an_owner_of(other.designation),
        "board": a_board_officer(),
        "barred": acting(barred.post),
        "secretariat": a_secretary(),
        "committee": acting(a_sitter(a_body("committee"))),
        "ministry": acting(a_member(an_organisation("ministry", juristic_id=None))),
        "public": PUBLIC,
    }
    assert {name: list(claims_for(actor)) for name, actor in readers.items()} == {
        "owner": [claim],
        "other owner": [other],
        "board": [claim, other],
        "barred": [other],
        "secretariat": [claim, other],
        "committee": [],
        "ministry": [],
        "public": [],
    }


def test_what_waits_comes_first_and_the_longest_waiting_before_all():
    late, early, decided, decided_first = (a_claim(at=CLAIMED + timedelta(days=days)) for days in (2, 1, 0, 3))
    privileges_for(decided, at=AT + timedelta(days=50))
    privileges_for(decided_first, at=AT + timedelta(days=41))
    board = a_board_officer()
    assert list(claims_for(board)) == [early, late, decided_first, decided]
    assert list(claims_for(board, state="waiting")) == [early, late]
    assert list(claims_for(board, state="decided")) == [decided_first, decided]
    assert list(claims_for(board, state="no such state")) == [early, late, decided_first, decided]


def test_a_claim_is_found_by_receipt_number_area_owner_and_activity(designation):
    claim = a_claim(designation, activity="รถโดยสารไฟฟ้า")
    a_claim()
    words = ["ip-2561-0001", "001/2561", "๐๐๑/๒๕๖๑", "การเงิน", claim.organisation.name_th, " โดยสาร ", "ไม่มีคำนี้"]
    board = a_board_officer()
    assert [list(claims_for(board, text)) for text in words] == [[claim]] * 6 + [[]]


def test_the_board_answers_within_sixty_days_of_the_filing(designation):
    claim = a_claim(designation)
    assert answer_due(claim) == date(2019, 1, 22)
    assert privileges_of(claim) is None
    resolution = privileges_for(claim)
    assert privileges_of(claims_for(a_board_officer()).get()) == resolution


def test_one_may_claim_with_the_numbers_in_force_of_ones_own_area(designation):
    other = a_designation()
    signer, editor = an_owner_of(designation), an_owner_of(designation, edits=True)
    actors = [signer, editor, an_owner_of(other), a_board_officer(), PUBLIC]
    assert [may_claim_for(actor) for actor in actors] == [[designation], [], [other], [], []]
    Act.objects.create(designation=designation, kind="suspended", at=CLAIMED, reason="ไม่รายงาน")
    assert may_claim_for(acting(signer.post)) == []


def test_the_board_is_everybody_who_sits_in_it_now():
    first, second = a_board_officer(), a_board_officer()
    a_secretary()
    assert board_people(CLAIMED) == [first.person, second.person]


# A number, a place and a day.


@pytest.mark.parametrize("typed", ["001/2561", "๐๐๑/๒๕๖๑", " ๑ / 2561 "])
@pytest.mark.parametrize("code", ["20", "21"])
def test_a_number_in_force_holds_in_every_province_of_its_area(designation, typed, code):
    found = answer(typed, a_province(code), DAY)
    assert found == Answer(designation, DAY, a_province(code), "in-force", True, True)
    assert found.holds


def test_a_number_does_not_hold_in_another_province(designation):
    found = answer("001/2561", a_province("53"), DAY)
    assert found == Answer(designation, DAY, a_province("53"), "in-force", False, True)
    assert not found.holds


def test_a_number_asked_without_a_place_says_nothing_of_places(designation):
    found = answer("001/2561", None, DAY)
    assert found == Answer(designation, DAY, None, "in-force", None, True)
    assert found.holds


def test_a_number_does_not_hold_before_the_day_it_was_given(designation):
    before = DAY - timedelta(days=1)
    found = answer("001/2561", a_province("20"), before)
    assert found == Answer(designation, before, a_province("20"), "", True, False)
    assert not found.holds


def test_a_number_holds_on_the_days_on_which_it_was_in_force(designation):
    suspended, again = DAY + timedelta(days=10), DAY + timedelta(days=20)
    Act.objects.create(designation=designation, kind="suspended", at=AT + timedelta(days=10), reason="ไม่รายงาน")
    Act.objects.create(designation=designation, kind="renewed", at=AT + timedelta(days=20))
    days = [suspended - timedelta(days=1), suspended, again - timedelta(days=1), again]
    told = [(found.standing, found.holds) for found in (answer("001/2561", None, day) for day in days)]
    assert told == [("in-force", True), ("suspended", False), ("suspended", False), ("in-force", True)]


def test_a_number_holds_as_long_as_its_zone_stands(designation):
    last = DAY + timedelta(days=5)
    designation.zone.until = last
    designation.zone.save()
    told = [answer("001/2561", None, day) for day in (last, last + timedelta(days=1))]
    assert [(found.standing, found.zone_stands, found.holds) for found in told] == [
        ("in-force", True, True),
        ("in-force", False, False),
    ]


def test_a_number_that_nobody_has_holds_nowhere(designation):
    found = answer("999/2561", a_province("20"), DAY)
    assert found == Answer(None, DAY, a_province("20"), "", None, False)
    assert not found.holds
