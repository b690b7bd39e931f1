"""Pages of the application: check your answers, file, receipt, filing, completeness, withdrawal, rounds."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from nakhara.foundation.documents.queries import cited_by
from nakhara.foundation.parties.tests.factories import a_member, login
from nakhara.foundation.record import clock
from nakhara.look.tests.flat import flat
from nakhara.stages.application.formats.dossier import schema
from nakhara.stages.application.models import Check, Filing, Round
from nakhara.stages.application.queries import filing_state
from nakhara.stages.application.tests.factories import (
    CHECKED,
    FILED,
    a_filing,
    a_returned_filing,
    a_round,
    a_secretary,
    an_accepted_filing,
    an_assessed_plan,
)
from nakhara.stages.plan.tests.factories import a_plan, owner_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _store_of_its_own(tmp_path, settings):
    settings.DOCUMENTS_ROOT = tmp_path


@pytest.fixture(autouse=True)
def _two_days_later(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: FILED + timedelta(hours=1))


def text_of(response) -> str:
    return flat(response.content.decode())


def page_of(name: str, thing) -> str:
    return reverse(f"application:{name}", args=[thing.key])


@pytest.fixture
def filing():
    return a_filing()


@pytest.fixture
def owner(client, filing):
    return login(client, owner_of(filing.application.plan).post)


@pytest.fixture
def secretary(client):
    return login(client, a_secretary().post)


def test_a_double_click_files_once_and_both_clicks_get_the_receipt(client):
    a_round()
    plan = an_assessed_plan()
    login(client, owner_of(plan).post)
    address = page_of("file", plan)
    page = text_of(client.get(address))
    key = re.search(r'name="idempotency_key" value="([^"]*)"', page).group(1)
    answers = [client.post(address, {"sure": "on", "idempotency_key": key}) for _ in range(2)]
    filing = Filing.objects.get()
    assert [one["Location"] for one in answers] == [page_of("receipt", filing)] * 2
    receipt = text_of(client.get(answers[0]["Location"]))
    assert all(words in receipt for words in ("2561-0001", "๒๕๖๑-๐๐๐๑", "61-0001", filing.sha256))


def test_what_cannot_be_filed_is_refused_with_every_reason_on_the_page(client):
    a_round()
    plan = a_plan()
    login(client, owner_of(plan).post)
    answer = client.post(page_of("file", plan), {"sure": "on", "idempotency_key": "k"})
    page = text_of(answer).partition('class="errors"')[2].partition("</ul>")[0]
    assert (answer.status_code, page.count("<li>")) == (422, 5)
    assert not Filing.objects.exists()


def test_check_your_answers_shows_gaps_first_and_everything_that_will_be_filed(client, django_assert_max_num_queries):
    a_round()
    plan = an_assessed_plan()
    login(client, owner_of(plan).post)
    with django_assert_max_num_queries(30):
        page = text_of(client.get(page_of("file", plan)))
    for words in (
        "ข้อความตัวอย่างของ วิสัยทัศน์",
        "โครงการ energy",
        "หลักฐาน.pdf",
        "ทำแล้วตามแผน",
        plan.organisation.juristic_id,
    ):
        assert words in page, words


def test_somebody_who_does_not_sign_reads_but_has_no_button(client):
    plan = an_assessed_plan()
    login(client, a_member(plan.organisation, edits=True))
    assert 'name="sure"' not in text_of(client.get(page_of("file", plan)))
    assert client.post(page_of("file", plan), {"sure": "on", "idempotency_key": "k"}).status_code == 403


def test_a_filing_shows_what_was_filed_its_hash_and_its_bytes(owner, filing, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        page = text_of(owner.get(page_of("filing", filing)))
    assert all(words in page for words in (filing.sha256, "61-0001", "ทำแล้วตามแผน"))
    answer = owner.get(page_of("snapshot", filing))
    assert (answer.content, answer["Content-Type"]) == (bytes(filing.snapshot), "application/json")


def test_a_later_change_of_the_plan_leaves_the_filing_as_it_was(client):
    filing = a_returned_filing()
    plan = filing.application.plan
    plan.area.name_th = "ชื่อที่เปลี่ยนภายหลัง"
    plan.area.save()
    login(client, owner_of(plan).post)
    dossier = text_of(client.get(page_of("filing", filing))).partition('id="d-who"')[2]
    assert "เมืองตัวอย่าง" in dossier.partition("</section>")[0]


def test_strangers_find_neither_filing_nor_evidence(client, filing):
    document = cited_by(filing)[0].document
    login(client, a_member())
    for name in ("filing", "receipt", "snapshot"):
        assert client.get(page_of(name, filing)).status_code == 404
    assert client.get(reverse("documents:download", args=[document.key])).status_code == 404


def test_the_secretariat_opens_the_plan_and_the_evidence_of_a_filing(secretary, filing):
    document = cited_by(filing)[0].document
    answer = secretary.get(reverse("documents:download", args=[document.key]))
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert secretary.get(reverse("plan:plan", args=[filing.application.plan.key])).status_code == 200


def test_the_check_page_has_findings_and_the_plan_as_filed(secretary, filing, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        page = text_of(secretary.get(page_of("check", filing)))
    assert page.count('class="ok"') == 7
    assert "ข้อความตัวอย่างของ วิสัยทัศน์" in page


def test_a_filing_is_accepted_on_the_page(secretary, filing):
    data = {"outcome": "accept", "idempotency_key": "k"}
    assert secretary.post(page_of("check", filing), data)["Location"] == page_of("filing", filing)
    assert filing_state(Filing.objects.get()) == "accepted"
    late = secretary.post(page_of("check", filing), {**data, "idempotency_key": "k2"})
    assert late.status_code == 422


def test_a_filing_is_returned_with_typed_reasons(secretary, filing):
    reason = {"kind-1": "missing", "about-1": "area/boundary", "text-1": "แนบแผนที่แนวเขต"}
    data = {"outcome": "return", "idempotency_key": "k", **reason}
    assert secretary.post(page_of("check", filing), data).status_code == 302
    [row] = Check.objects.get().reasons.all()
    assert (row.kind, row.about, row.provision) == ("missing", "area/boundary", "criteria-1.2")


def test_a_return_without_a_reason_or_with_half_of_one_is_refused(secretary, filing):
    address = page_of("check", filing)
    data = {"outcome": "return", "kind-1": "", "about-1": "", "text-1": "", "idempotency_key": "k"}
    assert secretary.post(address, data).status_code == 422
    half = secretary.post(address, {**data, "text-1": "เขียนแล้ว", "idempotency_key": "k2"})
    assert (half.status_code, "เขียนแล้ว" in text_of(half)) == (422, True)
    assert filing_state(Filing.objects.get()) == "filed"


def test_more_reasons_keep_what_is_written(secretary, filing):
    data = {"more": "1", "kind-1": "wrong", "about-1": "", "text-1": "เขียนไว้แล้ว", "idempotency_key": "k"}
    page = text_of(secretary.post(page_of("check", filing), data))
    assert ('name="text-4"' in page, "เขียนไว้แล้ว" in page) == (True, True)


def test_the_owner_sees_the_reasons_with_links_and_files_again(client):
    filing = a_returned_filing()
    plan = filing.application.plan
    login(client, owner_of(plan).post)
    page = text_of(client.get(page_of("filing", filing)))
    assert reverse("plan:section", args=[plan.key, "area"]) + "#id_area/boundary" in page
    assert page_of("file", plan) in page
    answer = client.post(page_of("file", plan), {"sure": "on", "idempotency_key": "k"})
    second = Filing.objects.get(sequence=2)
    assert (answer["Location"], second.application) == (page_of("receipt", second), filing.application)


def test_the_owner_withdraws_after_being_asked(owner, filing):
    assert owner.get(page_of("withdraw", filing)).status_code == 200
    assert owner.post(page_of("withdraw", filing), {"idempotency_key": "k"}).status_code == 302
    assert filing_state(Filing.objects.get()) == "withdrawn"
    assert page_of("withdraw", filing) not in text_of(owner.get(page_of("filing", filing)))


def test_the_owner_may_not_check_nor_the_secretariat_withdraw(client, filing):
    login(client, owner_of(filing.application.plan).post)
    assert client.get(page_of("check", filing)).status_code == 403
    login(client, a_secretary().post)
    assert client.get(page_of("withdraw", filing)).status_code == 403


def test_every_state_of_a_filing_has_its_page(client):
    accepted = an_accepted_filing(name="รับแล้ว")
    login(client, owner_of(accepted.application.plan).post)
    assert "tag ok fill" in text_of(client.get(page_of("filing", accepted)))
    assert page_of("withdraw", accepted) not in text_of(client.get(page_of("filing", accepted)))


@pytest.mark.parametrize("count", [1, 3])
def test_rounds_are_listed_with_the_same_queries_and_opened(secretary, count, django_assert_num_queries):
    for number in range(count):
        a_round(name=f"รอบ {number}")
    with django_assert_num_queries(6):
        page = text_of(secretary.get(reverse("application:rounds")))
    assert page.count("data-walk") == count
    data = {"name": "รอบใหม่", "opens": "1 ธ.ค. 2561", "closes": "31/12/2561", "idempotency_key": "k"}
    assert secretary.post(reverse("application:rounds"), data).status_code == 302
    opened = Round.objects.latest("id")
    assert (opened.opens_at.isoformat(), opened.closes_at.isoformat()) == (
        "2018-11-30T17:00:00+00:00",
        "2018-12-31T17:00:00+00:00",
    )


def test_an_open_round_is_closed_once_by_the_secretariat_alone(secretary):
    opened = a_round()
    page, address = reverse("application:rounds"), reverse("application:close-round", args=[opened.key])
    assert address in text_of(secretary.get(page))
    assert login(Client(), a_member()).post(address, {"idempotency_key": "k" * 16}).status_code == 403
    assert secretary.post(address, {"idempotency_key": "k" * 16}).url == page
    assert address not in text_of(secretary.get(page))
    closed = Round.objects.get().closes_at
    again = secretary.post(address, {"idempotency_key": "l" * 16})
    assert (again.status_code, Round.objects.get().closes_at) == (409, closed)


def test_the_schema_is_served_to_everybody(client):
    answer = client.get(reverse("application:schema"))
    assert json.loads(answer.content) == json.loads(json.dumps(schema()))


def test_pages_are_written_in_english_too(owner, filing):
    owner.cookies["language"] = "en"
    for name in ("filing", "receipt", "withdraw"):
        page = text_of(owner.get(page_of(name, filing)))
        assert '<html lang="en"' in page
        assert "Application" in page


def test_the_term_for_correction_is_told(secretary, filing):
    secretary.cookies["language"] = "en"
    assert str(CHECKED.year) in text_of(secretary.get(page_of("check", filing)))
