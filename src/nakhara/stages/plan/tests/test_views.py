"""Pages of the plan: list, start, overview, Smarts, sections, projects; without JavaScript, stale tabs included."""

import re

import pytest
from django.urls import reverse

from nakhara.foundation.parties.tests.factories import AT, a_member, login
from nakhara.foundation.places.tests.factories import a_province
from nakhara.look.tests.flat import flat
from nakhara.stages.plan.actions import freeze, save_texts
from nakhara.stages.plan.models import Indicator, Milestone, Money, Plan, Project, Text
from nakhara.stages.plan.queries import claimed, edition_of, texts_of
from nakhara.stages.plan.tests.factories import (
    a_complete_plan,
    a_milestone,
    a_plan,
    a_project,
    an_indicator,
    owner_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return a_plan()


@pytest.fixture
def owner(client, plan):
    return login(client, owner_of(plan).post)


def text_of(response) -> str:
    return flat(response.content.decode())


def hidden(response, name: str) -> str:
    return re.search(rf'name="{re.escape(name)}" value="([^"]*)"', text_of(response)).group(1)


def anonymous(response) -> str:
    """A page without the token that differs each time."""
    return re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]*', r"\1", text_of(response))


def section(plan, name: str) -> str:
    return reverse("plan:section", args=[plan.key, name])


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_for_one_plan_and_for_three(client, count, django_assert_num_queries):
    first = a_plan()
    for number in range(count - 1):
        a_plan(owner_of(first), name=f"เมืองที่ {number}")
    login(client, owner_of(first).post)
    with django_assert_num_queries(8):
        page = client.get(reverse("plan:list"))
    assert text_of(page).count("data-walk") == count


def test_the_list_shows_own_plans_only_and_finds_them_by_name(owner, plan):
    a_plan(name="เมืองของคนอื่น")
    a_plan(owner_of(plan), name="เมืองริมน้ำ")
    everything = text_of(owner.get(reverse("plan:list")))
    assert ("เมืองตัวอย่าง" in everything, "เมืองริมน้ำ" in everything, "คนอื่น" in everything) == (True, True, False)
    found = text_of(owner.get(reverse("plan:list"), {"q": "ริมน้ำ"}))
    assert found.count("data-walk") == 1


def test_a_plan_is_started_for_a_new_area_once_however_often_the_button_is_pressed(client):
    post = a_member()
    login(client, post)
    a_province("53")
    data = {"start": "new", "name_th": "เมืองใหม่", "name_en": "", "province_1": "53", "idempotency_key": "k"}
    answers = [client.post(reverse("plan:start"), data) for _ in range(2)]
    plan = Plan.objects.get()
    assert [one["Location"] for one in answers] == [reverse("plan:smarts", args=[plan.key])] * 2
    assert (plan.area.name_th, plan.organisation) == ("เมืองใหม่", post.organisation)


def test_a_plan_is_started_from_an_earlier_one(client):
    earlier = a_complete_plan()
    login(client, owner_of(earlier).post)
    data = {"start": "known", "area": earlier.area.key, "follows": earlier.key, "idempotency_key": "k"}
    assert client.post(reverse("plan:start"), data).status_code == 302
    plan = Plan.objects.latest("id")
    assert (plan.follows, texts_of(plan)) == (earlier, texts_of(earlier))


def test_a_viewer_starts_no_plan(client):
    a_province("53")
    login(client, a_member(clerks=True))
    data = {"start": "new", "name_th": "เมืองใหม่", "province_1": "53", "idempotency_key": "k"}
    assert client.post(reverse("plan:start"), data).status_code == 403
    assert not Plan.objects.exists()


def test_the_overview_shows_everything_that_the_plan_says(client, django_assert_max_num_queries):
    plan = a_complete_plan()
    login(client, owner_of(plan).post)
    with django_assert_max_num_queries(30):
        page = text_of(client.get(reverse("plan:plan", args=[plan.key])))
    for words in ("ข้อความตัวอย่างของ วิสัยทัศน์", "1,250.5 ตร.กม.", "โครงการ energy", "ติดตั้งสถานีวัดครบ", "3,000,000"):
        assert words in page, words


def test_another_owner_and_a_missing_plan_get_the_same_answer(client, plan):
    login(client, a_member())
    foreign = client.get(reverse("plan:plan", args=[plan.key]))
    missing = client.get(reverse("plan:plan", args=["2" * 16]))
    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert anonymous(foreign).replace(plan.key, "2" * 16) == anonymous(missing)


def test_dropping_environment_is_refused_on_the_page_with_its_clause(owner, plan):
    address = reverse("plan:smarts", args=[plan.key])
    page = owner.get(address)
    assert "criteria-2/environment" in text_of(page) or "เกณฑ์ข้อ 2" in text_of(page)
    data = {"dimensions": ["energy"], "version": hidden(page, "version"), "idempotency_key": "k"}
    refused = owner.post(address, data)
    assert refused.status_code == 422
    assert "สิ่งแวดล้อมอัจฉริยะ" in text_of(refused)
    assert claimed(plan) == ["energy", "environment"]


def test_smarts_are_chosen(owner, plan):
    address = reverse("plan:smarts", args=[plan.key])
    data = {"dimensions": ["living", "environment"], "version": plan.version, "idempotency_key": "k"}
    assert owner.post(address, data).status_code == 302
    assert claimed(Plan.objects.get()) == ["living", "environment"]


def test_every_section_of_the_form_is_a_page(owner, plan, django_assert_max_num_queries):
    for part in edition_of(plan).form:
        with django_assert_max_num_queries(30):
            page = owner.get(section(plan, part.id))
        assert (page.status_code, part.th in text_of(page)) == (200, True)
    assert owner.get(section(plan, "nothing")).status_code == 404


def test_a_section_is_saved_and_leads_on(owner, plan):
    page = owner.get(section(plan, "area"))
    fields = dict.fromkeys(("area/boundary", "area/population", "area/budget", "area/kind"), "")
    states = {f"{name}@": hidden(page, f"{name}@") for name in (*fields, "area/size")}
    data = {**fields, **states, "area/size": "๔๒.๖๐", "area/kind": "existing", "idempotency_key": "k", "next": "1"}
    answer = owner.post(section(plan, "area"), data)
    assert answer["Location"] == section(plan, "policy-frame")
    assert texts_of(plan) == {"area/size": "42.6", "area/kind": "existing"}


def test_a_number_that_is_none_is_told_at_its_field(owner, plan):
    page = owner.get(section(plan, "area"))
    names = ("area/boundary", "area/size", "area/population", "area/budget", "area/kind")
    data = {f"{name}@": hidden(page, f"{name}@") for name in names}
    answer = owner.post(section(plan, "area"), {**data, "area/size": "กว้าง", "idempotency_key": "k"})
    assert (answer.status_code, "กว้าง" in text_of(answer)) == (422, True)
    assert not Text.objects.exists()


def stale_section(owner, plan):
    """A tab opened before somebody else wrote the vision."""
    page = owner.get(section(plan, "vision"))
    states = {f"{name}@": hidden(page, f"{name}@") for name in ("vision/statement", "vision/aim")}
    save_texts(by=owner_of(plan), plan=plan, texts={"vision/statement": ("ของเพื่อน", 0)}, at=AT)
    return states


def test_a_stale_tab_is_told_and_keeps_both_texts(owner, plan):
    states = stale_section(owner, plan)
    mine = {"vision/statement": "ของฉัน", "vision/aim": "เป้าของฉัน", "idempotency_key": "k"}
    answer = owner.post(section(plan, "vision"), {**states, **mine})
    page = text_of(answer)
    assert answer.status_code == 409
    assert all(words in page for words in ("ของฉัน", "ของเพื่อน", "เป้าของฉัน"))
    assert texts_of(plan) == {"vision/statement": "ของเพื่อน"}
    again = {f"{name}@": hidden(answer, f"{name}@") for name in ("vision/statement", "vision/aim")}
    assert owner.post(section(plan, "vision"), {**again, **mine, "idempotency_key": "k2"}).status_code == 302
    assert texts_of(plan) == {"vision/statement": "ของฉัน", "vision/aim": "เป้าของฉัน"}


def test_two_people_in_different_fields_of_one_section_do_not_meet(owner, plan):
    states = stale_section(owner, plan)
    mine = {"vision/statement": "", "vision/aim": "เป้าของฉัน", "idempotency_key": "k"}
    assert owner.post(section(plan, "vision"), {**states, **mine}).status_code == 302
    assert texts_of(plan) == {"vision/statement": "ของเพื่อน", "vision/aim": "เป้าของฉัน"}


def project_data(**change) -> dict[str, str]:
    rows = [("๒๕๖๒", "งบของเทศบาล", "๑๘,๔๐๐,๐๐๐"), ("2563", "เงินอุดหนุน", "0.25"), ("", "", "")]
    money = {"money-TOTAL_FORMS": "3", "money-INITIAL_FORMS": "0"}
    for number, (year, source, baht) in enumerate(rows):
        names = {"fiscal_year": year, "source": source, "baht": baht}
        money |= {f"money-{number}-{name}": value for name, value in names.items()}
    values = {"dimension": "energy", "name": "ไฟถนน", "starts": "1 ธ.ค. 2561", "ends": "30/09/2563"}
    return {**values, **money, "version": "0", "idempotency_key": "k", **change}


def test_a_project_is_added_with_thai_digits_and_dates(owner, plan):
    answer = owner.post(reverse("plan:project-new", args=[plan.key]), project_data())
    assert answer["Location"] == reverse("plan:projects", args=[plan.key])
    project = Project.objects.get()
    assert (project.name, str(project.starts), str(project.ends)) == ("ไฟถนน", "2018-12-01", "2020-09-30")
    money = list(Money.objects.values_list("fiscal_year", "source", "baht"))
    assert [(year, source, str(baht)) for year, source, baht in money] == [
        (2562, "งบของเทศบาล", "18400000.00"),
        (2563, "เงินอุดหนุน", "0.25"),
    ]
    page = text_of(owner.get(reverse("plan:projects", args=[plan.key])))
    assert "18,400,000.25" in page


@pytest.mark.parametrize(
    "change",
    [
        {"money-0-baht": ""},
        {"money-0-fiscal_year": "2019"},
        {"money-1-fiscal_year": "2562", "money-1-source": "งบของเทศบาล"},
        {"starts": "31/02/2562"},
        {"ends": "1/1/2561"},
        {"dimension": "living"},
    ],
)
def test_a_project_that_cannot_be_keeps_what_was_typed(owner, plan, change):
    answer = owner.post(reverse("plan:project-new", args=[plan.key]), project_data(**change))
    assert (answer.status_code, "ไฟถนน" in text_of(answer)) == (422, True)
    assert not Project.objects.exists()


def test_a_project_is_changed_and_removed_without_javascript(owner, plan):
    project = a_project(plan)
    address = reverse("plan:project", args=[project.key])
    assert "งบของหน่วยงาน" in text_of(owner.get(address))
    assert owner.post(address, project_data(version="1", more="1"))["Location"] == address
    stale = owner.post(address, project_data(version="1", name="ชื่อเก่า", idempotency_key="k2"))
    assert (stale.status_code, "ชื่อเก่า" in text_of(stale), "ไฟถนน" in text_of(stale)) == (409, True, True)
    remove = reverse("plan:project-remove", args=[project.key])
    assert "ไฟถนน" in text_of(owner.get(remove))
    assert owner.post(remove, {"version": "2", "idempotency_key": "k3"}).status_code == 302
    assert not Project.objects.exists()


def test_milestones_and_indicators_are_added_changed_and_removed(owner, plan):
    project = a_project(plan)
    shared = {"dimension": "energy", "idempotency_key": "k"}
    milestone = {**shared, "name": "ติดไฟครบ", "due": "๓๑ พ.ค. ๒๕๖๒", "project": project.key, "version": "0"}
    indicator = {
        **shared,
        "name": "ค่าไฟ",
        "unit": "บาท",
        "baseline": "๑.๕",
        "target": "1",
        "rises": "no",
        "version": "0",
    }
    owner.post(reverse("plan:milestone-new", args=[plan.key]), milestone)
    owner.post(reverse("plan:indicator-new", args=[plan.key]), {**indicator, "idempotency_key": "k2"})
    due, measured = Milestone.objects.get(), Indicator.objects.get()
    assert (str(due.due), due.project) == ("2019-05-31", project)
    assert (str(measured.baseline), measured.rises) == ("1.5000", False)
    changes = {"version": "1", "name": "ใหม่"}
    owner.post(reverse("plan:milestone", args=[due.key]), {**milestone, **changes, "idempotency_key": "k3"})
    owner.post(reverse("plan:indicator", args=[measured.key]), {**indicator, **changes, "idempotency_key": "k4"})
    for kind, row in (("milestone", due), ("indicator", measured)):
        assert "ใหม่" in text_of(owner.get(reverse(f"plan:{kind}s", args=[plan.key])))
        remove = reverse(f"plan:{kind}-remove", args=[row.key])
        assert owner.post(remove, {"version": "2", "idempotency_key": f"r{kind}"}).status_code == 302
    assert (Milestone.objects.count(), Indicator.objects.count()) == (0, 0)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("page", "make", "queries"),
    [("projects", a_project, 9), ("milestones", a_milestone, 8), ("indicators", an_indicator, 8)],
)
def test_lists_of_the_plan_take_the_same_queries_for_one_row_and_three(
    owner, plan, count, page, make, queries, django_assert_num_queries
):
    for _ in range(count):
        make(plan)
    with django_assert_num_queries(queries):
        found = text_of(owner.get(reverse(f"plan:{page}", args=[plan.key])))
    assert found.count("data-walk") == count


def test_a_frozen_plan_says_why_it_cannot_be_written(owner, plan):
    page = owner.get(section(plan, "vision"))
    states = {f"{name}@": hidden(page, f"{name}@") for name in ("vision/statement", "vision/aim")}
    freeze(by=owner_of(plan), plan=plan, at=AT)
    late = owner.post(section(plan, "vision"), {**states, "vision/statement": "ช้าไป", "idempotency_key": "k"})
    assert (late.status_code, "ช้าไป" in text_of(late)) == (422, True)
    assert "<button" not in text_of(owner.get(section(plan, "vision"))).partition("<main")[2]


def test_the_pages_are_written_in_english_too(owner, plan):
    a_project(plan)
    owner.cookies["language"] = "en"
    for name in ("plan", "projects", "milestones", "indicators", "smarts"):
        page = text_of(owner.get(reverse(f"plan:{name}", args=[plan.key])))
        assert '<html lang="en"' in page
