"""Assigning, declaring, scoring and closing, and what each of them refuses."""

import json
from fractions import Fraction

import pytest
from django.db import DatabaseError, transaction

from nakhara.foundation.notices.models import Notice
from nakhara.foundation.parties.actions import declare_interest
from nakhara.foundation.parties.actor import OPERATOR
from nakhara.foundation.parties.may import NotAllowedError, visible
from nakhara.foundation.parties.models import Interest
from nakhara.foundation.parties.tests.factories import AT, a_member, a_sitter, acting
from nakhara.foundation.record.models import Disclosure, Event
from nakhara.foundation.record.refusals import RefusedError, StaleError
from nakhara.stages.application.models import Filing
from nakhara.stages.application.tests.factories import a_filing, a_secretary, an_accepted_filing
from nakhara.stages.review.actions import (
    assign_reviewer,
    assign_reviewers,
    close_review,
    declare,
    save_scores,
    send_scores,
    withdraw_assignment,
)
from nakhara.stages.review.models import OVERALL, Assignment, Verdict
from nakhara.stages.review.queries import official_scores
from nakhara.stages.review.tests.factories import (
    ASSIGNED,
    CLOSED,
    SENT,
    a_panel_member,
    a_reviewed_filing,
    a_saved_sheet,
    a_scored_filing,
    a_sent_sheet,
    a_sheet,
    a_working_group,
    scores_for,
)

pytestmark = pytest.mark.django_db


def ask(filing, reviewer, part="environment", **more):
    values = {"reviewer": reviewer, "body": reviewer.seat.body, "part": part, "at": ASSIGNED, **more}
    return assign_reviewer(by=a_secretary(), filing=filing, **values)


def interested(reviewer, filing):
    plan = filing.application.plan
    declare_interest(
        by=OPERATOR, person=reviewer.person, organisation=plan.organisation, kind="contract", since=AT.date(), at=AT
    )


def said(refused) -> list[tuple]:
    return [(reason.field, reason.provision) for reason in refused.value.reasons]


def test_a_reviewer_is_asked_with_a_term_and_told():
    reviewer = a_panel_member("environment")
    sheet = ask(an_accepted_filing(), reviewer)
    assert (sheet.part, sheet.due.isoformat(), sheet.sent_at) == ("environment", "2018-12-17", None)
    notice = Notice.objects.get(person=reviewer.person)
    assert (notice.link, sheet.filing.application.number in notice.subject_th) == (f"/review/sheets/{sheet.key}/", True)


def test_only_the_secretariat_assigns():
    reviewer = a_panel_member("environment")
    values = {"reviewer": reviewer, "body": reviewer.seat.body, "part": "environment", "at": ASSIGNED}
    with pytest.raises(NotAllowedError):
        assign_reviewer(by=acting(reviewer), filing=an_accepted_filing(), **values)


def test_a_filing_that_is_not_found_complete_is_not_scored():
    with pytest.raises(RefusedError) as refused:
        ask(a_filing(), a_panel_member("environment"))
    assert said(refused) == [(None, "application/completeness")]


def test_somebody_who_works_for_the_owner_cannot_be_asked():
    filing = an_accepted_filing()
    reviewer = a_panel_member("environment")
    a_member(filing.application.plan.organisation, reviewer.person)
    with pytest.raises(RefusedError) as refused:
        ask(filing, reviewer)
    assert said(refused) == [(None, "review/declare")]
    assert Assignment.objects.count() == 0


def test_somebody_of_another_group_cannot_score_a_dimension_nor_anybody_one_that_is_not_claimed():
    filing = an_accepted_filing(dimensions=("energy", "environment"))
    other = a_sitter(a_working_group("mobility"))
    for part in ("environment", "mobility", OVERALL):
        with pytest.raises(RefusedError) as refused:
            ask(filing, other, part)
        assert said(refused) == [(None, "review/assign")]


def test_nobody_is_asked_twice_or_for_a_day_that_has_passed():
    filing, reviewer = an_accepted_filing(), a_panel_member("environment")
    ask(filing, reviewer)
    with pytest.raises(RefusedError) as refused:
        ask(filing, reviewer, due=AT.date())
    assert said(refused) == [(None, "review/assign"), ("due", "term/review")]


def test_several_are_asked_at_once_or_none_of_them():
    filing = an_accepted_filing()
    good, barred = a_panel_member("environment"), a_panel_member("energy")
    interested(barred, filing)
    chosen = [(good, "environment"), (barred, "energy")]
    with pytest.raises(RefusedError):
        assign_reviewers(by=a_secretary(), filing=filing, chosen=chosen, at=ASSIGNED)
    assert Assignment.objects.count() == 0
    made = assign_reviewers(by=a_secretary(), filing=filing, chosen=[chosen[0], (good, "energy")], at=ASSIGNED)
    assert [sheet.part for sheet in made] == ["environment", "energy"]


def test_a_declared_interest_closes_the_sheet_for_good_bars_the_person_and_tells_the_secretariat():
    sheet = a_sheet(declared=False)
    secretary, reviewer = a_secretary(), acting(sheet.reviewer)
    declare(by=reviewer, assignment=sheet, conflict=True, reason="เป็นที่ปรึกษาของเทศบาล", at=ASSIGNED)
    sheet.refresh_from_db()
    assert (sheet.conflict, sheet.conflict_reason) == (True, "เป็นที่ปรึกษาของเทศบาล")
    interest = Interest.objects.get()
    assert (interest.person, interest.organisation) == (
        sheet.reviewer.person,
        sheet.filing.application.plan.organisation,
    )
    assert Notice.objects.filter(person=secretary.person, dedupe__startswith="conflict:").count() == 1
    for conflict in (True, False):
        with pytest.raises(NotAllowedError):
            declare(by=acting(sheet.reviewer), assignment=sheet, conflict=conflict, at=ASSIGNED)
    with pytest.raises(NotAllowedError):
        save_scores(by=acting(sheet.reviewer), assignment=sheet, scores={}, version=1, at=SENT)


@pytest.mark.parametrize(("conflict", "reason"), [(True, "ความลับส่วนตัว"), (False, "")])
def test_what_somebody_declares_stands_in_the_record_only_as_commitments_that_look_alike(conflict, reason):
    sheet = a_sheet(declared=False)
    declare(by=acting(sheet.reviewer), assignment=sheet, conflict=conflict, reason=reason, at=ASSIGNED)
    event = Event.objects.get(step="th-2561:review/declare")
    body = json.loads(bytes(event.canonical))
    assert (body["facts"], sorted(body["commitments"])) == ({"filing": sheet.filing.key}, ["conflict", "reason"])
    kept = dict(Disclosure.objects.filter(event=event).values_list("name", "value"))
    assert kept == {"conflict": "yes" if conflict else "no", "reason": reason}


def test_the_reason_of_a_conflict_stands_nowhere_in_the_record():
    sheet = a_sheet(declared=False)
    declare(by=acting(sheet.reviewer), assignment=sheet, conflict=True, reason="ความลับส่วนตัว", at=ASSIGNED)
    assert not [event for event in Event.objects.all() if "ความลับส่วนตัว" in bytes(event.canonical).decode()]


def test_nothing_is_scored_before_the_interest_is_declared():
    sheet = a_sheet(declared=False)
    scores = scores_for("environment", [4, 4, 4, 4])
    with pytest.raises(RefusedError) as refused:
        save_scores(by=acting(sheet.reviewer), assignment=sheet, scores=scores, version=sheet.version, at=SENT)
    assert said(refused) == [(None, "review/declare")]


def test_nobody_scores_on_somebody_elses_sheet():
    sheet = a_sheet()
    for other in (acting(a_panel_member("environment")), a_secretary()):
        with pytest.raises(NotAllowedError):
            save_scores(by=other, assignment=sheet, scores={}, version=sheet.version, at=SENT)
        with pytest.raises(NotAllowedError):
            declare(by=other, assignment=sheet, conflict=True, at=SENT)


def test_a_draft_made_from_an_older_version_is_refused_and_changes_nothing():
    sheet = a_saved_sheet(levels=3)
    with pytest.raises(StaleError):
        save_scores(
            by=acting(sheet.reviewer),
            assignment=sheet,
            scores=scores_for("environment", [5, 5, 5, 5]),
            version=sheet.version - 1,
            at=SENT,
        )
    assert set(sheet.scores.values_list("level", flat=True)) == {3}


def test_a_level_outside_the_scale_and_an_unknown_item_are_refused():
    sheet = a_sheet()
    with pytest.raises(RefusedError) as refused:
        save_scores(
            by=acting(sheet.reviewer),
            assignment=sheet,
            scores={"dimension-7/2": (6, "", "")},
            version=sheet.version,
            at=SENT,
        )
    assert said(refused) == [("level-2", "score/levels")]
    with pytest.raises(RefusedError):
        save_scores(
            by=acting(sheet.reviewer),
            assignment=sheet,
            scores={"dimension-1/1": (3, "", "")},
            version=sheet.version,
            at=SENT,
        )


def test_a_sheet_is_sent_only_with_a_level_a_reason_and_from_level_two_evidence_for_every_item():
    sheet = a_sheet()
    scores = {
        "dimension-7/1": (1, "แผนบอกว่าจะทำ", ""),
        "dimension-7/2": (2, "มีโครงการ", ""),
        "dimension-7/3": (3, "", "แผน หน้า 4"),
        "dimension-7/4": (None, "", ""),
    }
    sheet = save_scores(by=acting(sheet.reviewer), assignment=sheet, scores=scores, version=sheet.version, at=SENT)
    with pytest.raises(RefusedError) as refused:
        send_scores(by=acting(sheet.reviewer), assignment=sheet, version=sheet.version, at=SENT)
    assert said(refused) == [
        ("evidence-2", "score/evidence"),
        ("reason-3", "dimension-7/3"),
        ("level-4", "dimension-7/4"),
    ]


def test_a_sent_sheet_never_changes():
    sheet = a_sent_sheet()
    reviewer = acting(sheet.reviewer)
    for act in (
        lambda: save_scores(by=reviewer, assignment=sheet, scores={}, version=sheet.version, at=SENT),
        lambda: send_scores(by=reviewer, assignment=sheet, version=sheet.version, at=SENT),
        lambda: declare(by=reviewer, assignment=sheet, conflict=True, at=SENT),
        lambda: withdraw_assignment(by=a_secretary(), assignment=sheet, at=SENT),
    ):
        with pytest.raises(RefusedError):
            act()
    sheet.refresh_from_db()
    assert (sheet.sent_at, sheet.conflict, sheet.withdrawn_at) == (SENT, False, None)


def test_levels_stand_in_the_record_only_as_a_commitment_until_they_are_public():
    sheet = a_sent_sheet(levels=[4, 3, 4, 3])
    event = Event.objects.filter(subject_key=sheet.key).latest("id")
    assert json.loads(bytes(event.canonical))["facts"] == {
        "filing": sheet.filing.key,
        "part": "environment",
        "sent": True,
    }
    kept = json.loads(event.disclosures.get(name="levels").value)
    assert kept == {"dimension-7/1": 4, "dimension-7/2": 3, "dimension-7/3": 4, "dimension-7/4": 3}


def test_scores_of_somebody_found_to_be_barred_are_taken_out_and_somebody_else_is_asked():
    sheet = a_sent_sheet()
    interested(sheet.reviewer, sheet.filing)
    withdraw_assignment(by=a_secretary(), assignment=sheet, at=SENT)
    other = a_sheet(sheet.filing)
    assert [s.pk for s in Assignment.objects.filter(withdrawn_at=None)] == [other.pk]


def test_a_withdrawn_reviewer_can_be_asked_again_later():
    sheet = a_sheet()
    withdraw_assignment(by=a_secretary(), assignment=sheet, at=ASSIGNED)
    assert ask(sheet.filing, sheet.reviewer).pk != sheet.pk


def test_a_review_is_closed_only_when_every_part_is_scored_and_every_sheet_sent():
    filing = an_accepted_filing(dimensions=("energy", "environment"))
    a_sheet(filing, "energy")
    barred = a_sheet(filing, OVERALL, declared=False)
    declare(by=acting(barred.reviewer), assignment=barred, conflict=True, at=ASSIGNED)
    with pytest.raises(RefusedError) as refused:
        close_review(by=a_secretary(), filing=filing, at=CLOSED)
    assert said(refused) == [(None, "review/close"), (None, "review/assign"), (None, "review/declare")]
    assert not Verdict.objects.exists()


def test_a_closed_review_keeps_exact_scores_and_the_answer_to_the_byte():
    filing = a_reviewed_filing(
        overall=[[5, 4, 4, 4, 4], [4, 4, 4, 4, 4], [4, 4, 4, 4, 5]],
        scores={"energy": 4, "environment": [[4, 4, 3, 3], [4, 3, 4, 4], [3, 4, 3, 4]]},
    )
    verdict = Verdict.objects.get(filing=filing)
    assert (verdict.verdict, verdict.strict, verdict.achieved) == ("pass", "pass", ["energy", "environment"])
    assert official_scores(filing) == {"energy": 80, "environment": Fraction(215, 3), OVERALL: Fraction(248, 3)}
    answer = json.loads(bytes(verdict.answer))
    assert (answer["verdict"], answer["on"]) == ("pass", "2018-12-03")
    found = next(one for one in answer["findings"] if one.get("dimension") == "environment")
    assert (found["measured"], found["margin"], found["display"]) == ("215/3", "5/3", "71.66")
    with pytest.raises(RefusedError):
        close_review(by=a_secretary(), filing=filing, at=CLOSED)
    with pytest.raises(RefusedError):
        ask(filing, a_panel_member("environment"))


def test_environment_at_125_of_180_points_fails_though_it_is_within_a_point_of_70():
    nine = [[4, 3, 4, 3]] * 8 + [[4, 3, 3, 3]]
    assert sum(map(sum, nine)) == 125
    filing = a_reviewed_filing(overall=5, scores={"energy": 5, "environment": nine})
    verdict = Verdict.objects.get(filing=filing)
    assert (verdict.verdict, verdict.scores["environment"]) == ("fail", "625/9")
    assert verdict.achieved == ["energy"]


@pytest.mark.parametrize(
    ("levels", "verdict"), [([4, 4, 3, 3], "pass"), ([4, 3, 3, 3], "fail"), ([4, 4, 4, 3], "pass")]
)
def test_environment_passes_at_seventy_and_not_below(levels, verdict):
    filing = a_reviewed_filing(scores={"energy": 4, "environment": levels})
    assert Verdict.objects.get(filing=filing).verdict == verdict


def test_a_claimed_dimension_below_seventy_is_dropped_and_the_strict_reading_fails():
    filing = a_reviewed_filing(scores={"energy": 3, "mobility": 4, "environment": 4})
    verdict = Verdict.objects.get(filing=filing)
    assert (verdict.verdict, verdict.strict, verdict.achieved) == ("pass", "fail", ["mobility", "environment"])


def test_nobody_whom_an_interest_bars_sees_the_filing_they_were_asked_to_score():
    sheet = a_sheet()
    assert visible(acting(sheet.reviewer), Filing.objects.all()).exists()
    interested(sheet.reviewer, sheet.filing)
    assert not visible(acting(sheet.reviewer), Filing.objects.all()).exists()
    assert not visible(acting(sheet.reviewer), Assignment.objects.all()).exists()


def test_a_filing_is_seen_by_its_reviewers_and_nobody_else_of_the_bodies():
    filing = a_scored_filing()
    sheet = Assignment.objects.filter(filing=filing).first()
    stranger = a_panel_member("environment")
    assert visible(acting(sheet.reviewer), Filing.objects.all()).get() == filing
    assert not visible(acting(stranger), Filing.objects.all()).exists()
    assert not visible(acting(stranger), Verdict.objects.all()).exists()


def test_the_database_itself_refuses_to_change_a_verdict():
    a_reviewed_filing()
    for change in (lambda: Verdict.objects.update(verdict="fail"), lambda: Verdict.objects.all().delete()):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            change()
