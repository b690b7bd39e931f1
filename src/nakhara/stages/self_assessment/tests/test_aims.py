"""What the owner sets out to raise: efforts, the cheapest path on its page, raises taken on and let go."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.translation import override

from nakhara.foundation.parties.may import NotAllowedError
from nakhara.foundation.parties.tests.factories import AT, a_member, acting, an_organisation, login
from nakhara.foundation.record.queries import body_of, events_of
from nakhara.foundation.record.refusals import RefusedError
from nakhara.stages.plan.actions import claim_dimensions, freeze
from nakhara.stages.plan.tests.factories import a_plan, owner_of
from nakhara.stages.self_assessment.actions import drop_aim, set_efforts, take_aims
from nakhara.stages.self_assessment.models import Aim, Effort
from nakhara.stages.self_assessment.queries import Assessment
from nakhara.stages.self_assessment.queries.aims import advice_for, aims_of, efforts_of
from nakhara.stages.self_assessment.tests.factories import an_answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    """A plan for Energy and Environment that lacks one level of Energy and two of the whole."""
    plan = a_plan()
    claim_dimensions(by=owner_of(plan), plan=plan, dimensions=["energy", "environment"], version=plan.version, at=AT)
    for item, level in [("dimension-3/1", 3), ("dimension-3/2", 3)] + [(f"dimension-7/{n}", 4) for n in range(1, 5)]:
        an_answer(plan, item, level)
    for n, level in enumerate([4, 4, 3, 3, 4], 1):
        an_answer(plan, f"overall/{n}", level)
    return plan


def raises_of(plan):
    advice = advice_for(Assessment(plan), efforts_of(plan), AT.date())
    return [(one.item, one.level, one.to) for one in advice.path.raises]


def page(name, plan):
    return reverse(f"self_assessment:{name}", args=[plan.key])


def send(client, plan, to, **fields):
    key = client.get(page("path", plan)).context["form"]["idempotency_key"].value()
    return client.post(page(to, plan), {"idempotency_key": key, **fields})


def test_the_path_follows_what_each_item_costs(plan):
    assert raises_of(plan) == [("overall/3", 3, 5), ("dimension-3/1", 3, 4)]
    set_efforts(by=owner_of(plan), plan=plan, efforts={"overall/3": Decimal(3), "dimension-3/1": Decimal("1.5")}, at=AT)
    assert raises_of(plan) == [("overall/4", 3, 5), ("dimension-3/2", 3, 4)]
    assert body_of(events_of(plan)[-1])["facts"] == {
        "act": "set-efforts",
        "efforts": {"overall/3": "3", "dimension-3/1": "1.5"},
    }


def test_an_effort_of_nothing_is_refused_and_the_old_ones_stay(plan):
    set_efforts(by=owner_of(plan), plan=plan, efforts={"overall/3": Decimal(3)}, at=AT)
    with pytest.raises(RefusedError) as refused:
        set_efforts(by=owner_of(plan), plan=plan, efforts={"overall/1": Decimal(0)}, at=AT)
    assert [reason.field for reason in refused.value.reasons] == ["overall/1"]
    assert list(Effort.objects.values_list("item", "effort")) == [("overall/3", Decimal(3))]


def test_raises_are_taken_on_once_and_let_go(plan):
    owner = owner_of(plan)
    take_aims(by=owner, plan=plan, levels={"overall/3": 4, "dimension-3/1": 4}, at=AT)
    take_aims(by=owner, plan=plan, levels={"overall/3": 5}, at=AT)
    assert aims_of(plan) == {"overall/3": 5, "dimension-3/1": 4}
    before = len(events_of(plan))
    drop_aim(by=owner, plan=plan, item="overall/3", at=AT)
    drop_aim(by=owner, plan=plan, item="overall/3", at=AT)
    assert (aims_of(plan), len(events_of(plan))) == ({"dimension-3/1": 4}, before + 1)


def test_an_aim_is_open_until_the_answer_has_its_level(plan):
    take_aims(by=owner_of(plan), plan=plan, levels={"dimension-3/1": 4, "overall/3": 5}, at=AT)
    assert Assessment(plan).open_aims(aims_of(plan)) == 2
    an_answer(plan, "dimension-3/1", 4, version=1)
    assert Assessment(plan).open_aims(aims_of(plan)) == 1


@pytest.mark.parametrize("levels", [{"overall/3": 6}, {"dimension-1/1": 4}, {"no-such-item": 4}])
def test_what_is_no_level_of_the_plan_is_not_taken_on(plan, levels):
    with pytest.raises(RefusedError):
        take_aims(by=owner_of(plan), plan=plan, levels={"overall/4": 4, **levels}, at=AT)
    assert Aim.objects.count() == 0


def test_only_who_may_write_an_open_plan_sets_its_aims(plan):
    stranger = acting(a_member(an_organisation(), edits=True))
    with pytest.raises(NotAllowedError):
        take_aims(by=stranger, plan=plan, levels={"overall/3": 4}, at=AT)
    freeze(by=owner_of(plan), plan=plan, at=AT)
    for act in (
        lambda: take_aims(by=owner_of(plan), plan=plan, levels={"overall/3": 4}, at=AT),
        lambda: set_efforts(by=owner_of(plan), plan=plan, efforts={}, at=AT),
        lambda: drop_aim(by=owner_of(plan), plan=plan, item="overall/3", at=AT),
    ):
        with pytest.raises(RefusedError, match="ปิด"):
            act()
    assert Aim.objects.count() == 0


def test_the_page_takes_the_whole_path_on_by_one_button(client, plan):
    login(client, owner_of(plan).post)
    shown = client.get(page("path", plan)).context["best"]
    assert (shown["whole"], shown["effort"]) == ("overall/3:5,dimension-3/1:4", 3)
    assert send(client, plan, "take", levels=shown["whole"])["Location"] == page("path", plan)
    assert aims_of(plan) == {"overall/3": 5, "dimension-3/1": 4}
    assert [step.taken for step, _url in client.get(page("path", plan)).context["best"]["rows"]] == [True, True]
    send(client, plan, "drop", levels="overall/3:5")
    assert aims_of(plan) == {"dimension-3/1": 4}


@pytest.mark.parametrize("levels", ["", "overall/3", "overall/3:", "overall/3:x", "overall/3:12", "overall/3:๔x"])
def test_a_button_that_says_no_level_changes_nothing_and_says_so(client, plan, levels):
    login(client, owner_of(plan).post)
    answer = send(client, plan, "take", levels=levels)
    assert (answer.status_code, Aim.objects.count()) == (422, 0)
    assert "โหลดหน้านี้ใหม่แล้วเลือกอีกครั้ง" in answer.content.decode()


def test_efforts_are_written_in_thai_digits_too_and_an_empty_one_is_none(client, plan):
    login(client, owner_of(plan).post)
    opened = client.get(page("efforts", plan)).context["form"]
    sent = {"idempotency_key": opened["idempotency_key"].value(), "overall/3": "๒.๕", "overall/4": ""}
    assert client.post(page("efforts", plan), sent)["Location"] == page("path", plan)
    assert list(Effort.objects.values_list("item", "effort")) == [("overall/3", Decimal("2.5"))]


def test_without_a_second_smart_the_page_says_which_clause_stands_in_the_way(client, plan):
    claim_dimensions(by=owner_of(plan), plan=plan, dimensions=["environment"], version=plan.version, at=AT)
    login(client, owner_of(plan).post)
    with override("en"):
        context = client.get(page("path", plan)).context
    assert context["best"] is None
    assert [one.id for one in context["unmet"]] == ["criteria-2/at-least-two", "guideline-2/overall-score"]


def test_the_path_costs_the_same_queries_for_few_and_for_all_items(client, plan, django_assert_num_queries):
    login(client, owner_of(plan).post)
    client.get(page("path", plan))
    for dimensions in (["energy", "environment"], ["living", "people", "energy", "mobility", "economy", "environment"]):
        plan.refresh_from_db()
        claim_dimensions(by=owner_of(plan), plan=plan, dimensions=dimensions, version=plan.version, at=AT)
        with django_assert_num_queries(11):
            client.get(page("path", plan))
