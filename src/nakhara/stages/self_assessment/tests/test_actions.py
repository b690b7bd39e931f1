"""Verbs of the self-assessment: levels, conditions, evidence, versions."""

import pytest

from nakhara.foundation.documents.queries import cited_by
from nakhara.foundation.documents.tests.factories import a_document
from nakhara.foundation.parties.may import NotAllowedError
from nakhara.foundation.parties.tests.factories import AT, a_member, acting, an_organisation
from nakhara.foundation.record.queries import body_of, events_of
from nakhara.foundation.record.refusals import RefusedError, StaleError
from nakhara.stages.plan.actions import freeze
from nakhara.stages.plan.tests.factories import a_plan, owner_of
from nakhara.stages.self_assessment.actions import save_answer
from nakhara.stages.self_assessment.models import Answer, Condition
from nakhara.stages.self_assessment.tests.factories import a_condition, an_answer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _store_of_its_own(tmp_path, settings):
    settings.DOCUMENTS_ROOT = tmp_path


@pytest.fixture
def plan():
    return a_plan()


def paper(plan, name: str = "ผลตรวจน้ำ.pdf"):
    return a_document(plan.organisation, name=name, thing=plan.organisation)


def places(thing) -> list[tuple[str, str]]:
    return sorted((row.document.name, row.place) for row in cited_by(thing))


def test_an_answer_keeps_its_level_reason_and_evidence_and_is_recorded(plan):
    document = paper(plan)
    answer = an_answer(plan, "dimension-7/1", 3, document)
    assert (answer.level, answer.reason, places(answer)) == (3, "ทำแล้ว", [("ผลตรวจน้ำ.pdf", "")])
    [event] = events_of(answer)
    assert event.step == "th-2561:guideline-1/self-assessment"
    facts = {"plan": plan.key, "item": "dimension-7/1", "level": 3, "evidence": [document.blob.sha256]}
    assert body_of(event)["facts"] == facts


def test_saving_again_replaces_the_evidence(plan):
    one, two = paper(plan, "หนึ่ง.pdf"), paper(plan, "สอง.pdf")
    an_answer(plan, documents=[(one, "หน้า 1"), (one, "หน้า 9")])
    answer = an_answer(plan, version=1, documents=[(one, "หน้า 9"), (two, "")])
    assert places(answer) == [("สอง.pdf", ""), ("หนึ่ง.pdf", "หน้า 9")]


def test_a_level_without_evidence_is_saved_all_the_same(plan):
    assert an_answer(plan, level=5).level == 5


@pytest.mark.parametrize("level", [-1, 6])
def test_a_level_outside_the_scale_is_refused(plan, level):
    with pytest.raises(RefusedError) as refused:
        an_answer(plan, level=level)
    assert [(one.field, one.provision) for one in refused.value.reasons] == [("level", "score/levels")]


def test_an_item_of_a_smart_that_is_not_claimed_is_refused(plan):
    with pytest.raises(RefusedError) as refused:
        an_answer(plan, "dimension-1/1")
    assert [one.provision for one in refused.value.reasons] == ["criteria-2/at-least-two"]


def test_evidence_of_another_organisation_is_refused(plan):
    foreign = a_document(an_organisation(), name="ของคนอื่น.pdf")
    with pytest.raises(RefusedError) as refused:
        an_answer(plan, "dimension-7/1", 3, foreign)
    assert [one.field for one in refused.value.reasons] == ["documents"]
    assert not Answer.objects.exists()


def test_a_stale_answer_is_not_saved(plan):
    an_answer(plan, level=3)
    an_answer(plan, level=4, version=1)
    with pytest.raises(StaleError):
        an_answer(plan, level=1, version=1)
    with pytest.raises(StaleError):
        an_answer(plan, "dimension-7/2", 1, version=2)
    assert Answer.objects.get().level == 4


def test_a_condition_may_be_met_not_met_or_not_said(plan):
    for version, met in enumerate((True, False, None)):
        a_condition(plan, met=met, version=version)
        assert Condition.objects.get().met is met


def test_there_are_five_conditions_and_no_other(plan):
    with pytest.raises(RefusedError):
        a_condition(plan, "criteria-1.6")


def test_somebody_who_does_not_edit_gives_no_levels(plan):
    signer = acting(a_member(plan.organisation, signs=True))
    with pytest.raises(NotAllowedError):
        save_answer(by=signer, plan=plan, item="dimension-7/1", level=1, reason="", documents=[], version=0, at=AT)


def test_a_frozen_plan_takes_no_answers(plan):
    freeze(by=owner_of(plan), plan=plan, at=AT)
    with pytest.raises(RefusedError) as refused:
        an_answer(plan)
    assert [one.provision for one in refused.value.reasons] == ["guideline-1/application"]
