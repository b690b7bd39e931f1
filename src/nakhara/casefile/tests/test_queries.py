"""A case read off its chain: its step, what it waits for, its path as each reader may see it, tasks for each role."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from nakhara.casefile.queries.path import Happening, path_of
from nakhara.casefile.queries.steps import (
    HOLDERS,
    STEPS,
    WAITS,
    Act,
    Chain,
    act_told,
    case_of,
    next_act,
    parts_of,
    with_chains,
    with_steps,
)
from nakhara.casefile.queries.tasks import Task, tasks_of
from nakhara.casefile.tests.factories import DECIDED, a_case, a_designated_filing
from nakhara.circulars.actions import cancel_letter, receive_letter
from nakhara.circulars.tests.factories import a_dispatch, an_office
from nakhara.foundation.enrolment.tests.factories import an_enrolment
from nakhara.foundation.parties.actor import PUBLIC, Actor
from nakhara.foundation.parties.models import Body
from nakhara.foundation.parties.tests.factories import AT, a_member, a_person, acting, an_organisation
from nakhara.foundation.places.tests.factories import a_province, an_area
from nakhara.meetings.actions import open_meeting
from nakhara.meetings.tests.factories import a_meeting, a_served_body
from nakhara.programme.tests.factories import a_governor, an_answer, the_targets
from nakhara.stages.application.models import Filing
from nakhara.stages.application.tests.factories import (
    CHECKED,
    FILED,
    a_filing,
    a_returned_filing,
    a_secretary,
    an_accepted_filing,
)
from nakhara.stages.designation.models import Designation
from nakhara.stages.investment_promotion.tests.factories import (
    CLAIMED,
    RESOLVED,
    a_board_officer,
    a_claim,
    a_decided_claim,
    privileges_for,
)
from nakhara.stages.monitoring.tests.factories import REPORTED, a_report
from nakhara.stages.plan.models import Plan
from nakhara.stages.plan.tests.factories import a_plan, owner_of
from nakhara.stages.review.tests.factories import (
    ASSIGNED,
    CLOSED,
    SITTING,
    a_panel_member,
    a_reviewed_filing,
    a_scored_filing,
    a_sent_sheet,
    a_sheet,
    a_working_group,
)

pytestmark = pytest.mark.django_db
ENDS = {
    "returned by the subcommittee": "returned",
    "returned by the committee": "returned",
    "declined by the committee": "declined",
    "postponed by the committee": "listed",
}


# The step of a case.


@pytest.mark.parametrize(("case", "step"), [*((step, step) for step in STEPS), *ENDS.items()])
def test_a_case_stands_where_the_last_record_of_its_chain_says(case, step):
    plan = a_case(case)
    assert with_steps(Plan.objects.all()).get().step == step
    assert case_of(plan).step == step


def test_the_steps_of_many_cases_are_read_in_one_query_and_say_what_each_waits_for(django_assert_num_queries):
    made = {a_case(step).pk: step for step in STEPS}
    with django_assert_num_queries(1):
        found = list(with_steps(Plan.objects.order_by("pk")))
    assert {plan.pk: plan.step for plan in found} == made
    with override("en"):
        acts = {plan.step: next_act(plan) for plan in with_chains(found)}
        told = {step: (act.kind, str(act.text)) for step, act in acts.items()}
    assert told == {
        "draft": ("todo", "The owner is writing"),
        "filed": ("wait", "Check completeness"),
        "returned": ("todo", "The owner is correcting"),
        "accepted": ("wait", "Assign reviewers"),
        "review": ("wait", "Waiting for 1 score sheet"),
        "reviewed": ("ok", "Put on the subcommittee's agenda"),
        "listed": ("ok", "Put on the committee's agenda"),
        "designated": ("done", "Number issued"),
        "declined": ("bad", "Not approved"),
        "withdrawn": ("todo", "Withdrawn by the owner"),
    }


def test_a_case_that_is_filed_again_stands_by_its_newest_filing():
    plan = a_case("returned by the subcommittee")
    again = a_filing(plan, at=DECIDED)
    row = with_steps(Plan.objects.all()).get()
    assert (row.step, row.filing_id, row.filed_at) == ("filed", again.pk, DECIDED)


def test_an_application_after_a_withdrawn_one_begins_anew():
    plan = a_case("withdrawn")
    again = a_filing(plan, at=DECIDED)
    assert again.application.attempt == 2
    assert case_of(plan).step == "filed"


def test_whoever_was_asked_and_withdrawn_is_not_counted():
    plan = a_case("review")
    sheet = a_sheet(Filing.objects.get())
    assert case_of(plan).chain == Chain("61-0001", assigned=2, sent=0)
    sheet.withdrawn_at = DECIDED
    sheet.save()
    assert case_of(plan).chain == Chain("61-0001", assigned=1, sent=0)


def test_a_chain_tells_number_sheets_verdict_and_designation():
    steps = ("draft", "filed", "review", "reviewed", "designated")
    plans = [a_case(step) for step in steps]
    rows = {plan.pk: plan for plan in with_chains(with_steps(Plan.objects.all()))}
    assert [rows[plan.pk].chain for plan in plans] == [
        Chain(),
        Chain("61-0001"),
        Chain("61-0002", assigned=1, sent=0),
        Chain("61-0003", assigned=3, sent=3, verdict="pass"),
        Chain("61-0004", assigned=3, sent=3, verdict="pass", designation_number="001/2561"),
    ]
    assert [case_of(plan).chain for plan in plans] == [rows[plan.pk].chain for plan in plans]


@pytest.mark.parametrize("rows", [1, 3])
def test_chains_and_parts_are_read_in_the_same_queries_however_many(rows, django_assert_num_queries):
    for _row in range(rows):
        a_case("review")
    with django_assert_num_queries(4):
        plans = with_chains(with_steps(Plan.objects.all()))
        parts = parts_of(plans)
    assert len(plans) == len(parts) == rows


def test_a_case_has_the_provinces_of_its_area_and_its_smarts_in_the_order_of_the_law():
    plan = a_plan(area=an_area("เมืองการเงิน", ["21", "20"]), dimensions=("environment", "living", "energy"))
    parts = parts_of([plan])[plan.pk]
    assert ([one.code for one in parts["provinces"]], parts["claimed"]) == (
        ["21", "20"],
        ["living", "energy", "environment"],
    )


def test_every_step_has_a_name_what_it_waits_for_and_somebody_who_has_it_until_it_ends():
    ended = {"designated", "declined", "withdrawn"}
    assert set(WAITS) | {"review"} == set(STEPS)
    assert set(STEPS) - set(HOLDERS) == ended


def test_a_review_waits_for_its_sheets_then_for_its_close_and_a_low_one_for_the_subcommittee():
    filing = an_accepted_filing()
    a_sheet(filing)
    a_sent_sheet(filing)
    with override("en"):
        told = [
            next_act(case_of(one.application.plan)) for one in (filing, a_scored_filing(), a_reviewed_filing(overall=3))
        ]
    assert told == [
        Act("wait", "Waiting for 1 score sheet"),
        Act("ok", "Every score is in: close the review"),
        Act("bad", "Below the criteria: the subcommittee decides"),
    ]


@pytest.mark.parametrize("overall", [3, 5])
def test_an_owner_is_not_told_the_verdict_by_what_the_case_waits_for(overall):
    plan = case_of(a_reviewed_filing(overall=overall).application.plan)
    secretary = a_secretary()
    with override("en"):
        assert act_told(plan, owner_of(plan)) == Act("wait", "The subcommittee decides")
        assert act_told(plan, secretary) == next_act(plan) != act_told(plan, owner_of(plan))
        told = [task for group in tasks_of(owner_of(plan), DECIDED) for task in group["tasks"]]
    assert [(task.kind, task.status) for task in told] == [("wait", "The subcommittee decides")]


# The path.


def path_in_english(plan, actor) -> list[tuple]:
    """When and what, as a reader sees it."""
    with override("en"):
        return [(happening.at, happening.text) for happening in path_of(case_of(plan), actor)]


def test_the_secretariat_reads_the_whole_path_and_the_owner_nothing_of_verdicts_and_sittings():
    filing = a_designated_filing()
    plan, designation = filing.application.plan, Designation.objects.get()
    claim = a_claim(designation, at=DECIDED + timedelta(days=1))
    resolved = DECIDED + timedelta(days=2)
    privileges_for(claim, granted=False, resolved_on=resolved.date(), at=resolved)
    a_report(designation)
    body = Body.objects.get(kind="subcommittee")
    own = [
        (AT, "Plan begun"),
        (FILED, "Filed, receipt 2561-0001"),
        (CHECKED, "Found complete"),
        (DECIDED, "Designated, number 001/2561"),
        (DECIDED + timedelta(days=1), "Investment promotion claimed, receipt IP-2561-0001"),
        (resolved, "Privileges not granted"),
        (REPORTED, "Progress report 1: 20 percent"),
    ]
    judged = [
        (CLOSED, "Review closed, whole plan 100"),
        (SITTING, "Put on the subcommittee's list"),
        (AT, f"On the agenda of {body.name_th}, meeting 1"),
    ]
    assert path_in_english(plan, owner_of(plan)) == own
    assert path_in_english(plan, a_secretary()) == sorted([*own, *judged], key=lambda one: one[0])


@pytest.mark.parametrize(
    ("case", "told"),
    [
        ("returned", ["Filed, receipt 2561-0001", "Returned for correction"]),
        ("withdrawn", ["Filed, receipt 2561-0001", "Withdrawn"]),
        ("returned by the subcommittee", ["Filed, receipt 2561-0001", "Found complete", "Returned for correction"]),
        ("declined", ["Filed, receipt 2561-0001", "Found complete"]),
    ],
)
def test_an_owner_reads_how_its_filing_was_answered(case, told):
    plan = a_case(case)
    assert [text for _at, text in path_in_english(plan, owner_of(plan))] == ["Plan begun", *told]


def test_every_filing_of_a_case_stands_on_its_path_with_its_address():
    first = a_returned_filing()
    plan = first.application.plan
    second = a_filing(plan, at=DECIDED)
    with override("en"):
        assert path_of(case_of(plan), owner_of(plan)) == [
            Happening(AT, "Plan begun", f"/plans/{plan.key}/"),
            Happening(FILED, "Filed, receipt 2561-0001", f"/applications/{first.key}/"),
            Happening(CHECKED, "Returned for correction"),
            Happening(DECIDED, "Filed, receipt 2561-0002", f"/applications/{second.key}/"),
        ]


def test_whoever_sees_no_filing_reads_only_that_the_plan_was_begun():
    plan = a_case("reviewed")
    for actor in (acting(a_member()), a_board_officer(), PUBLIC):
        assert path_in_english(plan, actor) == [(AT, "Plan begun")]


def read_already(actor):
    """An actor whose post is at hand with its body, as a request has it."""
    assert actor.standing
    return actor


@pytest.mark.parametrize("filings", [1, 3])
def test_a_path_is_read_in_the_same_queries_however_many_filings(filings, django_assert_num_queries):
    plan = a_case("returned")
    for number in range(1, filings):
        a_returned_filing(plan, at=DECIDED + timedelta(days=number))
    secretary = read_already(a_secretary())
    case = case_of(plan)
    with django_assert_num_queries(7):
        told = path_of(case, secretary)
    assert len(told) == 1 + 2 * filings


# Tasks for each role.


def todo(actor, at=DECIDED) -> dict[str, list[Task]]:
    """An actor's tasks in English, by the title of their group."""
    with override("en"):
        return {group["title"]: group["tasks"] for group in tasks_of(actor, at)}


def test_an_owner_has_its_plans_each_at_its_step():
    owner = acting(a_member())
    filed = a_filing(owner=owner).application.plan
    draft = a_plan(owner, at=AT + timedelta(days=1))
    a_case("filed")
    assert todo(owner) == {
        "Plans": [
            Task(draft.area.name_th, f"/work/{draft.key}/", "Draft", "todo", "The owner is writing"),
            Task(filed.area.name_th, f"/work/{filed.key}/", "Completeness check", "wait", "Check completeness"),
        ]
    }
    assert todo(acting(a_member())) == {}


def test_the_secretariat_has_what_waits_for_it_the_longest_waiting_first():
    cases = {step: a_case(step) for step in STEPS}
    enrolment = an_enrolment()
    a_working_group()
    secretary = a_secretary()
    filings = {step: case_of(plan).filing_id for step, plan in cases.items()}
    keys = {step: Filing.objects.get(pk=pk).key for step, pk in filings.items() if pk}
    told = todo(secretary)
    assert told["Enrolments to check"] == [
        Task(enrolment.name_th, f"/enrol/{enrolment.key}/", "อต ๕๒๐๐๑/๑๒", "wait", "Check the letter")
    ]
    assert told["Cases that wait for the secretariat"] == [
        Task(cases[step].area.name_th, url.format(keys[step]), hint, kind, status)
        for step, url, hint, kind, status in (
            ("filed", "/applications/{}/", "Completeness check", "wait", "Check completeness"),
            ("accepted", "/review/filings/{}/", "Waiting for reviewers", "wait", "Assign reviewers"),
            ("review", "/review/filings/{}/", "Working groups", "wait", "Waiting for 1 score sheet"),
            ("reviewed", "/review/filings/{}/", "Subcommittee", "ok", "Put on the subcommittee's agenda"),
            ("listed", "/review/filings/{}/", "Steering committee", "ok", "Put on the committee's agenda"),
        )
    ]


def test_a_case_that_the_committee_has_answered_waits_no_more():
    for case in ("returned by the committee", "declined by the committee"):
        a_case(case)
    assert "Cases that wait for the secretariat" not in todo(a_secretary())


def test_a_reviewer_has_the_sheets_not_sent_the_late_ones_marked():
    reviewer = a_panel_member("environment")
    declared, fresh = a_sheet(reviewer=reviewer), a_sheet(reviewer=reviewer, declared=False)
    a_sent_sheet(reviewer=reviewer)
    a_sheet()
    titles = [sheet.filing.application for sheet in (declared, fresh)]
    tasks = todo(acting(reviewer), ASSIGNED)["Score sheets"]
    assert tasks == [
        Task(
            titles[0].plan.area.name_th,
            f"/review/sheets/{declared.key}/",
            "Score sheet, Application 61-0001, filing 1",
            "wait",
            "Give scores",
        ),
        Task(
            titles[1].plan.area.name_th,
            f"/review/sheets/{fresh.key}/",
            "Score sheet, Application 61-0002, filing 1",
            "wait",
            "Declare your interests first",
        ),
    ]
    late = ASSIGNED + timedelta(days=31)
    assert [task.kind for task in todo(acting(reviewer), late)["Score sheets"]] == ["bad", "bad"]
    assert [task.kind for task in todo(acting(reviewer), late - timedelta(days=1))["Score sheets"]] == ["wait"] * 2


def test_a_sitter_has_the_sittings_of_the_body_and_the_chair_confirms():
    body, secretary = a_served_body()
    called, opened = a_meeting(body, secretary), open_meeting(by=secretary, meeting=a_meeting(body, secretary), at=AT)
    a_meeting(*a_served_body())
    chair, member = (acting(body.seats.get(order=order).appointments.get()) for order in (1, 2))
    said = {
        name: [task.status for task in todo(actor)["Meetings"]]
        for name, actor in (("secretary", secretary), ("chair", chair), ("member", member))
    }
    assert said == {
        "secretary": ["Agenda", "Sitting"],
        "chair": ["Agenda", "Confirm the resolutions"],
        "member": ["Agenda", "Sitting"],
    }
    name = body.name_th
    assert todo(member)["Meetings"] == [
        Task(f"{name} 1/2561", f"/meetings/{called.key}/", "ห้องประชุมทดสอบ", "wait", "Agenda"),
        Task(f"{name} 2/2561", f"/meetings/{opened.key}/", "ห้องประชุมทดสอบ", "wait", "Sitting"),
    ]


def test_the_board_has_the_claims_without_a_resolution():
    claim = a_claim(at=CLAIMED)
    a_decided_claim()
    assert todo(a_board_officer(), RESOLVED) == {
        "Claims": [
            Task(
                claim.organisation.name_th,
                f"/promotion/{claim.key}/",
                "IP-2561-0001",
                "wait",
                "Record the resolution",
            )
        ]
    }


def test_a_clerk_has_the_letters_that_wait_in_the_inbox_of_the_office():
    office = an_office("district", "5308")
    section = an_organisation("office", parent=office, juristic_id=None)
    clerk = acting(a_member(section, clerks=True))
    waits = a_dispatch(office)
    received, cancelled = a_dispatch(office), a_dispatch(office)
    receive_letter(by=clerk, dispatch=received, received_on=AT.date(), at=AT)
    sender = acting(a_member(cancelled.letter.sender, clerks=True))
    cancel_letter(by=sender, letter=cancelled.letter, reason="ส่งผิด", at=AT)
    a_dispatch(an_office("district", "5301"))
    assert todo(clerk) == {
        "Letters": [
            Task(
                waits.letter.subject,
                "/letters/inbox/",
                f"{waits.sender.name_th} {waits.letter.number}",
                "wait",
                "Receive",
            )
        ]
    }
    assert todo(acting(a_member(section, edits=True))) == {}


def test_a_province_has_its_letters_of_authorisation_and_the_targets_it_has_not_answered():
    targets = the_targets()
    governor = a_governor("13")
    enrolment = an_enrolment(province=a_province("13"))
    an_enrolment(province=a_province("20"))
    told = todo(governor)
    assert told == {
        "Enrolments to check": [
            Task(enrolment.name_th, f"/enrol/{enrolment.key}/", "อต ๕๒๐๐๑/๑๒", "wait", "Check the letter")
        ],
        "Target areas": [Task("เชียงรากน้อย", "/programme/provinces/13/", "", "wait", "Answer the policy")],
    }
    an_answer(targets["chiang-rak-noi"], governor)
    assert list(todo(governor)) == ["Enrolments to check"]


def test_whoever_has_no_post_has_nothing_to_do():
    a_case("filed")
    assert todo(Actor(person=a_person())) == todo(PUBLIC) == {}


def test_at_most_twenty_five_tasks_of_a_kind_are_shown():
    owner = acting(a_member())
    for number in range(26):
        a_plan(owner, area=an_area(f"เมือง {number}"), at=AT + timedelta(minutes=number))
    tasks = todo(owner)["Plans"]
    assert (len(tasks), tasks[0].label, tasks[-1].label) == (25, "เมือง 25", "เมือง 1")


@pytest.mark.parametrize("rows", [1, 3])
def test_tasks_are_read_in_the_same_queries_however_many(rows, django_assert_num_queries):
    for _row in range(rows):
        an_enrolment()
        a_case("filed")
    secretary = read_already(a_secretary())
    with django_assert_num_queries(7):
        told = tasks_of(secretary, DECIDED)
    assert [len(group["tasks"]) for group in told] == [rows, rows]
