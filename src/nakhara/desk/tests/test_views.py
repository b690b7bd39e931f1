"""The secretariat's list of cases: funnel, filters, pages, CSV; who comes to it, how much it asks of the database."""

import csv
import io
from datetime import datetime, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from nakhara.casefile.tests.factories import a_case
from nakhara.foundation.parties.tests.factories import a_body, a_member, a_sitter, acting, an_organisation, login
from nakhara.foundation.places.tests.factories import an_area
from nakhara.foundation.record import clock
from nakhara.stages.application.tests.factories import FILED, a_filing, a_secretary, an_accepted_filing
from nakhara.stages.designation.tests.factories import a_scored_filing
from nakhara.stages.plan.models import Plan
from nakhara.stages.review.tests.factories import a_sent_sheet, a_sheet

pytestmark = pytest.mark.django_db
DESK = "/desk/"


@pytest.fixture(autouse=True)
def _ten_days_after_the_filing(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: FILED + timedelta(days=10))


@pytest.fixture
def officer(client):
    return login(client, a_secretary().post)


def desk(client, **asked):
    answer = client.get(DESK, asked)
    assert answer.status_code == 200
    return answer


def text_of(answer) -> str:
    return unescape(answer.content.decode())


def plans_on(answer) -> list:
    return [row["plan"] for row in answer.context["rows"]]


def test_only_the_secretariat_comes_to_the_desk(client):
    posts = {
        "secretariat": a_secretary().post,
        "owner": a_member(),
        "committee": a_sitter(a_body("committee"), "chair"),
        "subcommittee": a_sitter(a_body("subcommittee")),
        "board": a_sitter(a_body("board")),
        "province": a_member(an_organisation("province", juristic_id=None)),
        "ministry": a_member(an_organisation("ministry", juristic_id=None)),
    }
    assert client.get(DESK).headers["Location"] == "/accounts/login/?next=/desk/"
    answers = {name: login(client, post).get(DESK).status_code for name, post in posts.items()}
    assert answers == {name: 200 if name == "secretariat" else 403 for name in posts}


def test_a_row_tells_step_holder_days_sheets_and_what_comes_next(officer):
    officer.cookies["language"] = "en"
    filing = an_accepted_filing(area=an_area("เมืองการเงิน", ["21", "20"], name_en="Finance city"))
    a_sheet(filing)
    a_sent_sheet(filing)
    answer = desk(officer)
    row = answer.context["rows"][0]
    told = {name: str(row[name]) for name in ("step", "holder", "days")}
    assert told == {"step": "Working groups", "holder": "Reviewers", "days": "10"}
    assert (row["act"].kind, row["act"].text, row["claimed"]) == (
        "wait",
        "Waiting for 1 score sheet",
        ["energy", "environment"],
    )
    assert [province.code for province in row["provinces"]] == ["21", "20"]
    path = reverse("casefile:path", args=[filing.application.plan.key])
    shown = text_of(answer)
    words = (path, "Finance city", "61-0001", "Rayong", "Chon Buri", "1 of 2")
    assert [one for one in words if one not in shown] == []


def test_the_funnel_counts_every_step_and_leads_to_it(officer):
    officer.cookies["language"] = "en"
    for step in ("filed", "filed", "returned", "listed", "designated", "withdrawn"):
        a_case(step)
    answer = desk(officer, step="filed")
    assert answer.context["open"] == 4
    shown = text_of(answer)
    addresses = [f"/desk/?step={step}" for step in ("draft", "filed", "returned", "listed", "designated")]
    assert [address for address in addresses if address not in shown] == []
    assert len(answer.context["rows"]) == 2
    assert '<option value="filed" selected>' in shown


def test_what_was_filed_last_comes_first_and_filters_are_kept_together(officer):
    thung = a_filing(area=an_area("ย่านเมืองเก่า", ["53"])).application.plan
    later = FILED + timedelta(days=1)
    finance = a_filing(area=an_area("เมืองการเงิน", ["20", "21"]), at=later).application.plan
    returned = a_case("returned")
    assert plans_on(desk(officer)) == [finance, returned, thung]
    asked = {
        "word": {"q": "เมืองเก่า"},
        "number": {"q": "๖๑-๐๐๐๒"},
        "step": {"step": "returned"},
        "province": {"province": "21"},
        "all": {"q": "เมือง", "step": "filed", "province": "53"},
        "nothing": {"q": "เมือง", "step": "listed"},
    }
    assert {name: plans_on(desk(officer, **query)) for name, query in asked.items()} == {
        "word": [thung],
        "number": [finance],
        "step": [returned],
        "province": [finance],
        "all": [thung],
        "nothing": [],
    }
    answer = desk(officer, **asked["all"])
    assert answer.context["kept"] == [("step", "filed"), ("province", "53")]
    assert ['value="เมือง"' in text_of(answer), '<option value="53" selected>' in text_of(answer)] == [True, True]


def test_the_secretariat_in_conflict_does_not_see_the_case(client):
    plan, other = a_case("filed"), a_case("filed")
    officer = a_secretary()
    a_member(plan.organisation, officer.person)
    answer = desk(login(client, officer.post))
    assert plans_on(answer) == [other]


# To take away.


def rows_in(answer) -> list[list[str]]:
    """The rows of a CSV file as a spreadsheet would read them."""
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_cases_found_are_taken_away_as_a_table_with_the_day_in_thailand(officer):
    early = datetime(2018, 11, 15, 3, 0, tzinfo=ZoneInfo("Asia/Bangkok"))
    owner = acting(a_member(an_organisation(name_th="เทศบาลเมืองทุ่งคราม")))
    a_filing(owner=owner, area=an_area("เมืองการเงิน", ["21", "20"]), at=early)
    returned = a_case("returned")
    answer = officer.get(DESK, {"format": "csv"})
    headers = {name: answer.headers[name] for name in ("Content-Type", "Content-Disposition")}
    assert headers == {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": 'attachment; filename="cases.csv"',
    }
    heading = ["number", "area", "owner", "provinces", "step", "claimed", "filed_at"]
    first = ["61-0001", "เมืองการเงิน", "เทศบาลเมืองทุ่งคราม", "ระยอง ชลบุรี", "filed", "energy environment", "2018-11-15"]
    second = [
        *("61-0002", returned.area.name_th, returned.organisation.name_th, "อุตรดิตถ์"),
        *("returned", "energy environment", "2018-11-14"),
    ]
    assert rows_in(answer) == [heading, first, second]
    assert rows_in(officer.get(DESK, {"format": "csv", "step": "returned"})) == [heading, second]


def test_a_formula_in_a_citys_name_reaches_no_spreadsheet(officer):
    a_filing(area=an_area('=HYPERLINK("http://evil.example")'))
    a_filing(area=an_area("＠SUM(A1)"))
    cells = [row[1] for row in rows_in(officer.get(DESK, {"format": "csv"}))[1:]]
    assert cells == ['\'=HYPERLINK("http://evil.example")', "'＠SUM(A1)"]


# How much it asks of the database.


def filed(rows: int) -> list[Plan]:
    """So many filed cases, the latest first."""
    return [a_scored_filing().application.plan for _row in range(rows)][::-1]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_takes_the_same_queries_however_many(officer, rows, django_assert_num_queries):
    filed(rows)
    with django_assert_num_queries(QUERIES):
        answer = desk(officer)
    assert len(answer.context["rows"]) == rows


def test_a_full_page_takes_as_many_queries_as_one_row_and_the_rest_stands_on_the_next(
    officer, django_assert_num_queries
):
    plans = filed(52)
    with django_assert_num_queries(QUERIES):
        first = desk(officer)
    second = desk(officer, page="2", q="เมือง")
    assert (plans_on(first), plans_on(second)) == (plans[:50], plans[50:])
    assert 'href="?q=%E0%B9%80%E0%B8%A1%E0%B8%B7%E0%B8%AD%E0%B8%87' in text_of(second)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_table_takes_the_same_queries_however_many(officer, rows, django_assert_num_queries):
    filed(rows)
    with django_assert_num_queries(TABLE):
        answer = officer.get(DESK, {"format": "csv"})
    assert len(rows_in(answer)) == rows + 1


QUERIES, TABLE = 14, 12
