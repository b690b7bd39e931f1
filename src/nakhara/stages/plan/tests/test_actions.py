"""Verbs of the plan: who may, what the law asks, what is written and recorded."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from nakhara.foundation.parties.may import NotAllowedError
from nakhara.foundation.parties.models import AreaParty
from nakhara.foundation.parties.tests.factories import AT, a_member, acting, an_organisation
from nakhara.foundation.places.tests.factories import a_province, an_area
from nakhara.foundation.record.models import Event
from nakhara.foundation.record.queries import body_of, events_of
from nakhara.foundation.record.refusals import RefusedError, StaleError
from nakhara.stages.plan.actions import (
    change_project,
    claim_dimensions,
    freeze,
    remove_project,
    save_texts,
    start_plan,
    start_plan_for_new_area,
    thaw,
)
from nakhara.stages.plan.models import Indicator, Milestone, Plan, Project, Text
from nakhara.stages.plan.queries import budget_of, claimed, content_of, rows_of, texts_of
from nakhara.stages.plan.tests.factories import a_complete_plan, a_milestone, a_plan, a_project, owner_of

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


def fields(refused) -> list[tuple[str | None, str | None]]:
    return [(reason.field, reason.provision) for reason in refused.value.reasons]


def test_a_plan_starts_with_environment_and_is_recorded_under_its_edition():
    plan = a_plan(dimensions=["environment"])
    assert claimed(plan) == ["environment"]
    first = events_of(plan)[0]
    assert first.step == "th-2561:guideline-1/plan"
    facts = {"act": "start", "area": plan.area.key, "organisation": plan.organisation.key}
    assert body_of(first)["facts"] == facts


def test_only_people_who_edit_for_an_owner_start_a_plan():
    area = an_area()
    viewer = a_member(administers=False)
    with pytest.raises(NotAllowedError):
        start_plan(by=acting(viewer), organisation=viewer.organisation, area=area, at=AT)
    stranger = a_member()
    with pytest.raises(NotAllowedError):
        start_plan(by=acting(stranger), organisation=stranger.organisation, area=area, at=AT)
    assert not Plan.objects.exists()


def test_a_plan_for_a_new_area_makes_the_organisation_its_owner():
    post = a_member()
    a_province("53")
    plan = start_plan_for_new_area(
        by=acting(post), organisation=post.organisation, name_th="เมืองใหม่", name_en="New city", provinces=["53"], at=AT
    )
    party = AreaParty.objects.get(area=plan.area)
    assert (party.organisation, party.role, party.leads) == (post.organisation, "owner", True)


def test_nobody_starts_a_plan_for_another_organisation():
    post, other = a_member(), an_organisation()
    a_province("53")
    before = Event.objects.count()
    with pytest.raises(NotAllowedError):
        start_plan_for_new_area(
            by=acting(post), organisation=other, name_th="เมืองใหม่", name_en="", provinces=["53"], at=AT
        )
    assert (Plan.objects.count(), AreaParty.objects.count(), Event.objects.count()) == (0, 0, before)


def test_a_plan_without_environment_is_refused_with_its_clause():
    plan = a_plan()
    with pytest.raises(RefusedError) as refused:
        claim_dimensions(by=owner_of(plan), plan=plan, dimensions=["energy"], version=plan.version, at=AT)
    assert fields(refused) == [("dimensions", "criteria-2/environment")]
    assert claimed(plan) == ["energy", "environment"]


def test_a_smart_in_use_is_not_dropped():
    plan = a_plan()
    a_project(plan, dimension="energy")
    with pytest.raises(RefusedError) as refused:
        claim_dimensions(by=owner_of(plan), plan=plan, dimensions=["environment"], version=plan.version, at=AT)
    assert fields(refused) == [("dimensions", "guideline-1/plan")]


def test_claims_made_from_an_old_version_are_stale():
    plan = a_plan()
    old = plan.version
    claim_dimensions(by=owner_of(plan), plan=plan, dimensions=["environment"], version=old, at=AT)
    with pytest.raises(StaleError):
        claim_dimensions(by=owner_of(plan), plan=plan, dimensions=["environment", "living"], version=old, at=AT)


def test_texts_are_saved_by_field_each_with_its_own_version():
    plan = a_plan()
    texts = {"vision/statement": ("เมืองที่ทุกคนหายใจได้", 0), "area/size": ("๑,๒๕๐.๕๐", 0)}
    save_texts(by=owner_of(plan), plan=plan, texts=texts, at=AT)
    save_texts(by=owner_of(plan), plan=plan, texts={"vision/statement": ("เมืองน่าอยู่", 1)}, at=LATER)
    assert texts_of(plan) == {"vision/statement": "เมืองน่าอยู่", "area/size": "1250.5"}
    assert {name: row.version for name, row in rows_of(plan).items()} == {"vision/statement": 2, "area/size": 1}


def test_a_text_made_from_an_old_version_is_stale_and_nothing_of_the_save_is_kept():
    plan = a_plan()
    save_texts(by=owner_of(plan), plan=plan, texts={"vision/statement": ("หนึ่ง", 0)}, at=AT)
    texts = {"vision/aim": ("เป้า", 0), "vision/statement": ("สอง", 0)}
    with pytest.raises(StaleError) as stale:
        save_texts(by=owner_of(plan), plan=plan, texts=texts, at=LATER)
    assert stale.value.row.text == "หนึ่ง"
    assert texts_of(plan) == {"vision/statement": "หนึ่ง"}


def test_saving_the_same_text_again_changes_nothing():
    plan = a_plan()
    save_texts(by=owner_of(plan), plan=plan, texts={"vision/statement": ("หนึ่ง", 0)}, at=AT)
    count = Event.objects.count()
    save_texts(by=owner_of(plan), plan=plan, texts={"vision/statement": ("หนึ่ง", 0)}, at=LATER)
    assert (Event.objects.count(), Text.objects.get().version) == (count, 1)


@pytest.mark.parametrize(
    ("field", "text", "clause"),
    [
        ("area/size", "สิบ", "criteria-1.2"),
        ("area/size", "-1", "criteria-1.2"),
        ("area/size", "NaN", "criteria-1.2"),
        ("follow-up/interval", "yearly", "criteria-1.5"),
        ("no/such", "x", "guideline-1/plan"),
    ],
)
def test_a_text_that_is_not_what_its_field_asks_for_is_refused(field, text, clause):
    plan = a_plan()
    with pytest.raises(RefusedError) as refused:
        save_texts(by=owner_of(plan), plan=plan, texts={field: (text, 0)}, at=AT)
    assert fields(refused) == [(field, clause)]


def test_money_is_added_up_by_fiscal_year():
    plan = a_plan()
    a_project(plan)
    a_project(plan, money=[(2563, "เงินกู้", Decimal("0.25")), (2563, "งบของหน่วยงาน", Decimal(1))])
    assert budget_of(plan) == [(2562, Decimal("1000000.00")), (2563, Decimal("500001.25"))]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"dimension": "living"}, [("dimension", "criteria-2/at-least-two")]),
        ({"name": " "}, [("name", "criteria-1.2")]),
        ({"ends": date(2018, 1, 1)}, [("ends", "criteria-1.2")]),
        ({"money": [(2019, "ก", Decimal(1))]}, [("money", "criteria-1.2")]),
        ({"money": [(2562, "ก", Decimal(-1))]}, [("money", "criteria-1.2")]),
        ({"money": [(2562, "ก", Decimal(1)), (2562, "ก", Decimal(1))]}, [("money", "criteria-1.2")]),
    ],
)
def test_a_project_that_cannot_be_is_refused(change, expected):
    plan = a_plan()
    with pytest.raises(RefusedError) as refused:
        a_project(plan, **change)
    assert fields(refused) == expected
    assert not Project.objects.exists()


def test_a_project_is_changed_once_from_one_version():
    plan = a_plan()
    project = a_project(plan)
    values = {"dimension": "energy", "name": "ชื่อใหม่", "money": [(2564, "งบ", Decimal(7))]}
    change_project(by=owner_of(plan), project=project, version=1, at=LATER, **values)
    with pytest.raises(StaleError):
        change_project(by=owner_of(plan), project=project, version=1, at=LATER, **values)
    kept = Project.objects.get()
    assert (kept.name, kept.dimension, kept.version) == ("ชื่อใหม่", "energy", 2)
    assert budget_of(plan) == [(2564, Decimal(7))]


def test_a_removed_project_leaves_its_milestones_to_the_plan():
    plan = a_plan()
    project = a_project(plan)
    milestone = a_milestone(plan, project=project)
    remove_project(by=owner_of(plan), project=project, version=1, at=LATER)
    milestone.refresh_from_db()
    assert (Project.objects.count(), milestone.project) == (0, None)


def test_a_milestone_belongs_to_a_project_of_its_own_plan():
    plan, other = a_plan(), a_plan()
    with pytest.raises(RefusedError) as refused:
        a_milestone(plan, project=a_project(other))
    assert fields(refused) == [("project", "criteria-1.2")]


def test_a_frozen_plan_refuses_every_writing_until_it_is_thawed():
    plan = a_plan()
    project = a_project(plan)
    owner = owner_of(plan)
    freeze(by=owner, plan=plan, at=LATER)
    for write in (
        lambda: save_texts(by=owner, plan=plan, texts={"vision/aim": ("x", 0)}, at=LATER),
        lambda: claim_dimensions(by=owner, plan=plan, dimensions=["environment"], version=plan.version, at=LATER),
        lambda: a_project(plan),
        lambda: remove_project(by=owner, project=project, version=1, at=LATER),
    ):
        with pytest.raises(RefusedError) as refused:
            write()
        assert fields(refused) == [(None, "guideline-1/application")]
    thaw(by=owner, plan=plan, at=LATER)
    save_texts(by=owner, plan=plan, texts={"vision/aim": ("x", 0)}, at=LATER)


def test_a_plan_that_follows_another_begins_with_everything_it_says():
    earlier = a_complete_plan()
    owner = owner_of(earlier)
    plan = start_plan(by=owner, organisation=earlier.organisation, area=earlier.area, follows=earlier, at=LATER)
    assert content_of(plan) == content_of(earlier)
    assert (Milestone.objects.filter(plan=plan).count(), Indicator.objects.filter(plan=plan).count()) == (2, 2)


def test_a_plan_does_not_follow_a_plan_of_another_area():
    earlier = a_plan()
    owner = owner_of(earlier)
    mine = a_plan(owner, name="อีกเมือง")
    with pytest.raises(RefusedError) as refused:
        start_plan(by=acting(owner.post), organisation=owner.organisation, area=mine.area, follows=earlier, at=LATER)
    assert fields(refused) == [("follows", "guideline-1/plan")]
