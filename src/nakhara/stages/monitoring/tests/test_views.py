"""Pages of monitoring: who is on time, promises and reports that everybody reads, the owner's two forms."""

from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from nakhara.foundation.parties.tests.factories import a_body, a_member, a_sitter, login
from nakhara.foundation.places.tests.factories import an_area
from nakhara.foundation.record import clock
from nakhara.look.tests.flat import flat
from nakhara.stages.application.tests.factories import a_secretary
from nakhara.stages.designation.tests.factories import a_designation, an_owner_of
from nakhara.stages.monitoring.models import Promise, Report
from nakhara.stages.monitoring.tests.factories import BUSES, REPORTED, a_report, a_watched_designation

pytestmark = pytest.mark.django_db
REPORT = {
    "period_from": "๑๓/๑๑/๒๕๖๑",
    "period_to": "31/1/2562",
    "percent": "๒๐",
    "text": "ติดตั้งเซนเซอร์แล้ว 12 จุด",
}


@pytest.fixture(autouse=True)
def _a_hundred_days_later(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: REPORTED)


@pytest.fixture
def designation():
    return a_watched_designation(area=an_area("เมืองทุ่งคราม", name_en="Thung Khram"))


@pytest.fixture
def owner(client, designation):
    return login(client, an_owner_of(designation).post)


def at(name: str, *things) -> str:
    return reverse(f"monitoring:{name}", args=[thing.key for thing in things])


def text_of(answer) -> str:
    return unescape(answer.content.decode())


def post(client, address: str, key: str = "k", **values):
    return client.post(address, {"idempotency_key": key, **values})


def test_everybody_reads_what_was_promised_what_is_late_and_what_was_reported(client, designation):
    report = a_report(designation)
    page = client.get(at("designation", designation))
    told = {name: page.context[name] for name in ("name", "kept", "reports", "due", "may_keep", "may_report")}
    assert told == {
        "name": "เมืองทุ่งคราม",
        "kept": 0,
        "reports": [report],
        "due": date(2019, 7, 30),
        "may_keep": False,
        "may_report": False,
    }
    assert [row.state for row in page.context["promises"]] == ["late", "late", "due"]
    assert [words in text_of(page) for words in (BUSES, report.text, "001/2561")] == [True] * 3
    assert [at("keep", row.promise) in text_of(page) for row in page.context["promises"]] == [False] * 3


def test_a_term_of_the_projects_own_is_marked_as_such_beside_the_law(client, designation):
    markup = flat(text_of(client.get(at("designation", designation))))
    assert 'href="/law/term/report/" class="clause own"' in markup
    assert 'href="/law/criteria-1.5/" class="clause"' in markup


def test_a_page_without_promises_and_reports_says_so(client):
    page = client.get(at("designation", a_designation()))
    assert (page.context["promises"], page.context["reports"], page.context["kept"]) == ([], [], 0)


def test_an_owner_marks_a_promise_as_kept_and_two_clicks_mark_it_once(owner, designation):
    promise = Promise.objects.get(name=BUSES)
    page = owner.get(at("designation", designation))
    assert at("keep", promise) in text_of(page)
    assert BUSES in text_of(owner.get(at("keep", promise)))
    answers = [post(owner, at("keep", promise), kept_on="๑/๒/๒๕๖๒") for _click in range(2)]
    there = at("designation", designation)
    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [(302, there)] * 2
    page = owner.get(there)
    assert [(row.promise.name, row.state) for row in page.context["promises"]][1] == (BUSES, "kept-late")
    assert (page.context["kept"], at("keep", promise) in text_of(page)) == (1, False)


def test_a_promise_kept_tomorrow_or_twice_is_refused(owner, designation):
    promise = Promise.objects.get(name=BUSES)
    late = post(owner, at("keep", promise), kept_on="22/2/2562")
    assert (late.status_code, list(late.context["form"].errors)) == (422, ["kept_on"])
    post(owner, at("keep", promise), "kept", kept_on="21/2/2562")
    again = post(owner, at("keep", promise), "again", kept_on="1/2/2562")
    assert (again.status_code, list(again.context["form"].errors)) == (422, ["__all__"])
    assert Promise.objects.get(name=BUSES).kept_on == date(2019, 2, 21)


def test_an_owner_reports_in_thai_digits_and_two_clicks_report_once(owner, designation):
    assert at("report", designation) in text_of(owner.get(at("designation", designation)))
    answers = [post(owner, at("report", designation), **REPORT) for _click in range(2)]
    there = at("designation", designation)
    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [(302, there)] * 2
    row = Report.objects.get()
    assert (row.sequence, row.period_from, row.period_to, row.percent, row.text, row.reported_at) == (
        1,
        date(2018, 11, 13),
        date(2019, 1, 31),
        20,
        "ติดตั้งเซนเซอร์แล้ว 12 จุด",
        REPORTED,
    )


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"percent": "101"}, "percent"),
        ({"percent": "-1"}, "percent"),
        ({"percent": "ครึ่งหนึ่ง"}, "percent"),
        ({"period_to": "22/2/2562"}, "period_to"),
        ({"period_from": "1/2/2562"}, "period_to"),
        ({"period_from": "30/2/2562"}, "period_from"),
        ({"text": "  "}, "text"),
    ],
)
def test_a_report_that_cannot_be_is_told_at_its_field_and_keeps_the_text(owner, designation, wrong, field):
    answer = post(owner, at("report", designation), **(REPORT | wrong))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert answer.context["form"]["period_to"].value() == (REPORT | wrong)["period_to"]
    assert not Report.objects.exists()


def test_whoever_does_not_write_the_plan_has_neither_form(client, designation):
    posts = {
        "signer": an_owner_of(designation, signs=True).post,
        "other owner": an_owner_of(a_designation()).post,
        "secretariat": a_secretary().post,
        "committee": a_sitter(a_body("committee")),
    }
    addresses = [at("keep", Promise.objects.get(name=BUSES)), at("report", designation)]
    answers = {
        name: [login(client, one).get(address).status_code for address in addresses] for name, one in posts.items()
    }
    assert answers == {name: [403, 403] for name in posts}


def test_what_does_not_exist_is_not_found(owner):
    addresses = ["/monitoring/2345678923456789/", "/monitoring/promises/2345678923456789/"]
    assert [owner.get(address).status_code for address in addresses] == [404, 404]


def test_the_list_and_the_forms_ask_the_public_to_sign_in(client, designation):
    addresses = [at("list"), at("keep", Promise.objects.get(name=BUSES)), at("report", designation)]
    where = [client.get(address).headers["Location"] for address in addresses]
    assert where == [f"/accounts/login/?next={address}" for address in addresses]


def test_the_list_shows_an_owner_its_own_and_the_secretariat_all(client, designation):
    other = a_designation()
    a_report(designation)
    own = login(client, an_owner_of(designation).post).get(at("list"))
    assert list(own.context["page"]) == [designation]
    assert ["0 / 3" in text_of(own), "20%" in text_of(own)] == [True, True]
    login(client, a_secretary().post)
    pages = [client.get(at("list"), query) for query in ({}, {"q": "ทุ่งคราม"}, {"q": "ไม่มีคำนี้"})]
    assert [list(page.context["page"]) for page in pages] == [[other, designation], [designation], []]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_queries_however_many(client, rows, django_assert_num_queries):
    for _row in range(rows):
        a_report(a_watched_designation())
    login(client, a_secretary().post)
    with django_assert_num_queries(LIST):
        page = client.get(at("list"))
    assert len(page.context["page"].object_list) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_a_designation_takes_the_same_queries_however_many(client, rows, django_assert_num_queries):
    designation = a_watched_designation(milestones=tuple((f"สัญญา {n}", date(2019, 1, n)) for n in range(1, rows + 1)))
    for month in range(1, rows + 1):
        a_report(designation, period_from=date(2018, 11, month), period_to=date(2018, 11, month))
    login(client, a_member())
    with django_assert_num_queries(DETAIL):
        page = client.get(at("designation", designation))
    assert (len(page.context["promises"]), len(page.context["reports"])) == (rows, rows)


LIST, DETAIL = 8, 10
