"""The pages of the review: who comes to them, what they show and hide, two tabs, two clicks."""

from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from nakhara.foundation.parties.actions import declare_interest
from nakhara.foundation.parties.actor import OPERATOR
from nakhara.foundation.parties.models import Interest
from nakhara.foundation.parties.tests.factories import AT, a_member, a_sitter, login
from nakhara.foundation.record import clock
from nakhara.foundation.record.models import Event
from nakhara.stages.application.tests.factories import a_secretary, an_accepted_filing
from nakhara.stages.plan.tests.factories import owner_of
from nakhara.stages.review.models import OVERALL, Assignment, Verdict
from nakhara.stages.review.tests.factories import (
    SENT,
    a_panel_member,
    a_reviewed_filing,
    a_saved_sheet,
    a_scored_filing,
    a_sent_sheet,
    a_sheet,
    a_subcommittee,
    a_working_group,
    confirmed,
    on_agenda,
    resolve,
)

pytestmark = pytest.mark.django_db
DRAFT = {
    **{f"level-{n}": "4" for n in range(1, 5)},
    **{f"reason-{n}": f"เหตุผลข้อ {n}" for n in range(1, 5)},
    **{f"evidence-{n}": "แผน หน้า 12" for n in range(1, 5)},
    "comment": "เห็นด้วยกับแผน",
}


@pytest.fixture(autouse=True)
def _in_the_days_of_the_review(monkeypatch):
    offset = (SENT - timezone.now()).total_seconds()
    monkeypatch.setattr(clock, "_offset", lambda: offset)


@pytest.fixture
def secretariat(client):
    return login(client, a_secretary().post)


def at(name: str, *things) -> str:
    return reverse(f"review:{name}", args=[thing.key for thing in things])


def text_of(answer) -> str:
    return unescape(answer.content.decode())


def post(client, address: str, key: str = "k", **values):
    return client.post(address, {"idempotency_key": key, **values})


def test_a_reviewer_declares_scores_checks_and_sends(client):
    sheet = a_sheet(declared=False)
    login(client, sheet.reviewer)
    listed = text_of(client.get(at("list")))
    assert at("sheet", sheet) in listed
    assert "ยังไม่แจ้งเรื่องส่วนได้เสีย" in listed
    page = text_of(client.get(at("sheet", sheet)))
    assert "บันทึกการแจ้งแล้วไปต่อ" in page
    assert "level-1" not in page
    assert post(client, at("declare", sheet)).headers["Location"] == at("sheet", sheet)
    page = text_of(client.get(at("sheet", sheet)))
    assert 'data-key="5"' in page
    assert "เมืองให้ตนเองระดับ 4" in page
    sheet.refresh_from_db()
    sent = post(client, at("sheet", sheet), "save", version=sheet.version, send="1", **DRAFT)
    assert sent.headers["Location"] == at("send", sheet)
    check = text_of(client.get(at("send", sheet)))
    assert "ส่งคะแนน 80 สิ่งแวดล้อมอัจฉริยะ" in check
    sheet.refresh_from_db()
    assert post(client, at("send", sheet), "send", version=sheet.version).headers["Location"] == at("sheet", sheet)
    page = text_of(client.get(at("sheet", sheet)))
    assert "ส่งแล้วแก้ไม่ได้" in page
    assert "(4 + 4 + 4 + 4) ÷ 4 × 20" in page
    assert at("sheet", sheet) in text_of(client.get(at("list"), {"show": "done"}))


def test_declaring_an_interest_closes_the_sheet_and_hides_the_case(client):
    sheet = a_sheet(declared=False)
    login(client, sheet.reviewer)
    assert post(client, at("declare", sheet), conflict="on", reason="ญาติ").headers["Location"] == at("list")
    assert client.get(at("sheet", sheet)).status_code == 404
    assert client.get(reverse("application:filing", args=[sheet.filing.key])).status_code == 404
    listed = text_of(client.get(at("list"), {"show": "done"}))
    assert "แจ้งส่วนได้เสีย" in listed
    assert at("sheet", sheet) not in listed


def test_a_second_click_on_a_declaration_gets_the_first_ones_answer(client):
    sheet = a_sheet(declared=False)
    login(client, sheet.reviewer)
    answers = [post(client, at("declare", sheet), "same", conflict="on") for _click in range(2)]
    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [(302, at("list"))] * 2
    assert Interest.objects.count() == 1


def test_a_stale_tab_keeps_both_texts_and_saves_only_when_sent_again(client):
    sheet = a_saved_sheet(levels=3)
    login(client, sheet.reviewer)
    stale = post(client, at("sheet", sheet), "tab2", version=sheet.version - 1, **DRAFT)
    page = text_of(stale)
    assert stale.status_code == 409
    assert "เหตุผลข้อ 1" in page
    assert "เหตุผลของระดับ 3" in page
    assert set(sheet.scores.values_list("level", flat=True)) == {3}
    again = post(client, at("sheet", sheet), "tab2-again", version=sheet.version, **DRAFT)
    assert again.status_code == 302
    assert set(sheet.scores.values_list("level", flat=True)) == {4}


def test_two_clicks_send_once(client):
    sheet = a_saved_sheet()
    login(client, sheet.reviewer)
    answers = [post(client, at("send", sheet), "same", version=sheet.version) for _click in range(2)]
    assert [answer.headers["Location"] for answer in answers] == [at("sheet", sheet)] * 2
    events = [bytes(event.canonical) for event in Event.objects.filter(subject_key=sheet.key)]
    assert sum(b'"sent":true' in event for event in events) == 1


def test_a_sheet_that_lacks_something_says_what_and_is_not_sent(client):
    sheet = a_sheet()
    login(client, sheet.reviewer)
    post(client, at("sheet", sheet), "save", version=sheet.version, **{**DRAFT, "evidence-2": "", "level-3": ""})
    sheet.refresh_from_db()
    refused = post(client, at("send", sheet), "send", version=sheet.version)
    page = text_of(refused)
    assert refused.status_code == 422
    assert "ข้อ 2: อ้างหลักฐานของระดับ 4 ชื่อแฟ้มและหน้า หรือลดระดับเป็น 1" in page
    assert "ข้อ 3: เลือกระดับ" in page
    assert f"{at('sheet', sheet)}#id_level-3" in page
    sheet.refresh_from_db()
    assert sheet.sent_at is None


def test_the_arithmetic_follows_the_levels_and_is_a_page_of_its_own(client):
    sheet = a_sheet()
    login(client, sheet.reviewer)
    query = {"level-1": "4", "level-2": "3", "level-9": "5", "level-3": "x"}
    fragment = client.get(at("arithmetic", sheet), query, headers={"HX-Request": "true"})
    assert "<html" not in text_of(fragment)
    assert "(4 + 3) ÷ 2 × 20" in text_of(fragment)
    assert '<b class="t-l">70</b>' in text_of(fragment)
    assert "<h1>" in text_of(client.get(at("arithmetic", sheet), query))


def test_nobody_sees_the_others_scores_before_sending_their_own(client):
    filing = an_accepted_filing()
    other = a_sent_sheet(filing, levels=[5, 1, 1, 1])
    mine = a_saved_sheet(filing, levels=4)
    login(client, mine.reviewer)
    name = str(other.reviewer.person)
    for page in ("sheet", "send", "arithmetic"):
        assert name not in text_of(client.get(at(page, mine)))
    assert client.get(at("sheet", other)).status_code == 404
    assert client.get(at("filing", filing)).status_code == 403
    post(client, at("send", mine), version=mine.version)
    page = text_of(client.get(at("sheet", mine)))
    assert name in page
    assert "5 · 1 · 1 · 1" in page
    assert "ช่วงห่าง 40" in page


def test_a_draft_is_its_reviewers_own(secretariat):
    sheet = a_saved_sheet(levels=[5, 4, 3, 2])
    for page in (at("sheet", sheet), at("filing", sheet.filing)):
        answer = text_of(secretariat.get(page))
        assert "เหตุผลของระดับ 5" not in answer
        assert "5 · 4 · 3 · 2" not in answer
    assert secretariat.get(at("send", sheet)).status_code == 404


def test_the_secretariat_asks_those_it_ticks_and_sees_who_is_barred_and_why(secretariat):
    filing = an_accepted_filing(dimensions=("energy", "environment"))
    group = a_working_group("environment", "energy")
    good, barred = a_sitter(group), a_sitter(group)
    a_member(filing.application.plan.organisation, barred.person)
    page = text_of(secretariat.get(at("assign", filing)))
    assert f": {filing.application.plan.organisation.name_th}" in page
    assert f'value="{barred.key}"' not in page
    values = {"panel-environment": good.key, "panel-energy": good.key, "due": "30/12/2561"}
    forced = post(secretariat, at("assign", filing), "a", **{**values, "panel-energy": barred.key})
    assert (forced.status_code, Assignment.objects.count()) == (422, 0)
    nobody = post(secretariat, at("assign", filing), "b", due="30/12/2561")
    assert (nobody.status_code, "เลือกผู้พิจารณาอย่างน้อย 1 คน" in text_of(nobody)) == (422, True)


def test_asking_twice_with_one_form_asks_once(secretariat):
    filing = an_accepted_filing()
    reviewer = a_panel_member("environment")
    page = secretariat.get(at("assign", filing))
    due = page.context["form"]["due"].value()
    values = {"panel-environment": reviewer.key, "due": f"{due:%d/%m}/{due.year + 543}"}
    answers = [post(secretariat, at("assign", filing), "same", **values) for _click in range(2)]
    assert [answer.headers["Location"] for answer in answers] == [at("filing", filing)] * 2
    assert Assignment.objects.count() == 1


def test_somebody_barred_later_is_replaced(secretariat):
    sheet = a_sheet()
    plan = sheet.filing.application.plan
    declare_interest(
        by=OPERATOR, person=sheet.reviewer.person, organisation=plan.organisation, kind="family", since=AT.date(), at=AT
    )
    page = text_of(secretariat.get(at("filing", sheet.filing)))
    assert "มีส่วนได้เสีย" in page
    assert at("withdraw", sheet) in page
    assert post(secretariat, at("withdraw", sheet)).headers["Location"] == at("assign", sheet.filing)
    assert sheet.reviewer.person.name_th not in text_of(secretariat.get(at("filing", sheet.filing)))


def test_the_secretariat_closes_a_review_once_with_the_verdict_by_both_readings(secretariat):
    filing = a_scored_filing(scores={"energy": 3, "mobility": 4, "environment": [4, 4, 4, 3]})
    page = text_of(secretariat.get(at("filing", filing)))
    assert "คะแนนผ่านเกณฑ์" in page
    assert "ถ้าไม่นับด้านที่ต่ำกว่าเกณฑ์: ผ่าน ถ้าด้านเดียวต่ำกว่าเกณฑ์ทำให้ตกทั้งคำขอ: ไม่ผ่าน" in page
    answers = [post(secretariat, at("close", filing), "same") for _click in range(2)]
    assert [answer.headers["Location"] for answer in answers] == [at("filing", filing)] * 2
    assert Verdict.objects.count() == 1
    late = post(secretariat, at("close", filing), "other")
    assert (late.status_code, Verdict.objects.count()) == (422, 1)
    assert Verdict.objects.get().sha256 in text_of(secretariat.get(at("filing", filing)))


def test_a_review_with_open_sheets_says_what_it_waits_for(secretariat):
    sheet = a_saved_sheet()
    page = text_of(secretariat.get(at("filing", sheet.filing)))
    assert f"สิ่งแวดล้อมอัจฉริยะ: {sheet.reviewer.person} ยังไม่ส่งคะแนน" in page
    assert "แผนในภาพรวม: มอบหมายผู้ให้คะแนน" in page
    assert post(secretariat, at("close", sheet.filing)).status_code == 422


def test_scores_are_seen_by_the_body_once_they_are_on_its_agenda_and_by_no_owner(client):
    filing = a_reviewed_filing()
    body, _secretary = a_subcommittee()
    member = body.seats.get(order=2).appointments.get()
    owner = owner_of(filing.application.plan).post
    assert login(client, member).get(at("filing", filing)).status_code == 404
    on_agenda(filing)
    assert "แผนในภาพรวม" in text_of(client.get(at("filing", filing)))
    assert login(client, owner).get(at("filing", filing)).status_code == 403
    page = text_of(client.get(reverse("application:filing", args=[filing.key])))
    assert not [str(sheet.reviewer.person) for sheet in Assignment.objects.all() if str(sheet.reviewer.person) in page]


def test_the_dated_list_shows_the_scores_it_rests_on(secretariat):
    filing = a_reviewed_filing(overall=[4, 4, 4, 4, 4], scores={"energy": 4, "environment": [4, 4, 3, 4]})
    meeting = on_agenda(filing)
    assert "การประชุมนี้ยังไม่มีเมืองในรายชื่อ" in text_of(secretariat.get(at("screened", meeting)))
    resolve(meeting.items.get())
    confirmed(meeting)
    page = text_of(secretariat.get(at("screened", meeting)))
    assert filing.application.plan.area.name_th in page
    assert [score in page for score in ("75", "80")] == [True, True]


@pytest.mark.parametrize("sheets", [1, 3])
def test_a_reviewers_list_takes_the_same_queries_for_one_and_three(client, django_assert_num_queries, sheets):
    reviewer = a_panel_member("environment")
    for _sheet in range(sheets):
        a_sheet(reviewer=reviewer)
    login(client, reviewer)
    with django_assert_num_queries(LIST):
        assert client.get(at("list")).status_code == 200


@pytest.mark.parametrize("filings", [1, 3])
def test_the_list_of_reviews_takes_the_same_queries_for_one_and_three(secretariat, django_assert_num_queries, filings):
    for _filing in range(filings):
        a_sheet()
    with django_assert_num_queries(FILINGS):
        page = text_of(secretariat.get(at("filings")))
    assert page.count("data-walk") == filings


@pytest.mark.parametrize("reviewers", [1, 3])
def test_the_scores_take_the_same_queries_for_one_and_three(secretariat, django_assert_num_queries, reviewers):
    filing = an_accepted_filing()
    for _reviewer in range(reviewers):
        a_sent_sheet(filing)
    with django_assert_num_queries(SCORES):
        assert secretariat.get(at("filing", filing)).status_code == 200


@pytest.mark.parametrize("listed", [1, 3])
def test_the_dated_list_takes_the_same_queries_for_one_and_three(secretariat, django_assert_num_queries, listed):
    meeting = on_agenda(*(a_reviewed_filing() for _filing in range(listed)))
    for item in meeting.items.all():
        resolve(item)
    confirmed(meeting)
    with django_assert_num_queries(SCREENED):
        page = text_of(secretariat.get(at("screened", meeting)))
    assert page.count("data-walk") == listed


@pytest.mark.parametrize("part", ["environment", OVERALL])
def test_the_sheet_takes_few_queries(client, django_assert_num_queries, part):
    sheet = a_saved_sheet(part=part)
    login(client, sheet.reviewer)
    with django_assert_num_queries(SHEET):
        assert client.get(at("sheet", sheet)).status_code == 200


LIST, FILINGS, SCORES, SCREENED, SHEET = 6, 8, 25, 11, 16
