"""Pages of a case: my work, the owner's workspace from the first draft to the reports, the path; whose they are."""

from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nakhara.casefile.tests.factories import DECIDED, a_case, a_designated_filing
from nakhara.foundation.parties.tests.factories import (
    a_body,
    a_member,
    a_person,
    a_sitter,
    acting,
    an_organisation,
    login,
)
from nakhara.foundation.places.tests.factories import an_area
from nakhara.foundation.record import clock
from nakhara.stages.application.tests.factories import a_round, a_secretary, an_assessed_plan
from nakhara.stages.designation.models import Designation
from nakhara.stages.investment_promotion.tests.factories import a_claim, privileges_for
from nakhara.stages.monitoring.tests.factories import a_report
from nakhara.stages.plan.tests.factories import a_plan, owner_of
from nakhara.stages.review.tests.factories import a_reviewed_filing

pytestmark = pytest.mark.django_db
MISSING = "2345678923456789"


@pytest.fixture(autouse=True)
def _on_the_day_after_the_decision(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: DECIDED + timedelta(days=1))


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies["language"] = "en"


def at(name: str, plan=None) -> str:
    return reverse(f"casefile:{name}", args=[plan.key] if plan else [])


def page(client, name: str, plan=None):
    answer = client.get(at(name, plan))
    assert answer.status_code == 200
    return answer


def text_of(answer) -> str:
    return unescape(answer.content.decode())


def owned(client, plan):
    """The plan's owner at the browser."""
    return login(client, owner_of(plan).post)


def steps_of(answer) -> dict[str, list[tuple]]:
    """The task list of a workspace: kind and status of each task, by the title of its step."""
    steps = answer.context["steps"]
    return {step["title"]: [(task["kind"], task["status"]) for task in step["tasks"]] for step in steps}


# My work.


def test_my_work_shows_each_task_with_its_address_and_its_state(client):
    plan = a_plan(area=an_area("เมืองทุ่งคราม", name_en="Thung Khram"))
    owned(client, plan)
    shown = text_of(page(client, "tasks"))
    words = ("เมืองทุ่งคราม", f'href="/work/{plan.key}/"', "The owner is writing", reverse("plan:start"))
    assert [one for one in words if one not in shown] == []


def test_my_work_says_so_when_nothing_waits_and_leads_a_newcomer_to_enrol(client):
    client.force_login(a_person(), backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = page(client, "tasks")
    assert answer.context["groups"] == []
    shown = text_of(answer)
    found = ["Nothing waits for you" in shown, reverse("enrolment:request") in shown, reverse("plan:start") in shown]
    assert found == [True, True, False]


def test_only_whoever_writes_for_a_juristic_person_is_led_to_begin_a_plan(client):
    members = {
        "editor": a_member(edits=True),
        "signer": a_member(signs=True),
        "office": a_member(an_organisation("ministry", juristic_id=None), edits=True),
        "sitter": a_sitter(a_body("committee")),
    }
    address = reverse("plan:start")
    found = {name: address in text_of(page(login(client, post), "tasks")) for name, post in members.items()}
    assert found == {"editor": True, "signer": False, "office": False, "sitter": False}


# The workspace.


def test_a_draft_shows_what_is_missing_and_that_it_cannot_be_filed_yet(client):
    plan = a_plan()
    shown = page(owned(client, plan), "workspace", plan)
    told = shown.context["verdict"]
    assert (told["kind"], told["title"], len(told["gaps"]) > 10) == ("bad", "Cannot be filed yet", True)
    steps = steps_of(shown)
    assert steps["Write the plan"][0] == ("ok", "Complete")
    assert {kind for kind, _status in steps["Prove the 5 preliminary conditions"]} == {"bad"}
    assert steps["File the application"] == [("todo", "Not begun"), ("lock", "Not possible yet")]
    assert "After filing" not in steps
    assert [reverse("plan:smarts", args=[plan.key]) in text_of(shown), "Draft" in text_of(shown)] == [True, True]


def test_a_complete_plan_is_ready_for_its_signer_and_waits_for_one_before_everybody_else(client):
    a_round()
    plan = an_assessed_plan(level=5)
    shown = page(owned(client, plan), "workspace", plan)
    told = shown.context["verdict"]
    assert (told["kind"], told["title"], told["gaps"]) == ("ok", "Ready to file", [])
    assert [note["text"] for note in told["notes"]] == [
        "The plan passes. If every Smart claimed had to reach 70: it passes."
    ]
    assert len(told["met"]) == 8
    steps = steps_of(shown)
    assert steps.pop("File the application") == [("todo", "Not begun"), ("todo", "Ready")]
    assert {kind for tasks in steps.values() for kind, _status in tasks} == {"ok"}
    editor = a_member(plan.organisation, edits=True)
    steps = steps_of(page(login(client, editor), "workspace", plan))
    assert steps["File the application"] == [("todo", "Not begun"), ("lock", "For a signer")]


def test_own_scores_below_the_mark_are_told_and_stop_nothing(client):
    a_round()
    plan = an_assessed_plan(level=3)
    shown = page(owned(client, plan), "workspace", plan)
    told = shown.context["verdict"]
    assert [note["text"] for note in told["notes"]] == [
        "The plan does not pass. If every Smart claimed had to reach 70: it does not pass."
    ]
    assert steps_of(shown)["File the application"][1] == ("todo", "Ready")


def test_a_returned_plan_shows_every_reason_of_the_return(client):
    plan = a_case("returned")
    told = page(owned(client, plan), "workspace", plan).context["verdict"]
    assert [(gap["label"], gap["why"]) for gap in told["gaps"][:1]] == [("Asked for correction", "ระบุแนวเขตให้ชัด")]
    plan = a_case("returned by the committee")
    told = page(owned(client, plan), "workspace", plan).context["verdict"]
    assert [(gap["why"], gap["provision"]) for gap in told["gaps"][:1]] == [("แก้แผนข้อ 2", "guideline-3/approval")]


@pytest.mark.parametrize(
    ("case", "told", "filed"),
    [
        ("filed", ("ok", "Filed and being considered", "Check completeness"), ("wait", "With: Secretariat")),
        ("reviewed", ("ok", "Filed and being considered", "The subcommittee decides"), ("wait", "With: Subcommittee")),
        ("declined", ("bad", "Not approved", "Start a new plan that follows this one"), ("ok", "Declined")),
        (
            "declined by the committee",
            ("bad", "Not approved", "Start a new plan that follows this one"),
            ("ok", "Declined"),
        ),
    ],
)
def test_a_filed_plan_shows_who_has_it_and_asks_for_nothing_more(client, case, told, filed):
    plan = a_case(case)
    shown = page(owned(client, plan), "workspace", plan)
    verdict = shown.context["verdict"]
    assert (verdict["kind"], verdict["title"], verdict["summary"], verdict["gaps"]) == (*told, [])
    steps = steps_of(shown)
    assert (steps["File the application"], steps["After filing"]) == ([("done", "Filed")], [filed])


def test_after_the_designation_an_owner_is_led_to_its_number_promotion_and_reports(client):
    filing = a_designated_filing()
    plan, designation = filing.application.plan, Designation.objects.get()
    owned(client, plan)
    shown = page(client, "workspace", plan)
    assert (shown.context["verdict"]["title"], str(shown.context["step"])) == (
        "Designated, number 001/2561",
        "Designated",
    )
    assert steps_of(shown)["After filing"] == [
        ("ok", "Designated"),
        ("done", "Issued"),
        ("todo", "Not begun"),
        ("todo", "Not due yet"),
    ]
    addresses = [task["url"] for task in shown.context["steps"][-1]["tasks"]]
    assert addresses == [
        f"/applications/{filing.key}/",
        f"/designations/{designation.key}/",
        f"/promotion/new/{designation.key}/",
        f"/monitoring/{designation.key}/",
    ]
    claim = a_claim(designation, at=DECIDED)
    assert steps_of(page(client, "workspace", plan))["After filing"][2] == ("wait", "With: Board of investment")
    privileges_for(claim, resolved_on=DECIDED.date(), at=DECIDED)
    assert steps_of(page(client, "workspace", plan))["After filing"][2] == ("ok", "Decided")


def test_a_report_that_is_late_is_told_until_it_comes(client, monkeypatch):
    filing = a_designated_filing()
    plan, designation = filing.application.plan, Designation.objects.get()
    owned(client, plan)
    late = DECIDED + timedelta(days=181)
    monkeypatch.setattr(clock, "now", lambda: late - timedelta(days=1))
    assert steps_of(page(client, "workspace", plan))["After filing"][3] == ("todo", "Not due yet")
    monkeypatch.setattr(clock, "now", lambda: late)
    assert steps_of(page(client, "workspace", plan))["After filing"][3] == ("bad", "Late")
    day = late.date()
    a_report(designation, period_from=DECIDED.date(), period_to=day, at=late)
    assert steps_of(page(client, "workspace", plan))["After filing"][3] == ("todo", "Not due yet")


# Whose pages they are.


@pytest.mark.parametrize("name", ["workspace", "path"])
def test_anothers_case_and_a_missing_one_answer_alike(client, name):
    plan, draft = a_case("filed"), a_plan()
    strangers = [a_member(), a_sitter(a_body("committee")), a_sitter(a_body("board")), a_member(draft.organisation)]
    missing = at(name, plan).replace(plan.key, MISSING)
    for stranger in strangers:
        login(client, stranger)
        assert [client.get(address).status_code for address in (at(name, plan), missing)] == [404, 404]
    login(client, a_secretary().post)
    assert [client.get(at(name, one)).status_code for one in (plan, draft)] == [200, 404]


def test_the_public_is_asked_to_sign_in(client):
    plan = a_plan()
    addresses = [at("tasks"), at("workspace", plan), at("path", plan)]
    where = [client.get(address).headers["Location"] for address in addresses]
    assert where == [f"/accounts/login/?next={address}" for address in addresses]


@pytest.mark.parametrize("overall", [3, 5])
def test_no_page_of_the_owner_tells_the_verdict_before_the_designation(client, overall):
    filing = a_reviewed_filing(overall=overall)
    plan = filing.application.plan
    owned(client, plan)
    for name in ("tasks", "workspace", "path"):
        shown = text_of(page(client, name, plan if name != "tasks" else None))
        hidden = ("Below the criteria", "Put on the subcommittee's agenda", "Review closed", "whole plan")
        assert [words for words in hidden if words in shown] == []
    login(client, a_secretary().post)
    assert "Review closed" in text_of(page(client, "path", plan))


def test_the_path_says_where_the_case_stands_and_whose_turn_it_is(client):
    plan = a_case("listed")
    told = page(owned(client, plan), "path", plan).context
    assert (str(told["step"]), str(told["holder"]), str(told["act"].text), told["plan"].chain.number) == (
        "Steering committee",
        "Steering committee",
        "Put on the committee's agenda",
        "61-0001",
    )
    assert [event.text for event in told["events"]] == ["Plan begun", "Filed, receipt 2561-0001", "Found complete"]


# How much they ask of the database.


@pytest.mark.parametrize("rows", [1, 3])
def test_my_work_takes_the_same_queries_however_many(client, rows, django_assert_num_queries):
    post = a_member()
    for _row in range(rows):
        a_plan(acting(post))
    login(client, post)
    with django_assert_num_queries(MY_WORK):
        answer = page(client, "tasks")
    assert len(answer.context["groups"][0]["tasks"]) == rows


@pytest.mark.parametrize("case", ["draft", "filed", "returned", "reviewed", "designated"])
def test_a_case_is_shown_in_at_most_thirty_queries(client, case):
    plan = a_case(case)
    owned(client, plan)
    for name in ("workspace", "path"):
        with CaptureQueriesContext(connection) as asked:
            page(client, name, plan)
        assert len(asked) <= 30, (name, len(asked))


MY_WORK = 7
