"""Pages of the programme."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from nakhara.foundation.parties.tests.factories import a_body, a_sitter, login
from nakhara.foundation.places.actions import load_directory
from nakhara.programme.models import Proposal, ProvinceAnswer
from nakhara.programme.tests.factories import a_governor, a_proposal, an_answer, the_targets

pytestmark = pytest.mark.django_db


@pytest.fixture
def targets():
    return the_targets()


@pytest.fixture
def governor(client, targets):
    """Somebody of Chon Buri at the browser."""
    actor = a_governor("20")
    login(client, actor.post)
    return actor


def page(client, name: str, *args, **query) -> str:
    answer = client.get(reverse(f"programme:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def answer_values(**values) -> dict:
    plans = dict.fromkeys(("strategy", "provincial_plan", "cluster_plan"), "unanswered")
    return {"idempotency_key": "k", "version": 0, "support": "ร่วมงบประมาณ", **plans, **values}


def test_the_overview_shows_counts_as_printed_both_readings_and_all_areas(client, targets):
    shown = " ".join(page(client, "overview").split())
    for text in ("๗ จังหวัด ๑๐ พื้นที่", "๓๐ จังหวัด/พื้นที่", "ไม่เลือกวิธีอ่านใด", "อุตะเถา", "ซ้อนทับกับ แหลมฉบัง", "15 พื้นที่"):
        assert text in shown, text
    assert shown.count("<tr id=") == 15
    assert page(client, "overview", state="designated").count("<tr id=") == 0


def test_the_map_leads_to_provinces_with_target_areas_and_the_list_to_every_one(client, targets):
    load_directory()
    drawn = re.findall(r'<a href="/programme/provinces/(\d\d)/" class="q1"', page(client, "overview"))
    assert sorted(drawn) == ["10", "13", "20", "21", "24", "40", "50", "83"]
    assert page(client, "provinces").count("<option") == 77
    assert client.get(reverse("programme:provinces"), {"province": "53"}).url == "/programme/provinces/53/"


def test_a_province_answers_on_its_page_and_the_public_sees_a_summary(client, governor, targets):
    url = reverse("programme:answer", args=[targets["eecd"].key])
    assert client.get(url).status_code == 200
    done = client.post(url, answer_values(strategy="adopted", strategy_text="ยุทธศาสตร์ที่ 2 ข้อ 4"))
    assert (done.status_code, done.url) == (302, "/programme/provinces/20/")
    assert "ร่วมงบประมาณ" in page(client, "province", "20")
    client.logout()
    public = page(client, "province", "20")
    assert "ร่วมงบประมาณ" not in public
    assert "ข้อ 4" not in public
    assert "บรรจุแล้ว" in public
    login(client, a_sitter(a_body("secretariat")))
    assert "ร่วมงบประมาณ" in page(client, "province", "20")


def test_an_answer_without_its_entry_is_told_at_the_field(client, governor, targets):
    answer = client.post(reverse("programme:answer", args=[targets["eecd"].key]), answer_values(strategy="adopted"))
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"strategy_text": ["ระบุข้อที่บรรจุไว้ในแผน"]}


def test_a_stale_answer_keeps_both_texts(client, governor, targets):
    an_answer(targets["eecd"], governor, support="ของคนแรก")
    answer = client.post(reverse("programme:answer", args=[targets["eecd"].key]), answer_values(support="ของคนหลัง"))
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "ของคนแรก" in shown
    assert "ของคนหลัง" in shown
    assert 'name="version" value="1"' in shown
    assert ProvinceAnswer.objects.get().support == "ของคนแรก"


def test_a_province_proposes_and_only_those_who_oversee_read_the_grounds(client, governor, targets):
    values = {"idempotency_key": "p", "name": "บ้านบึง", "character": "ผังเมืองชัด", "suitability": "พร้อม"}
    assert client.post(reverse("programme:propose"), values).url == "/programme/provinces/20/"
    assert Proposal.objects.get().name == "บ้านบึง"
    client.logout()
    public = page(client, "province", "20")
    assert "บ้านบึง" in public
    assert "ผังเมืองชัด" not in public
    login(client, a_sitter(a_body("secretariat")))
    assert "ผังเมืองชัด" in page(client, "proposals", q="บ้าน")


def test_who_writes_for_no_province_has_neither_form(client, targets):
    login(client, a_sitter(a_body("committee")))
    addresses = (reverse("programme:propose"), reverse("programme:answer", args=[targets["eecd"].key]))
    assert [client.get(address).status_code for address in addresses] == [403, 403]


def test_a_province_that_does_not_exist_is_not_found(client):
    assert client.get("/programme/provinces/99/").status_code == 404


def test_the_overview_with_what_it_loads_stays_within_sixty_kilobytes(client, targets):
    load_directory()
    looks = [Path(finders.find(f"look/nakhara.{kind}")).stat().st_size for kind in ("css", "js")]
    assert len(client.get(reverse("programme:overview")).content) + sum(looks) <= 61_440


def test_the_targets_are_taken_away_as_a_table(client, targets):
    lines = client.get(reverse("programme:targets_csv")).content.decode("utf-8-sig").splitlines()
    assert len(lines) == 16
    assert lines[15] == "finance-city,เมืองการเงิน,Finance city,,20 21,target-2,true,none,"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_provinces_take_the_same_queries_however_many(client, targets, rows, django_assert_num_queries):
    for code in ("20", "21", "50")[:rows]:
        a_proposal(a_governor(code), name=f"พื้นที่ {code}")
    with django_assert_num_queries(5):
        client.get(reverse("programme:provinces"), {"q": ("20", "2", "")[rows - 1]})


@pytest.mark.parametrize("rows", [1, 3])
def test_the_proposals_take_the_same_queries_however_many(client, rows, django_assert_num_queries):
    by = a_governor("53")
    for number in range(rows):
        a_proposal(by, name=f"พื้นที่ {number}")
    login(client, by.post)
    with django_assert_num_queries(6):
        client.get(reverse("programme:proposals"))


@pytest.mark.parametrize("answered", [1, 3])
def test_the_overview_and_a_province_take_the_same_queries_however_much_is_answered(
    client, targets, answered, django_assert_num_queries
):
    by = a_governor("20")
    for slug in ("eecd", "laem-chabang", "amata-nakorn")[:answered]:
        an_answer(targets[slug], by)
    login(client, by.post)
    with django_assert_num_queries(28):
        client.get(reverse("programme:overview"))
        client.get(reverse("programme:province", args=["20"]))
