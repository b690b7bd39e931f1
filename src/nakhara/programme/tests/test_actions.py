"""Targets from the edition, answers of provinces, proposals."""

import pytest

from nakhara.foundation.parties.actor import OPERATOR, PUBLIC
from nakhara.foundation.parties.may import NotAllowedError, visible
from nakhara.foundation.parties.tests.factories import AT, a_body, a_member, a_sitter, acting, an_organisation
from nakhara.foundation.places.models import Area, Overlap
from nakhara.foundation.places.queries import overlaps_of
from nakhara.foundation.record.refusals import RefusedError, StaleError
from nakhara.programme.actions import propose_area, set_targets
from nakhara.programme.models import Proposal, ProvinceAnswer, Target
from nakhara.programme.queries.answers import search_provinces, summaries
from nakhara.programme.tests.factories import a_governor, a_proposal, an_answer, the_targets

pytestmark = pytest.mark.django_db


@pytest.fixture
def targets():
    return the_targets()


def test_the_fifteen_areas_are_entered_eleven_named_and_four_by_their_province_alone(targets):
    rows = list(Target.objects.order_by("order").values_list("slug", "provision", "named", "printed"))
    assert len(rows) == 15
    assert [slug for slug, _, named, _ in rows if not named] == ["phuket", "khon-kaen", "rayong", "chachoengsao"]
    assert [provision for _, provision, _, _ in rows] == ["target-1"] * 10 + ["target-2"] * 5
    assert [(slug, printed) for slug, _, _, printed in rows if printed] == [("u-tapao", "อุตะเถา")]


def test_the_finance_city_is_one_area_in_two_provinces_and_eecd_overlaps_laem_chabang(targets):
    finance = targets["finance-city"].area
    assert [one.pk for one in finance.provinces.order_by("pk")] == ["20", "21"]
    assert overlaps_of(targets["eecd"].area) == [targets["laem-chabang"].area]


def test_entering_the_targets_again_changes_nothing(targets):
    before = (Target.objects.count(), Area.objects.count(), Overlap.objects.count())
    assert {one.slug: one for one in set_targets(by=OPERATOR, at=AT)} == targets
    assert (Target.objects.count(), Area.objects.count(), Overlap.objects.count()) == before


def test_a_province_does_not_enter_targets():
    with pytest.raises(NotAllowedError):
        set_targets(by=a_governor(), at=AT)


def test_a_target_area_is_public(targets):
    assert visible(PUBLIC, Area.objects.all()).count() == 15


def test_a_province_answers_and_changes_its_answer(targets):
    by = a_governor("20")
    first = an_answer(targets["eecd"], by, strategy="adopted", strategy_text="ยุทธศาสตร์ที่ 2 ข้อ 4")
    later = {"strategy": "not-adopted", "strategy_text": "รอรอบถัดไป"}
    again = an_answer(targets["eecd"], by, version=first.version, **later)
    assert ProvinceAnswer.objects.get() == again
    said = (again.province_id, again.strategy, again.strategy_text, again.version)
    assert said == ("20", "not-adopted", "รอรอบถัดไป", 2)


def test_a_stale_answer_is_refused_with_what_stands_now(targets):
    by = a_governor("20")
    stands = an_answer(targets["eecd"], by)
    for version in (0, 7):
        with pytest.raises(StaleError) as stale:
            an_answer(targets["eecd"], by, version=version, support="อื่น")
        assert stale.value.row == stands


def test_an_entry_or_a_reason_belongs_to_each_plan_that_is_answered(targets):
    with pytest.raises(RefusedError) as refused:
        an_answer(targets["eecd"], strategy="adopted", provincial_plan="not-adopted", cluster_plan="unanswered")
    reasons = [(reason.field, reason.provision) for reason in refused.value.reasons]
    assert reasons == [("strategy_text", "policy-plan"), ("provincial_plan_text", "policy-plan")]


def test_both_provinces_of_an_area_answer_and_a_third_does_not(targets):
    for code in ("20", "21"):
        an_answer(targets["finance-city"], a_governor(code))
    with pytest.raises(RefusedError):
        an_answer(targets["finance-city"], a_governor("50"))
    answered = ProvinceAnswer.objects.order_by("province").values_list("province", flat=True)
    assert list(answered) == ["20", "21"]


@pytest.mark.parametrize("kind", ["ministry", "district", "town"])
def test_only_people_who_work_for_the_province_answer(targets, kind):
    with pytest.raises(NotAllowedError):
        an_answer(targets["eecd"], acting(a_member(an_organisation(kind, juristic_id=None))))
    with pytest.raises(NotAllowedError):
        an_answer(targets["eecd"], a_governor("20", edits=False))


def test_a_province_proposes_an_area_outside_the_targets(targets):
    row = a_proposal(a_governor("53"))
    assert (row.province_id, row.name) == ("53", "ลับแล")
    with pytest.raises(RefusedError) as refused:
        a_proposal(a_governor("20"), name="แหลมฉบัง")
    assert [reason.field for reason in refused.value.reasons] == ["name"]


def test_a_proposal_without_its_grounds_is_refused_with_every_reason():
    with pytest.raises(RefusedError) as refused:
        propose_area(by=a_governor("53"), name="", character=" ", suitability="", at=AT)
    assert [reason.field for reason in refused.value.reasons] == ["name", "character", "suitability"]


def test_answers_and_proposals_are_read_by_their_province_and_by_those_who_oversee(targets):
    chon_buri, rayong = a_governor("20"), a_governor("21")
    answer, proposal = an_answer(targets["eecd"], chon_buri), a_proposal(chon_buri)
    readers = {
        "own": chon_buri,
        "other": rayong,
        "secretariat": acting(a_sitter(a_body("secretariat"))),
        "ministry": acting(a_member(an_organisation("ministry", juristic_id=None))),
        "town": acting(a_member(an_organisation("town"))),
    }
    seen = {
        name: (
            list(visible(actor, ProvinceAnswer.objects.all())) == [answer],
            list(visible(actor, Proposal.objects.all())) == [proposal],
        )
        for name, actor in readers.items()
    }
    yes, no = (True, True), (False, False)
    assert seen == {"own": yes, "other": no, "secretariat": yes, "ministry": yes, "town": no}


def test_the_silent_provinces_are_those_with_a_target_area_not_answered(targets):
    an_answer(targets["chiang-rak-noi"], a_governor("13"))
    names = list(search_provinces(only="silent").values_list("pk", flat=True))
    assert sorted(names) == ["10", "20", "21", "24", "40", "50", "83"]
    assert [(one.pk, one.targets) for one in search_provinces("ชลบุรี")] == [("20", 4)]


def test_a_summary_tells_numbers_alone(targets):
    by = a_governor("20")
    an_answer(targets["eecd"], by, strategy="adopted", strategy_text="ข้อ 1")
    an_answer(targets["laem-chabang"], by, cluster_plan="not-adopted", cluster_plan_text="ยังไม่ถึงรอบ")
    a_proposal(by)
    rows = list(search_provinces("ชลบุรี"))
    summary = summaries(rows)["20"]
    assert (summary.answered, summary.strategy, summary.provincial_plan, summary.cluster_plan, summary.proposals) == (
        2,
        1,
        0,
        0,
        1,
    )
