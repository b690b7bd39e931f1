"""The public pages: home, list, an area before and after its designation, verify; what they weigh and what they ask."""

import json
import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from nakhara.foundation.parties.tests.factories import AT, a_member, an_organisation, login
from nakhara.foundation.places.actions import load_directory
from nakhara.foundation.places.tests.factories import a_province, an_area
from nakhara.foundation.record import clock
from nakhara.look.tests.flat import flat
from nakhara.programme.tests.factories import the_targets
from nakhara.registry.tests.factories import a_documented_designation, an_applying_area
from nakhara.stages.application.tests.factories import a_secretary
from nakhara.stages.designation.models import Act
from nakhara.stages.designation.tests.factories import a_designation, a_scored_filing
from nakhara.stages.monitoring.tests.factories import REPORTED
from nakhara.stages.plan.tests.factories import a_plan, owner_of
from nakhara.stages.review.tests.factories import a_reviewed_filing, confirmed, on_agenda, resolve

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=20)
ALL_SMARTS = dict.fromkeys(
    ("overall", "living", "people", "energy", "mobility", "economy", "governance", "environment"), "84"
)


@pytest.fixture(autouse=True)
def _a_hundred_days_later(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: REPORTED)


@pytest.fixture
def targets():
    return the_targets()


def page(client, name: str, *args, **query):
    answer = client.get(reverse(f"registry:{name}", args=args), query)
    assert answer.status_code == 200
    return answer


def text_of(answer) -> str:
    return unescape(answer.content.decode())


def weight_of(answer) -> int:
    """The bytes of a page together with our style sheet and script."""
    looks = [Path(finders.find(f"look/nakhara.{kind}")).stat().st_size for kind in ("css", "js")]
    return len(answer.content) + sum(looks)


# Home.


def test_an_empty_register_counts_nothing_and_leads_on(client):
    told = page(client, "home").context
    assert {name: told[name] for name in ("total", "others", "rows", "provinces_count", "applying", "latest")} == {
        "total": 0,
        "others": 0,
        "rows": 0,
        "provinces_count": 0,
        "applying": 0,
        "latest": [],
    }
    assert (told["smarts"], told["answer"]) == ("", None)


def test_the_home_page_counts_from_dated_records(client, targets):
    first = a_designation(area=targets["finance-city"].area)
    second = a_designation(area=targets["phuket"].area, at=AT + timedelta(days=1))
    gone = a_designation(area=an_area("เมืองเพิกถอน", ["53"]), at=AT + timedelta(days=2))
    Act.objects.create(designation=gone, kind="revoked", at=LATER, reason="ไม่ดำเนินการตามแผน")
    Act.objects.create(designation=first, kind="suspended", at=REPORTED + timedelta(days=1), reason="ไม่รายงาน")
    an_applying_area("เมืองยื่น", ("53",))
    shown = page(client, "home")
    told = shown.context
    assert {name: told[name] for name in ("total", "others", "rows", "provinces_count", "applying")} == {
        "total": 2,
        "others": 1,
        "rows": 3,
        "provinces_count": 3,
        "applying": 1,
    }
    counted = [(row["phase"].id, row["phase"].value, row["phase"].target) for row in told["targets"]]
    assert counted == [("target-1", 1, 10), ("target-2", 2, 15), ("target-3", 2, 30)]
    assert [(row.designation, row.standing) for row in told["latest"]] == [
        (gone, "revoked"),
        (second, "in-force"),
        (first, "in-force"),
    ]


def test_the_map_counts_areas_by_province_and_leads_there_and_its_table_leads_to_every_one(client, targets):
    load_directory()
    a_designation(area=targets["finance-city"].area)
    an_applying_area("เมืองยื่น", ("53",))
    markup = flat(text_of(page(client, "home")))
    drawn = {code: tile_of(markup, code) for code in ("20", "21", "53", "10")}
    assert drawn == {
        "20": ("d", "ชลบุรี ประกาศแล้ว 1 พื้นที่"),
        "21": ("d", "ระยอง ประกาศแล้ว 1 พื้นที่"),
        "53": ("p", "อุตรดิตถ์ กำลังพิจารณา 1 คำขอ"),
        "10": None,
    }
    table = flat(text_of(page(client, "provinces")))
    assert (table.count('<a href="/areas/?province='), table.count("<option")) == (77, 78)


def tile_of(markup: str, code: str) -> tuple[str, str] | None:
    """The class and the title of a province's tile; None where it leads nowhere."""
    found = re.search(rf'<a href="/areas/\?province={code}" class="(\w+)"[^>]*><title>([^<]*)</title>', markup)
    return found and found.groups()


def test_a_number_is_answered_on_the_home_page(client):
    designation = a_designation()
    found = page(client, "home", number="๐๐๑/๒๕๖๑").context["answer"]
    assert (found.number, found.status, found.designation) == ("001/2561", "in-force", designation)
    assert 'value="๐๐๑/๒๕๖๑"' in text_of(page(client, "home", number="๐๐๑/๒๕๖๑"))


# The list.


def test_the_list_keeps_what_was_asked_and_takes_no_unknown_smart_or_state(client):
    a_province("20")
    found = a_designation(area=an_area("เมืองการเงิน", ["20"]))
    an_applying_area("เมืองยื่น", ("20",))
    asked = {"q": "เมือง", "province": "20", "dimension": "living", "state": "designated"}
    shown = page(client, "list", **asked)
    assert [(row.area, row.designation) for row in shown.context["rows"]] == [(found.area, found)]
    assert {name: shown.context[name] for name in asked} == asked
    chips = [(chip["url"], chip["on"]) for chip in shown.context["chips"]]
    kept = "q=%E0%B9%80%E0%B8%A1%E0%B8%B7%E0%B8%AD%E0%B8%87&province=20&dimension=living"
    assert chips == [
        (f"/areas/?{kept}", False),
        (f"/areas/?{kept}&state=designated", True),
        (f"/areas/?{kept}&state=applying", False),
        (f"/areas/?{kept}&state=target", False),
    ]
    wrong = page(client, "list", dimension="x' OR 1=1", state="draft").context
    assert (wrong["dimension"], wrong["state"], len(wrong["rows"])) == ("", "", 2)


def test_the_list_goes_on_to_a_second_page_with_the_filters(client):
    for number in range(17):
        a_designation(area=an_area(f"เมืองที่ {number:02d}", ["53"]), at=AT + timedelta(days=number))
    first, second = (page(client, "list", q="เมืองที่", page=number) for number in (1, 2))
    names = [[row.area.name_th for row in shown.context["rows"]] for shown in (first, second)]
    assert names[0][:2] == ["เมืองที่ 16", "เมืองที่ 15"]
    assert names[1] == ["เมืองที่ 01", "เมืองที่ 00"]
    assert re.search(r'href="\?q=[^"]*&page=2"', text_of(first))
    assert len(page(client, "list", page="999").context["rows"]) == 2


def test_the_map_as_a_table_counts_as_the_map_does(client):
    a_designation(area=an_area("ก", ["20", "21"]))
    an_applying_area("ข", ("20",))
    rows = page(client, "provinces").context["rows"]
    told = [(row["province"].code, row["designated"], row["applying"]) for row in rows]
    assert told == [("20", 1, 1), ("21", 1, 0)]


# An area.


def test_nothing_of_a_plan_and_its_scores_is_shown_before_the_designation(client):
    filing = a_scored_filing({"overall": "81.25", "environment": "83.75", "living": "78.5"})
    area = filing.application.plan.area
    for post in (None, a_member(filing.application.plan.organisation), a_secretary().post):
        if post:
            login(client, post)
        shown = page(client, "area", area.key)
        assert shown.context["row"].designation is None
        assert "known" not in shown.context
        said = text_of(shown)
        hidden = ("81.25", "83.75", "78.5", "smartcity.json", "scores.csv", filing.application.number, filing.receipt)
        assert [words for words in hidden if words in said] == []
        addresses = [
            reverse("registry:scores", args=[area.key, "csv"]),
            reverse("registry:scores", args=[area.key, "json"]),
            reverse("registry:smartcity", args=[area.key]),
        ]
        assert [client.get(address).status_code for address in addresses] == [404] * 3


def test_the_owner_stays_unnamed_until_the_designation(client):
    owner = an_organisation(name_th="เทศบาลเมืองทุ่งคราม")
    filing = a_scored_filing(organisation=owner)
    key = filing.application.plan.area.key
    assert "เทศบาลเมืองทุ่งคราม" not in text_of(page(client, "area", key))
    assert "เทศบาลเมืองทุ่งคราม" not in text_of(page(client, "list"))


def test_a_designated_area_shows_its_scores_number_zone_and_files(client):
    scores = {"overall": "82.5", "environment": "84", "living": "78.255", "people": "69.996"}
    designation = a_designation(scores, area=an_area("เมืองทุ่งคราม", ["53"], name_en="Thung Khram"))
    shown = page(client, "area", designation.area.key)
    marks = [(one["key"], one["mark"].met) for one in shown.context["marks"]]
    assert marks == [("living", True), ("people", False), ("environment", True), ("", True)]
    said = text_of(shown)
    words = ("เมืองทุ่งคราม", "001/2561", "82.5", "84", "78.25", "69.99", "อุตรดิตถ์", "scores.csv", "smartcity.json")
    assert [one for one in words if one not in said] == []
    assert "69.996" not in said
    assert shown.context["known"].verdict.strict == "fail"


def test_a_filing_that_waits_or_was_declined_stays_closed_and_a_draft_is_not_found(client):
    filing = a_reviewed_filing(overall=3)
    key = filing.application.plan.area.key
    meeting = on_agenda(filing)
    assert "known" not in page(client, "area", key).context
    resolve(meeting.items.get(), "decline", "คะแนนไม่ถึง")
    confirmed(meeting)
    draft = a_plan()
    login(client, owner_of(draft).post)
    keys = [key, draft.area.key, "2345678923456789"]
    assert [client.get(reverse("registry:area", args=[one])).status_code for one in keys] == [404] * 3


def test_a_target_area_tells_what_the_documents_say_of_it(client, targets):
    shown = page(client, "area", targets["u-tapao"].area.key)
    assert (shown.context["row"].state, shown.context["target"]) == ("target", targets["u-tapao"])
    assert ["อุตะเถา" in text_of(shown), "/law/target-2/" in text_of(shown)] == [True, True]
    overlaps = page(client, "area", targets["eecd"].area.key).context["overlaps"]
    assert overlaps == ["แหลมฉบัง"]


def test_the_path_goes_from_filing_to_promotion_and_progress(client):
    designation = a_documented_designation(1)
    told = page(client, "area", designation.area.key).context
    assert (told["kept"], told["percent"], len(told["claims"])) == (0, 10, 1)
    assert told["claims"][0]["privileges"].granted is True
    assert [event.next for event in told["known"].events].count(True) == 1
    assert [file.kind for file in told["files"]] == ["PDF", "JSON", "CSV", "JSON"]


def test_the_scores_of_an_area_are_taken_away_exact(client):
    designation = a_designation({"overall": "82.5", "environment": "84", "living": "69.996", "energy": "70"})
    table = client.get(reverse("registry:scores", args=[designation.area.key, "csv"]))
    assert table.content.decode("utf-8-sig").splitlines() == [
        "part,percent,display,required,met",
        "living,17499/250,69.99,70,false",
        "energy,70,70,70,true",
        "environment,84,84,70,true",
        "overall,165/2,82.5,80,true",
    ]
    assert table.headers["Content-Disposition"] == 'attachment; filename="scores-001-2561-2019-02-21.csv"'
    told = json.loads(client.get(reverse("registry:scores", args=[designation.area.key, "json"])).content)
    assert (told["name"], [row["part"] for row in told["rows"]]) == (
        "scores-001-2561",
        ["living", "energy", "environment", "overall"],
    )
    assert client.get(reverse("registry:scores", args=[designation.area.key, "xlsx"])).status_code == 404


def test_the_filed_plan_is_given_to_the_byte_with_its_hash(client):
    designation = a_designation()
    answer = client.get(reverse("registry:smartcity", args=[designation.area.key]))
    assert answer.content == bytes(designation.filing.snapshot)
    assert (answer.headers["Content-Type"], answer.headers["ETag"]) == (
        "application/json",
        f'"{designation.filing.sha256}"',
    )


@pytest.mark.parametrize("kind", ["suspended", "revoked", "replaced"])
def test_a_designation_that_is_no_longer_in_force_says_so_and_expects_no_report(client, kind):
    designation = a_designation()
    Act.objects.create(designation=designation, kind=kind, at=LATER, reason="ไม่รายงานความก้าวหน้า")
    shown = page(client, "area", designation.area.key)
    assert (shown.context["row"].standing, shown.context["known"].events[-1].next) == (kind, False)
    if kind != "replaced":
        assert "ไม่รายงานความก้าวหน้า" in text_of(shown)


# Verify.


@pytest.mark.parametrize(
    ("typed", "kind", "status"),
    [
        ("001/2561", "", "in-force"),
        ("๐๐๑/๒๕๖๑", "", "in-force"),
        (" ๑ / ๒๕๖๑ ", "", "in-force"),
        ("001/2561", "suspended", "suspended"),
        ("001/2561", "revoked", "revoked"),
        ("002/2561", "", "unknown"),
        ("<b>", "", "unknown"),
    ],
)
def test_a_number_is_verified_on_a_page_of_its_own(client, typed, kind, status):
    designation = a_designation()
    if kind:
        Act.objects.create(designation=designation, kind=kind, at=LATER, reason="ไม่รายงาน")
    shown = page(client, "verify", number=typed)
    assert shown.context["answer"].status == status
    good = status == "in-force"
    assert f'class="verdict {"ok" if good else "bad"} mt-l"' in text_of(shown)
    assert (reverse("designation:designation", args=[designation.key]) in text_of(shown)) is (status != "unknown")
    assert "<b></b>" not in shown.content.decode()


def test_nothing_is_answered_before_a_number_is_typed(client):
    assert [page(client, "verify", **query).context["answer"] for query in ({}, {"number": "  "})] == [None, None]


# What pages weigh and ask.


@pytest.fixture
def country(targets):
    """Every province, a page full of areas with all seven Smarts, and one about which much is known."""
    load_directory()
    for number in range(16):
        provinces = [["20", "21"], ["53"], ["50"], ["10"]][number % 4]
        names = {"name": f"เทศบาลเมืองตัวอย่างที่ {number}", "name_en": f"Sample town number {number}"}
        a_designation(ALL_SMARTS, area=an_area(provinces=provinces, **names))
    return a_documented_designation(2, promises=5, scores=ALL_SMARTS)


@pytest.mark.parametrize("language", ["th", "en"])
def test_home_list_and_area_stay_within_sixty_kilobytes_with_what_they_load(client, country, language):
    client.cookies["language"] = language
    pages = {"home": page(client, "home"), "list": page(client, "list"), "area": page(client, "area", country.area.key)}
    assert len(pages["list"].context["rows"]) == 15
    weights = {name: weight_of(shown) for name, shown in pages.items()}
    assert {name: weight for name, weight in weights.items() if weight > 61_440} == {}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_queries_however_many(client, rows, django_assert_num_queries):
    for number in range(rows):
        a_designation()
        an_applying_area(f"เมืองยื่น {number}")
    with django_assert_num_queries(LIST):
        shown = page(client, "list")
    assert len(shown.context["rows"]) == rows * 2


@pytest.mark.parametrize("rows", [1, 3])
def test_the_home_page_takes_the_same_queries_however_many(client, targets, rows, django_assert_num_queries):
    for number in range(rows):
        a_designation()
        an_applying_area(f"เมืองยื่น {number}")
    with django_assert_num_queries(HOME):
        shown = page(client, "home")
    assert len(shown.context["latest"]) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_an_area_takes_the_same_queries_however_much_is_known(client, rows, django_assert_num_queries):
    designation = a_documented_designation(rows)
    with django_assert_num_queries(AREA):
        shown = page(client, "area", designation.area.key)
    assert (len(shown.context["known"].promises), len(shown.context["claims"])) == (rows, rows)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_map_as_a_table_takes_the_same_queries_however_many(client, rows, django_assert_num_queries):
    for code in ("20", "21", "53")[:rows]:
        a_designation(area=an_area(f"เมือง {code}", [code]))
    with django_assert_num_queries(PROVINCES):
        shown = page(client, "provinces")
    assert len(shown.context["rows"]) == rows


LIST, HOME, AREA, PROVINCES = 5, 11, 13, 3
