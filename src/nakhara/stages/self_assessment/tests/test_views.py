"""Pages of the self-assessment: levels with evidence, conditions, the live score and verdict, stale tabs."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nakhara.foundation.documents.models import Document
from nakhara.foundation.documents.queries import cited_by
from nakhara.foundation.documents.tests.factories import a_document, a_pdf
from nakhara.foundation.parties.tests.factories import a_member, login
from nakhara.look.tests.flat import flat
from nakhara.rulebook.thai import show_juristic_id
from nakhara.stages.application.tests.factories import an_assessed_plan
from nakhara.stages.plan.tests.factories import a_plan, a_project, owner_of
from nakhara.stages.self_assessment.models import Answer, Condition
from nakhara.stages.self_assessment.tests.factories import a_condition, an_answer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _store_of_its_own(tmp_path, settings):
    settings.DOCUMENTS_ROOT = tmp_path


@pytest.fixture
def plan():
    return a_plan()


@pytest.fixture
def owner(client, plan):
    return login(client, owner_of(plan).post)


def text_of(response) -> str:
    return flat(response.content.decode())


def states(response) -> dict[str, str]:
    return dict(re.findall(r'name="(state-\d)" value="([^"]*)"', text_of(response)))


def part(plan, name: str = "environment") -> str:
    return reverse("self_assessment:part", args=[plan.key, name])


def send(owner, plan, **fields):
    opened = states(owner.get(part(plan)))
    return owner.post(part(plan), {**opened, "idempotency_key": "k", **fields})


def test_levels_and_reasons_are_saved_and_only_what_changed(owner, plan):
    an_answer(plan, "dimension-7/2", 4)
    answer = send(owner, plan, **{"level-1": "3", "reason-1": "ปลูกป่าแล้ว", "level-2": "4", "reason-2": "ทำแล้ว"})
    assert answer["Location"] == reverse("self_assessment:index", args=[plan.key])
    rows = Answer.objects.order_by("item").values_list("item", "level", "reason", "version")
    assert list(rows) == [("dimension-7/1", 3, "ปลูกป่าแล้ว", 1), ("dimension-7/2", 4, "ทำแล้ว", 1)]


def test_a_file_is_attached_right_there_with_its_place(owner, plan):
    file = SimpleUploadedFile("ผลตรวจน้ำ.pdf", a_pdf())
    answer = send(owner, plan, **{"level-1": "3", "file-1": file, "place-1": "หน้า 12"})
    assert answer["Location"] == part(plan)
    [citation] = cited_by(Answer.objects.get())
    assert (citation.document.name, citation.place) == ("ผลตรวจน้ำ.pdf", "หน้า 12")
    assert citation.document.organisation == plan.organisation
    assert "ผลตรวจน้ำ.pdf" in text_of(owner.get(part(plan)))


def test_a_file_that_is_not_what_it_says_is_told_and_nothing_is_lost(owner, plan):
    file = SimpleUploadedFile("แผน.pdf", b"MZ not a pdf")
    answer = send(owner, plan, **{"level-1": "3", "reason-1": "พิมพ์ไว้แล้ว", "file-1": file})
    assert (answer.status_code, "พิมพ์ไว้แล้ว" in text_of(answer)) == (422, True)
    assert (Answer.objects.count(), Document.objects.count()) == (0, 0)


def test_evidence_is_taken_out(owner, plan):
    document = a_document(plan.organisation, thing=plan.organisation)
    an_answer(plan, "dimension-7/1", 3, document)
    send(owner, plan, **{"level-1": "3", "reason-1": "ทำแล้ว", "drop-1": document.key})
    assert cited_by(Answer.objects.get()) == []


def test_level_two_without_evidence_is_flagged_with_the_platforms_own_rule_and_saved(owner, plan):
    assert send(owner, plan, **{"level-1": "2"}).status_code == 302
    page = text_of(owner.get(part(plan)))
    assert "field err" in page
    assert 'clause own"' in page
    assert Answer.objects.get().level == 2


def test_evidence_is_chosen_from_files_attached_before_without_losing_what_is_typed(owner, plan):
    document = a_document(plan.organisation, name="รายงานเดิม.pdf", thing=plan.organisation)
    answer = send(owner, plan, **{"level-1": "3", "reason-1": "พิมพ์ไว้", "choose": "1"})
    address = reverse("self_assessment:evidence", args=[plan.key, "dimension-7/1"])
    assert answer["Location"] == address
    assert "รายงานเดิม.pdf" in text_of(owner.get(address, {"q": "เดิม"}))
    chosen = {f"choose-{document.key}": "on", f"place-{document.key}": "หน้า 3"}
    done = owner.post(address, {**chosen, "version": "1", "idempotency_key": "k2"})
    assert done["Location"] == f"{part(plan)}#dimension-7-1"
    saved = Answer.objects.get()
    assert [(row.document, row.place) for row in cited_by(saved)] == [(document, "หน้า 3")]
    assert (saved.level, saved.reason) == (3, "พิมพ์ไว้")
    stale = owner.post(address, {**chosen, "version": "1", "idempotency_key": "k3"})
    assert stale.status_code == 409


def test_a_stale_tab_is_told_and_keeps_both(owner, plan):
    opened = states(owner.get(part(plan)))
    an_answer(plan, "dimension-7/1", 1, reason="ของเพื่อน")
    mine = {"level-1": "4", "reason-1": "ของฉัน", "level-2": "2", "idempotency_key": "k"}
    answer = owner.post(part(plan), {**opened, **mine})
    page = text_of(answer)
    assert (answer.status_code, "ของฉัน" in page, "ของเพื่อน" in page) == (409, True, True)
    assert Answer.objects.get().reason == "ของเพื่อน"
    again = owner.post(part(plan), {**states(answer), **mine, "idempotency_key": "k2"})
    assert again.status_code == 302
    assert dict(Answer.objects.values_list("item", "level")) == {"dimension-7/1": 4, "dimension-7/2": 2}


def test_two_people_on_different_items_do_not_meet(owner, plan):
    opened = states(owner.get(part(plan)))
    an_answer(plan, "dimension-7/1", 1, reason="ของเพื่อน")
    assert owner.post(part(plan), {**opened, "level-2": "2", "idempotency_key": "k"}).status_code == 302
    assert dict(Answer.objects.values_list("item", "level")) == {"dimension-7/1": 1, "dimension-7/2": 2}


def test_the_score_follows_levels_that_are_not_saved_yet(owner, plan):
    levels = {f"level-{n}": level for n, level in enumerate(("3", "4", "3", "4"), 1)}
    address = reverse("self_assessment:score", args=[plan.key, "environment"])
    fragment = text_of(owner.get(address, levels, headers={"HX-Request": "true"}))
    assert fragment.startswith('<div class="verdict" data-s="environment">')
    assert ("<b>70</b>" in fragment, "60 × 25% = 15" in fragment) == (True, True)
    assert not Answer.objects.exists()
    whole = text_of(owner.get(address, levels))
    assert ("<!doctype html>" in whole, "<b>70</b>" in whole) == (True, True)


def test_the_page_of_a_part_includes_the_same_score(owner, plan):
    for n in range(1, 5):
        an_answer(plan, f"dimension-7/{n}", 4)
    page = text_of(owner.get(part(plan)))
    assert ("<b>80</b>" in page, "80 × 25% = 20" in page) == (True, True)


def test_a_part_that_is_not_claimed_is_no_page(owner, plan):
    assert owner.get(part(plan, "living")).status_code == 404
    assert owner.get(part(plan, "overall")).status_code == 200


def test_a_condition_is_met_with_proof_and_a_document(owner, plan):
    address = reverse("self_assessment:condition", args=[plan.key, "criteria-1.4"])
    assert owner.get(address).status_code == 200
    file = SimpleUploadedFile("รับฟัง.pdf", a_pdf())
    data = {"met": "yes", "proof": "เวทีรับฟัง 4 ครั้ง", "file": file, "version": "0", "idempotency_key": "k"}
    assert owner.post(address, data).status_code == 302
    row = Condition.objects.get()
    assert (row.provision, row.met, row.proof) == ("criteria-1.4", True, "เวทีรับฟัง 4 ครั้ง")
    assert [one.document.name for one in cited_by(row)] == ["รับฟัง.pdf"]
    stale = owner.post(address, {"met": "no", "proof": "เก่า", "version": "0", "idempotency_key": "k2"})
    assert (stale.status_code, "เก่า" in text_of(stale), "เวทีรับฟัง 4 ครั้ง" in text_of(stale)) == (409, True, True)


def test_the_juristic_person_is_known_already(owner, plan):
    page = text_of(owner.get(reverse("self_assessment:condition", args=[plan.key, "criteria-1.1"])))
    assert show_juristic_id(plan.organisation.juristic_id) in page
    assert owner.get(reverse("self_assessment:condition", args=[plan.key, "criteria-1.6"])).status_code == 404


def test_the_verdict_says_what_is_missing_first_with_clauses_and_links_that_mend(owner, plan):
    a_condition(plan, "criteria-1.1")
    a_condition(plan, "criteria-1.3", met=False)
    page = text_of(owner.get(reverse("self_assessment:index", args=[plan.key])))
    verdict = page.partition('<div class="verdict bad"')[2]
    for provision in ("criteria-1.2", "criteria-1.3", "criteria-1.4", "criteria-1.5"):
        assert f'href="{reverse("self_assessment:condition", args=[plan.key, provision])}"' in verdict
    assert f'href="{reverse("self_assessment:condition", args=[plan.key, "criteria-1.1"])}"' not in verdict
    assert verdict.index("criteria-1.2") < verdict.index("environment/#dimension-7-1")


def test_both_readings_of_a_failed_claim_are_shown(client):
    plan = an_assessed_plan(level=4)
    an_answer(plan, "dimension-3/1", 0, version=1)
    login(client, owner_of(plan).post)
    client.cookies["language"] = "en"
    page = text_of(client.get(reverse("self_assessment:index", args=[plan.key])))
    both = "If a Smart below 70 is not counted, the plan would not pass. If every Smart chosen must have 70, it would"
    assert both in page
    assert "own score 40, below 70" in page


def test_pages_take_few_queries_however_much_is_answered(client, django_assert_max_num_queries):
    plan = an_assessed_plan()
    for _ in range(3):
        a_project(plan)
    login(client, owner_of(plan).post)
    for address in (reverse("self_assessment:index", args=[plan.key]), part(plan), part(plan, "overall")):
        with django_assert_max_num_queries(30):
            assert client.get(address).status_code == 200


def test_others_see_nothing(client, plan):
    login(client, a_member())
    assert client.get(part(plan)).status_code == 404
    assert client.get(reverse("self_assessment:index", args=[plan.key])).status_code == 404
