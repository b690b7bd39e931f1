"""Open data: what each set holds, as CSV and JSON; nothing in a cell is taken for a formula."""

import csv
import io
import json
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override

from nakhara.foundation.parties.tests.factories import AT, an_organisation
from nakhara.foundation.places.tests.factories import a_province, an_area
from nakhara.foundation.record import clock
from nakhara.registry.formats import as_csv, as_json
from nakhara.registry.queries.datasets import DATASETS
from nakhara.registry.tests.factories import a_documented_designation, an_applying_area
from nakhara.rulebook.loading import edition
from nakhara.stages.designation.models import Act, Designation
from nakhara.stages.designation.tests.factories import a_designation, a_listed_filing, an_owner_of
from nakhara.stages.designation.tests.test_actions import sit
from nakhara.stages.monitoring.actions import keep_promise
from nakhara.stages.monitoring.models import Promise
from nakhara.stages.monitoring.tests.factories import REPORTED

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=20)


@pytest.fixture(autouse=True)
def _some_days_later(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: LATER)


def rows_in(answer) -> list[list[str]]:
    """The rows of a CSV file as a spreadsheet would read them, headings first."""
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def taken(client, name: str, form: str):
    """A set as the page gives it."""
    return client.get(reverse("registry:dataset", args=[name, form]))


# The sets.


def test_designations_are_told_with_what_they_are_now_latest_first():
    owner = an_organisation(name_th="เทศบาลเมืองทุ่งคราม")
    first = a_designation(area=an_area("เมืองทุ่งคราม", ["21", "20"], name_en="Thung Khram"), organisation=owner)
    Act.objects.create(designation=first, kind="suspended", at=LATER, reason="ไม่รายงาน")
    sit([a_listed_filing(area=an_area("เมืองลับ", name_en=""))], ["approve"])
    second = Designation.objects.latest("id")
    common = {"designated_on": "2018-11-13", "zone_since": "2018-11-13", "dimensions": ["living", "environment"]}
    assert list(DATASETS["designations"].rows()) == [
        {
            "number": "002/2561",
            "standing": "in-force",
            "area": "เมืองลับ",
            "area_en": "",
            "area_key": second.area.key,
            "provinces": ["53"],
            "owner": second.filing.application.plan.organisation.name_th,
            "resolution": "1/2561",
            **common,
        },
        {
            "number": "001/2561",
            "standing": "suspended",
            "area": "เมืองทุ่งคราม",
            "area_en": "Thung Khram",
            "area_key": first.area.key,
            "provinces": ["21", "20"],
            "owner": "เทศบาลเมืองทุ่งคราม",
            "resolution": "",
            **common,
        },
    ]


def test_scores_are_those_of_designated_areas_alone_exact_and_cut():
    an_applying_area(overall="99", environment="99", living="99")
    a_designation({"overall": "82.5", "environment": "84", "living": "69.996", "people": "70"})
    assert list(DATASETS["scores"].rows()) == [
        {"number": "001/2561", "part": part, "percent": percent, "display": display, "required": required, "met": met}
        for part, percent, display, required, met in (
            ("living", "17499/250", "69.99", "70", False),
            ("people", "70", "70", "70", True),
            ("environment", "84", "84", "70", True),
            ("overall", "165/2", "82.5", "80", True),
        )
    ]


def test_provinces_are_told_with_what_stands_and_what_applies_in_each():
    a_designation(area=an_area("ก", ["20", "21"]))
    an_applying_area("ข", ("20",))
    a_province("53")
    assert list(DATASETS["provinces"].rows()) == [
        {"code": code, "iso": f"TH-{code}", "name": th, "name_en": en, "designated": designated, "applying": applying}
        for code, th, en, designated, applying in (
            ("20", "ชลบุรี", "Chon Buri", 1, 1),
            ("21", "ระยอง", "Rayong", 1, 0),
            ("53", "อุตรดิตถ์", "Uttaradit", 0, 0),
        )
    ]


def test_promises_and_reports_are_told_by_number_and_day():
    designation = a_documented_designation(2)
    kept = Promise.objects.earliest("due")
    keep_promise(by=an_owner_of(designation), promise=kept, kept_on=date(2018, 12, 30), at=REPORTED)
    assert list(DATASETS["promises"].rows()) == [
        {"number": "001/2561", "dimension": "living", "promise": name, "due": due, "kept_on": kept_on}
        for name, due, kept_on in (("สัญญาข้อ 1", "2019-01-01", "2018-12-30"), ("สัญญาข้อ 2", "2019-01-02", ""))
    ]
    reported = REPORTED.date().isoformat()
    assert list(DATASETS["reports"].rows()) == [
        {
            "number": "001/2561",
            "report": number,
            "period_from": day,
            "period_to": day,
            "percent": number * 10,
            "reported_on": reported,
        }
        for number, day in ((1, "2018-11-13"), (2, "2018-11-14"))
    ]


def test_the_law_is_told_whole_with_its_dated_values_and_whose_it_is():
    rows = {row["id"]: row for row in DATASETS["provisions"].rows()}
    assert list(rows) == list(edition().provisions)
    assert {id: row["official"] for id, row in rows.items()} == {
        id: one.official for id, one in edition().provisions.items()
    }
    assert rows["term/report"] == {
        "id": "term/report",
        "kind": "rule",
        "official": False,
        "th": "เจ้าของพื้นที่รายงานความก้าวหน้าอย่างน้อยทุก ๑๘๐ วันหลังประกาศเป็นเมืองอัจฉริยะ",
        "en": "the owner reports progress at least every 180 days after the designation",
        "source": "project",
        "values": [{"from": "2018-09-27", "value": "180", "source": "project"}],
    }


@pytest.mark.parametrize("name", DATASETS)
def test_every_set_has_just_the_columns_that_it_names(name):
    a_documented_designation(1)
    a_province("53")
    rows = list(DATASETS[name].rows())
    assert rows
    assert {tuple(row) for row in rows} == {DATASETS[name].columns}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"),
    [("designations", 3), ("scores", 2), ("provinces", 3), ("promises", 1), ("reports", 1), ("provisions", 0)],
)
def test_a_set_is_read_in_the_same_queries_however_many(name, queries, rows, django_assert_num_queries):
    for _row in range(rows):
        a_documented_designation(rows)
    with django_assert_num_queries(queries):
        list(DATASETS[name].rows())


# The forms.


@pytest.mark.parametrize("name", DATASETS)
def test_every_set_is_taken_away_as_csv_and_as_json_with_the_same_rows(client, name):
    a_documented_designation(1)
    a_province("53")
    table, told = taken(client, name, "csv"), taken(client, name, "json")
    data = json.loads(told.content)
    with override("th"):
        method = str(DATASETS[name].method)
    about = {key: data[key] for key in ("name", "as_of", "method", "licence")}
    assert about == {"name": name, "as_of": "2018-12-03T09:00:00+07:00", "method": method, "licence": "CC-BY-4.0"}
    heading, *rows = rows_in(table)
    assert heading == list(DATASETS[name].columns)
    assert len(rows) == len(data["rows"]) > 0
    assert [row[0] for row in rows] == [str(row[heading[0]]) for row in data["rows"]]
    assert told.headers["Content-Type"] == "application/json; charset=utf-8"
    headers = {key: table.headers[key] for key in ("Content-Type", "Content-Disposition", "X-As-Of")}
    assert headers == {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": f'attachment; filename="{name}-2018-12-03.csv"',
        "X-As-Of": "2018-12-03T09:00:00+07:00",
    }
    assert table.content.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_a_cell_that_a_spreadsheet_would_take_for_a_formula_is_made_inert(begin):
    cell = f'{begin}HYPERLINK("http://evil.example","x")'
    rows = [{"a": cell, "b": [cell, "x"]}]
    assert rows_in(as_csv("x", ("a", "b"), rows, AT))[1] == ["'" + cell, f"'{cell} x"]
    assert json.loads(as_json("x", "", rows, AT).content)["rows"] == rows


def test_cells_that_are_no_formula_stay_as_they_are():
    rows = [{"a": True, "b": False, "c": None, "d": -5, "e": ["20", "21"], "f": "ก=1", "g": ""}]
    assert rows_in(as_csv("x", "abcdefgh", rows, AT))[1] == ["true", "false", "", "-5", "20 21", "ก=1", "", ""]


def test_a_formula_in_a_citys_name_reaches_no_spreadsheet(client):
    a_designation(area=an_area("=1+1", name_en="@SUM(A1)"))
    row = rows_in(taken(client, "designations", "csv"))[1]
    assert row[2:4] == ["'=1+1", "'@SUM(A1)"]
    assert json.loads(taken(client, "designations", "json").content)["rows"][0]["area"] == "=1+1"


def test_the_dated_values_of_the_law_stand_in_one_cell_as_json(client):
    cells = {row[0]: row[6] for row in rows_in(taken(client, "provisions", "csv"))[1:]}
    assert json.loads(cells["term/report"]) == {"from": "2018-09-27", "value": "180", "source": "project"}
    assert {id for id, cell in cells.items() if not cell} == {
        one.id for one in edition().provisions.values() if not one.values
    }


def test_an_unknown_set_or_form_is_not_found(client):
    addresses = ["/data/nothing.csv", "/data/designations.xlsx", "/data/designations."]
    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]


def test_the_page_of_open_data_leads_to_every_set_in_both_forms(client):
    page = client.get(reverse("registry:data")).content.decode()
    addresses = [reverse("registry:dataset", args=[name, form]) for name in DATASETS for form in ("csv", "json")]
    assert [address for address in addresses if f'href="{address}"' not in page] == []
