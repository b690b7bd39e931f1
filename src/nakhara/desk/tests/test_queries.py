"""Many cases at once: what an officer sees, how many stand in each step, what a search leaves."""

from datetime import timedelta

import pytest

from nakhara.casefile.tests.factories import a_case
from nakhara.desk.queries import FUNNEL, cases, counts_by_step, matching, rows_of
from nakhara.foundation.parties.actions import declare_interest
from nakhara.foundation.parties.actor import OPERATOR, PUBLIC
from nakhara.foundation.parties.tests.factories import AT, a_body, a_member, a_sitter, acting, an_organisation
from nakhara.foundation.places.tests.factories import an_area
from nakhara.stages.application.tests.factories import FILED, a_filing, a_secretary
from nakhara.stages.plan.models import Plan
from nakhara.stages.plan.tests.factories import a_plan, owner_of

pytestmark = pytest.mark.django_db


def found(actor, **asked) -> set[Plan]:
    """The cases that an actor finds."""
    return set(matching(cases(actor), **asked))


def test_the_secretariat_sees_every_case_that_was_filed_and_no_draft():
    a_plan()
    filed = {a_case("filed"), a_case("withdrawn"), a_case("returned")}
    assert found(a_secretary()) == filed


def test_an_officer_does_not_see_a_case_in_which_an_interest_bars_them():
    barred, other = a_case("filed"), a_case("filed")
    officer = a_secretary()
    interest = {"organisation": barred.organisation, "kind": "family", "since": AT.date()}
    declare_interest(by=OPERATOR, person=officer.person, at=AT, **interest)
    assert found(acting(officer.post)) == {other}
    assert counts_by_step(cases(acting(officer.post))) == {"filed": 1}


def test_nobody_else_sees_more_than_their_own():
    plan, other = a_case("filed"), a_case("filed")
    actors = [owner_of(plan), owner_of(other), acting(a_sitter(a_body("committee"))), acting(a_member()), PUBLIC]
    assert [found(actor) for actor in actors] == [{plan}, {other}, set(), set(), set()]


def test_cases_are_counted_by_the_step_in_which_they_stand():
    made = {"filed": 2, "returned": 1, "accepted": 1, "withdrawn": 1}
    for step, count in made.items():
        for _case in range(count):
            a_case(step)
    a_case("draft")
    assert counts_by_step(cases(a_secretary())) == made
    assert set(made) - set(FUNNEL) == {"withdrawn"}


def test_a_case_is_found_by_area_owner_number_step_and_province():
    town = acting(a_member(an_organisation(name_th="เทศบาลเมืองทุ่งคราม", name_en="Thung Khram town")))
    thung = a_filing(owner=town, area=an_area("ย่านเมืองเก่า", ["53"], name_en="Old town")).application.plan
    finance = a_filing(area=an_area("เมืองการเงิน", ["20", "21"], name_en="Finance city")).application.plan
    returned = a_case("returned")
    officer = a_secretary()
    assert found(officer, text="เมืองเก่า") == found(officer, text="old TOWN") == {thung}
    assert found(officer, text="ทุ่งคราม") == found(officer, text="thung khram") == {thung}
    assert found(officer, text="61-0002") == found(officer, text=" ๖๑-๐๐๐๒ ") == {finance}
    assert found(officer, province="21") == {finance}
    assert found(officer, province="53") == {thung, returned}
    assert found(officer, province="53", step="returned") == {returned}
    assert found(officer, text="เมือง", step="filed", province="20") == {finance}
    assert found(officer, text="ไม่มีคำนี้") == found(officer, step="draft") == found(officer, province="99") == set()
    assert found(officer, text=" \u200b") == {thung, finance, returned}


def test_rows_come_in_the_order_that_was_asked_with_all_that_a_list_says():
    plans = [a_case(step) for step in ("review", "filed")]
    rows = rows_of([plan.pk for plan in reversed(plans)])
    assert rows == list(reversed(plans))
    assert [(row.step, row.chain.number, row.chain.assigned) for row in rows] == [
        ("filed", "61-0002", 0),
        ("review", "61-0001", 1),
    ]
    assert [row.filed_at for row in rows] == [FILED, FILED]
    assert rows_of([]) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_rows_are_read_in_the_same_queries_however_many(rows, django_assert_num_queries):
    plans = [a_filing(at=FILED + timedelta(days=number)).application.plan for number in range(rows)]
    with django_assert_num_queries(2):
        told = [(row.area.name_th, row.organisation.name_th, row.chain.number) for row in rows_of(p.pk for p in plans)]
    assert len(told) == rows
