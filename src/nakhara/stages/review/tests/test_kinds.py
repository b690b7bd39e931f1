"""Screening on the subcommittee's agenda: what the rules offer, and what the chair's confirmation does."""

from datetime import UTC, datetime

import pytest

from nakhara.foundation.notices.models import Notice
from nakhara.foundation.parties.may import visible
from nakhara.foundation.parties.tests.factories import AT, a_member, acting
from nakhara.foundation.record.refusals import RefusedError
from nakhara.meetings.agenda import kind_of
from nakhara.meetings.queries import candidates_of
from nakhara.stages.application.actions import accept_filing, submit_application
from nakhara.stages.application.models import Filing
from nakhara.stages.application.queries import filing_state, latest_filing, reasons_of
from nakhara.stages.application.tests.factories import a_secretary, an_accepted_filing
from nakhara.stages.plan.tests.factories import owner_of
from nakhara.stages.review.actions import assign_reviewer, close_review
from nakhara.stages.review.models import Screening, Verdict
from nakhara.stages.review.queries import screened_list
from nakhara.stages.review.queries.findings import answer_of, said_of
from nakhara.stages.review.tests.factories import (
    SITTING,
    a_panel_member,
    a_reviewed_filing,
    a_subcommittee,
    confirmed,
    on_agenda,
    resolve,
)

pytestmark = pytest.mark.django_db
NEAR_MISS = {"energy": 5, "environment": [[4, 3, 4, 3]] * 8 + [[4, 3, 3, 3]]}


def options(item) -> dict:
    return {o.outcome: (o.offered, o.why, o.provision) for o in kind_of(item).options(item, AT)}


def lines(item) -> list[tuple]:
    return [(line.kind, line.text, line.provision) for line in kind_of(item).lines(item)]


def offered(meeting) -> list[str]:
    """The filings that may be put on the agenda."""
    found = [value.split(":") for value, _label, _kind in candidates_of(meeting)]
    return [key for kind, key in found if kind == "screening"]


def test_a_filing_that_passes_can_be_put_on_the_list():
    filing = a_reviewed_filing(overall=[4, 4, 4, 4, 4], scores={"energy": 4, "environment": [4, 4, 3, 3]})
    item = on_agenda(filing).items.get()
    assert options(item) == dict.fromkeys(("approve", "return", "decline", "postpone"), (True, "", ""))
    assert lines(item) == [
        ("ok", "แผนในภาพรวม 80 จากเกณฑ์ 80", "guideline-2/overall-score"),
        ("ok", "พลังงานอัจฉริยะ 80 จากเกณฑ์ 70", "guideline-2/dimension-score"),
        ("ok", "สิ่งแวดล้อมอัจฉริยะ 70 จากเกณฑ์ 70", "guideline-2/dimension-score"),
        ("ok", "ครบเกณฑ์เบื้องต้นทั้ง 5 ข้อ", "criteria-1.1"),
        ("ok", "ถ้าไม่นับด้านที่ต่ำกว่าเกณฑ์: ผ่าน ถ้าด้านเดียวต่ำกว่าเกณฑ์ทำให้ตกทั้งคำขอ: ผ่าน", "failed-claim"),
    ]


def test_environment_at_125_of_180_points_cannot_be_put_on_the_list_and_says_why():
    item = on_agenda(a_reviewed_filing(scores=NEAR_MISS)).items.get()
    why = "สิ่งแวดล้อมอัจฉริยะ 69.44 ต่ำกว่าเกณฑ์ 70 · ได้เกณฑ์ 70 เพียง 1 ด้าน ต้องได้ 2 ด้าน"
    assert options(item)["approve"] == (False, why, "guideline-2/dimension-score")
    assert [options(item)[name][0] for name in ("return", "decline", "postpone")] == [True, True, True]
    with pytest.raises(RefusedError):
        resolve(item)


def test_a_whole_below_eighty_and_a_missing_second_dimension_cannot_be_put_on_the_list():
    item = on_agenda(a_reviewed_filing(overall=[4, 4, 4, 4, 3])).items.get()
    assert options(item)["approve"][:2] == (False, "แผนในภาพรวม 76 ต่ำกว่าเกณฑ์ 80")
    item = on_agenda(a_reviewed_filing(scores={"energy": 3, "environment": 4})).items.get()
    assert options(item)["approve"][:2] == (False, "ได้เกณฑ์ 70 เพียง 1 ด้าน ต้องได้ 2 ด้าน")


def test_a_dropped_dimension_is_told_with_both_readings():
    item = on_agenda(a_reviewed_filing(scores={"energy": 3, "mobility": 4, "environment": 4})).items.get()
    assert options(item)["approve"] == (True, "", "")
    assert [line for line in lines(item) if line[0] == "wait"] == [
        ("wait", "พลังงานอัจฉริยะ 60 ต่ำกว่าเกณฑ์ 70: ไม่นับด้านนี้", "guideline-2/dimension-score"),
        ("wait", "ถ้าไม่นับด้านที่ต่ำกว่าเกณฑ์: ผ่าน ถ้าด้านเดียวต่ำกว่าเกณฑ์ทำให้ตกทั้งคำขอ: ไม่ผ่าน", "failed-claim"),
    ]


def test_the_subcommittee_is_offered_only_what_has_a_verdict_and_is_not_decided_or_set_down():
    waiting, set_down = a_reviewed_filing(), a_reviewed_filing()
    on_agenda(set_down)
    an_accepted_filing()
    meeting = on_agenda()
    assert offered(meeting) == [waiting.key]


def test_the_chairs_confirmation_makes_the_dated_list():
    first, second, third = a_reviewed_filing(), a_reviewed_filing(), a_reviewed_filing()
    meeting = on_agenda(first, second, third)
    outcomes = [("approve", ""), ("decline", "ยังไม่พร้อม"), ("approve", "")]
    for item, (outcome, reason) in zip(meeting.items.order_by("order"), outcomes, strict=True):
        resolve(item, outcome, reason)
    assert Screening.objects.count() == 0
    confirmed(meeting)
    assert [row.filing for row in screened_list(meeting)] == [first, third]
    assert list(Screening.objects.order_by("id").values_list("filing", "outcome", "listed", "screened_at")) == [
        (second.pk, "decline", False, SITTING),
        (first.pk, "approve", True, SITTING),
        (third.pk, "approve", True, SITTING),
    ]
    owner = owner_of(first.application.plan).person
    assert Notice.objects.filter(person=owner, dedupe__startswith="screened:").count() == 1


def test_a_returned_filing_goes_back_to_its_owner_and_a_new_filing_of_the_same_application_follows():
    filing = a_reviewed_filing(overall=[4, 4, 4, 4, 3])
    meeting = on_agenda(filing)
    resolve(meeting.items.get(), "return", "แสดงงบประมาณปีที่ 3 ให้ชัด")
    confirmed(meeting)
    plan = filing.application.plan
    plan.refresh_from_db()
    assert (filing_state(latest_filing(plan)), plan.frozen_at) == ("returned", None)
    assert [row.text for row in reasons_of(plan)] == ["แสดงงบประมาณปีที่ 3 ให้ชัด"]
    again = submit_application(by=owner_of(plan), plan=plan, at=SITTING)
    assert (again.application, again.sequence, filing_state(latest_filing(plan))) == (filing.application, 2, "filed")
    accept_filing(by=a_secretary(), filing=again, at=SITTING)
    assert not Verdict.objects.filter(filing=again).exists()
    with pytest.raises(RefusedError):
        close_review(by=a_secretary(), filing=filing, at=SITTING)


def test_a_postponed_filing_waits_for_the_next_agenda():
    filing = a_reviewed_filing()
    meeting = on_agenda(filing)
    confirmed(meeting)
    assert not Screening.objects.exists()
    assert offered(on_agenda()) == [filing.key]


def test_members_see_the_filings_on_their_agenda_and_a_barred_one_does_not():
    filing = a_reviewed_filing()
    body, _secretary = a_subcommittee()
    member, scorer = body.seats.get(order=2).appointments.get(), a_panel_member("overall")
    assert not visible(acting(member), Filing.objects.all()).exists()
    on_agenda(filing)
    assert visible(acting(member), Filing.objects.all()).get() == filing
    assert visible(acting(scorer), Verdict.objects.all()).get().filing == filing
    a_member(filing.application.plan.organisation, member.person)
    assert not visible(acting(member), Filing.objects.all()).exists()


def test_nobody_is_asked_to_score_a_filing_that_was_returned():
    filing = a_reviewed_filing()
    meeting = on_agenda(filing)
    resolve(meeting.items.get(), "return", "แก้แผน")
    confirmed(meeting)
    reviewer = a_panel_member("environment")
    values = {"reviewer": reviewer, "body": reviewer.seat.body, "part": "environment", "at": SITTING}
    with pytest.raises(RefusedError) as refused:
        assign_reviewer(by=a_secretary(), filing=filing, **values)
    assert [reason.provision for reason in refused.value.reasons] == ["application/completeness"]


def test_a_filing_filed_half_an_hour_after_midnight_is_told_by_the_law_of_that_day():
    filing = a_reviewed_filing(scores={"energy": 3, "environment": 3})
    answer = answer_of(Verdict.objects.get(filing=filing))
    # 00:30 in Bangkok on the day from which the rules hold, as the database gives it
    filing.filed_at = datetime(2018, 9, 26, 17, 30, tzinfo=UTC)
    told = [(one.text, one.stops) for one in said_of(filing, answer) if one.kind == "bad"]
    assert told == [
        ("พลังงานอัจฉริยะ 60 ต่ำกว่าเกณฑ์ 70", False),
        ("สิ่งแวดล้อมอัจฉริยะ 60 ต่ำกว่าเกณฑ์ 70", True),
        ("ได้เกณฑ์ 70 เพียง 0 ด้าน ต้องได้ 2 ด้าน", True),
    ]
