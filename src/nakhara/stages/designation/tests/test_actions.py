"""What follows the committee's resolution: number, zone and emblem at one stroke; or an answer (guideline-3)."""

from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from nakhara.foundation.notices.models import Notice
from nakhara.foundation.parties.actor import OPERATOR, WORKER
from nakhara.foundation.parties.tests.factories import AT, a_member, an_organisation
from nakhara.foundation.places.models import Zone
from nakhara.foundation.record.models import Event
from nakhara.foundation.record.refusals import RefusedError
from nakhara.meetings.actions import add_item, adopt_list, confirm_meeting, resolve_item
from nakhara.meetings.agenda import Line, kind_of
from nakhara.meetings.queries import options_of
from nakhara.meetings.tests.factories import a_meeting, a_served_body
from nakhara.stages.application.models import Application, Filing, Return
from nakhara.stages.application.queries import application_of, correct_by, filing_state, reasons_of
from nakhara.stages.designation.actions import (
    decline_designation,
    issue_designation,
    make_certificate,
    return_for_correction,
)
from nakhara.stages.designation.models import Act, Certificate, Designation
from nakhara.stages.designation.queries import (
    awaiting_approval,
    by_number,
    decision_of,
    designations,
    designations_on,
    expected_number,
    standing,
)
from nakhara.stages.designation.tests.factories import (
    a_committee_meeting,
    a_designation,
    a_listed_filing,
    a_scored_filing,
)
from nakhara.stages.review.tests.factories import a_screened_filing

pytestmark = pytest.mark.django_db


def sit(filings, outcomes):
    """The committee resolves each filing and its chair confirms."""
    meeting, secretary, chair = a_committee_meeting()
    for filing, outcome in zip(filings, outcomes, strict=True):
        item = add_item(by=secretary, meeting=meeting, kind="approval", thing=filing, at=AT)
        reason = "" if outcome == "approve" else "แก้แผนข้อ 2"
        values = {"votes": dict.fromkeys(meeting.body.seats.all(), "for"), "outcome": outcome, "reason": reason}
        resolve_item(by=secretary, item=item, version=item.version, **values, at=AT)
    meeting.refresh_from_db()
    return confirm_meeting(by=chair, meeting=meeting, version=meeting.version, at=AT)


def test_confirmation_gives_numbers_without_gaps_zones_and_jobs_in_one_transaction():
    filings = [a_listed_filing(), a_listed_filing()]
    sit(filings, ["approve", "approve"])
    made = list(Designation.objects.order_by("sequence"))
    assert [(d.number, d.filing, d.dimensions) for d in made] == [
        ("001/2561", filings[0], ["living", "environment"]),
        ("002/2561", filings[1], ["living", "environment"]),
    ]
    assert [(z.since, z.basis.endswith("ครั้งที่ 1/2561")) for z in Zone.objects.order_by("id")] == [
        (AT.date(), True),
        (AT.date(), True),
    ]
    assert list(Act.objects.values_list("kind", flat=True)) == ["in-force", "in-force"]
    steps = Event.objects.filter(step__contains="guideline-3/").order_by("id").values_list("step", flat=True)
    assert list(steps)[:4] == [
        "th-2561:guideline-3/zone",
        "th-2561:guideline-3/approval",
        "th-2561:guideline-3/number",
        "th-2561:guideline-3/emblem",
    ]
    jobs = [row.args_kwargs["args"][0] for row in DBTaskResult.objects.order_by("enqueued_at")]
    assert sorted(job for job in jobs if job != "notices.mail") == [
        *["designation.certificate"] * 2,
        *["monitoring.start"] * 2,
    ]


def test_the_list_can_be_adopted_whole():
    filings = [a_listed_filing(), a_listed_filing()]
    meeting, secretary, chair = a_committee_meeting()
    for filing in filings:
        add_item(by=secretary, meeting=meeting, kind="approval", thing=filing, at=AT)
    meeting.refresh_from_db()
    adopt_list(by=secretary, meeting=meeting, kind="approval", version=meeting.version, at=AT)
    meeting.refresh_from_db()
    confirm_meeting(by=chair, meeting=meeting, version=meeting.version, at=AT)
    assert list(Designation.objects.order_by("sequence").values_list("number", flat=True)) == ["001/2561", "002/2561"]


def test_a_return_opens_the_plan_and_tells_the_owner_why():
    filing = a_listed_filing()
    owner = a_member(filing.application.plan.organisation)
    sit([filing], ["return"])
    filing.application.plan.refresh_from_db()
    told = Notice.objects.get(person=owner.person)
    assert filing.application.plan.frozen_at is None
    assert (decision_of(filing).outcome, "แก้แผนข้อ 2" in told.body_th) == ("return", True)
    assert Designation.objects.count() == 0


def test_what_the_committee_returns_is_mended_by_a_day_and_filed_again_as_the_same_application():
    filing = a_screened_filing()
    sit([filing], ["return"])
    filing = Filing.objects.select_related("return_result").get()
    plan = filing.application.plan
    assert (filing_state(filing), correct_by(filing)) == ("returned", AT.date() + timedelta(days=30))
    assert [(row.provision, row.text) for row in reasons_of(plan)] == [("guideline-3/approval", "แก้แผนข้อ 2")]
    assert application_of(plan) == filing.application


def test_what_is_declined_leaves_the_agenda_and_what_is_postponed_comes_again():
    declined, postponed = a_listed_filing(), a_listed_filing()
    sit([declined, postponed], ["decline", "postpone"])
    assert list(awaiting_approval()) == [postponed]


def test_the_owner_the_secretariat_and_the_province_are_told_in_both_languages():
    filing = a_listed_filing()
    owner = a_member(filing.application.plan.organisation)
    province = filing.application.plan.area.provinces.get()
    clerk = a_member(an_organisation("province", province=province))
    stranger = a_member()
    sit([filing], ["approve"])
    told = {notice.person_id: notice for notice in Notice.objects.filter(dedupe__startswith="designated:")}
    assert {owner.person_id, clerk.person_id} <= set(told)
    assert stranger.person_id not in told
    assert len(told) == 3
    assert "001/2561" in told[owner.person_id].subject_th
    assert "001/2561" in told[owner.person_id].subject_en


def test_a_filing_that_fails_cannot_be_approved_and_says_why():
    filing = a_listed_filing({"overall": "79.99", "environment": "84", "living": "78"})
    meeting, secretary, _chair = a_committee_meeting()
    item = add_item(by=secretary, meeting=meeting, kind="approval", thing=filing, at=AT)
    offered = {option.outcome: option.offered for option in options_of(item, AT)}
    kinds = [line.kind for line in kind_of(item).lines(item)]
    assert offered == {"approve": False, "return": True, "decline": True, "postpone": True}
    assert kinds == ["ok", "bad", "ok", "ok", "ok", "bad"]


def test_the_sentence_names_the_expected_number_of_each_item():
    filings = [a_listed_filing(), a_listed_filing()]
    meeting, secretary, _chair = a_committee_meeting()
    items = [add_item(by=secretary, meeting=meeting, kind="approval", thing=one, at=AT) for one in filings]
    sentences = [kind_of(item).needs(item, AT) for item in items]
    assert ["001/2561" in sentences[0], "002/2561" in sentences[1]] == [True, True]
    assert expected_number(AT) == "001/2561"


def test_a_dropped_claim_and_the_stricter_reading_are_shown():
    filing = a_listed_filing({"overall": "85", "environment": "84", "living": "78", "energy": "69.99"})
    meeting, secretary, _chair = a_committee_meeting()
    item = add_item(by=secretary, meeting=meeting, kind="approval", thing=filing, at=AT)
    lines = kind_of(item).lines(item)
    assert [line.kind for line in lines] == ["ok", "ok", "ok", "wait", "ok", "ok", "wait"]
    assert isinstance(lines[0], Line)


def test_a_filing_gets_one_number_only():
    filing = a_listed_filing()
    issue_designation(by=OPERATOR, filing=filing, resolution=None, at=AT)
    with pytest.raises(RefusedError):
        issue_designation(by=OPERATOR, filing=filing, resolution=None, at=AT)
    assert expected_number(AT) == "002/2561"


def test_numbers_begin_again_with_the_calendar_year():
    a_designation()
    assert a_designation(at=AT + timedelta(days=60)).number == "001/2562"


def test_a_number_is_found_however_it_is_typed():
    designation = a_designation()
    assert [by_number(text) for text in ("001/2561", "๐๐๑/๒๕๖๑", "1/2561", " ๑ / ๒๕๖๑ ")] == [designation] * 4
    assert [by_number(text) for text in ("002/2561", "", "001", "001/2561 x")] == [None] * 4


def test_what_stands_depends_on_the_day():
    designation = a_designation()
    later = AT + timedelta(days=30)
    Act.objects.create(designation=designation, kind="suspended", at=later, reason="ไม่รายงาน")
    days = [AT.date() - timedelta(days=1), AT.date(), later.date()]
    assert [standing(designation, day) for day in days] == ["", "in-force", "suspended"]
    assert [designations_on(day).count() for day in days] == [0, 1, 1]


def test_the_certificate_is_made_once():
    designation = designations().get(pk=a_designation().pk)
    first = make_certificate(by=WORKER, designation=designation, at=AT)
    again = make_certificate(by=WORKER, designation=designation, at=AT)
    assert (first, Certificate.objects.count()) == (again, 1)
    assert first.document.blob.media_type == "application/pdf"


def refused(act) -> list[str]:
    """The clauses by which something is refused."""
    with pytest.raises(RefusedError) as found:
        act()
    return [reason.provision for reason in found.value.reasons]


def answers(filing, resolution) -> list[list[str]]:
    """By which clauses the committee can neither approve, return nor decline a filing now."""
    values = {"by": OPERATOR, "filing": filing, "resolution": resolution, "at": AT}
    acts = (issue_designation, return_for_correction, decline_designation)
    return [refused(lambda act=act: act(**values)) for act in acts]


@pytest.mark.parametrize("outcome", ["return", "decline"])
def test_what_the_committee_has_returned_or_declined_is_neither_designated_nor_answered_again(outcome):
    filing = a_listed_filing()
    sit([filing], [outcome])
    assert answers(filing, None) == [["guideline-3/approval"]] * 3
    assert Designation.objects.count() == 0


def test_what_has_its_number_is_neither_returned_nor_declined():
    filing = a_listed_filing()
    sit([filing], ["approve"])
    assert answers(filing, None) == [["guideline-3/number"]] * 3
    assert Return.objects.count() == 0


def test_what_stands_on_no_list_and_what_was_withdrawn_is_not_answered():
    unlisted, withdrawn = a_scored_filing(), a_listed_filing()
    Application.objects.filter(pk=withdrawn.application.pk).update(withdrawn_at=AT)
    assert answers(unlisted, None) == [["guideline-2/screening"]] * 3
    assert answers(withdrawn, None) == [["application/withdraw"]] * 3
    assert list(awaiting_approval()) == []


def test_a_filing_that_has_not_passed_is_not_designated_whoever_asks():
    filing = a_listed_filing({"overall": "79.99", "environment": "84", "living": "78"})
    assert refused(lambda: issue_designation(by=OPERATOR, filing=filing, resolution=None, at=AT)) == [
        "guideline-3/approval"
    ]


def test_of_a_filing_that_was_answered_meanwhile_the_agenda_offers_only_to_postpone():
    filing = a_listed_filing()
    meeting, secretary, _chair = a_committee_meeting()
    item = add_item(by=secretary, meeting=meeting, kind="approval", thing=filing, at=AT)
    Application.objects.filter(pk=filing.application.pk).update(withdrawn_at=AT)
    offered = {option.outcome: (option.offered, option.provision) for option in options_of(item, AT)}
    stopped = (False, "application/withdraw")
    assert offered == {"approve": stopped, "return": stopped, "decline": stopped, "postpone": (True, "")}


def test_a_filing_stands_on_one_open_agenda_and_comes_back_when_it_is_postponed():
    filing = a_listed_filing()
    meeting, secretary, chair = a_committee_meeting()
    other, clerk, _chair = a_committee_meeting()
    add_item(by=secretary, meeting=meeting, kind="approval", thing=filing, at=AT)
    assert list(awaiting_approval()) == []
    with pytest.raises(RefusedError):
        add_item(by=clerk, meeting=other, kind="approval", thing=filing, at=AT)
    meeting.refresh_from_db()
    confirm_meeting(by=chair, meeting=meeting, version=meeting.version, at=AT)
    assert add_item(by=clerk, meeting=other, kind="approval", thing=filing, at=AT).subject_key == filing.key


def test_nothing_comes_onto_an_agenda_that_its_kind_does_not_offer():
    meeting, secretary, _chair = a_committee_meeting()
    board = a_meeting(*a_served_body("board"))
    for kind, thing in (("approval", a_scored_filing()), ("screening", a_listed_filing()), ("minutes", board)):
        with pytest.raises(RefusedError):
            add_item(by=secretary, meeting=meeting, kind=kind, thing=thing, at=AT)
    assert meeting.items.count() == 0


def test_both_readings_are_told_of_every_filing():
    scores = {"overall": "85", "environment": "84", "living": "78"}
    meeting, secretary, _chair = a_committee_meeting()
    told = []
    for more in ({}, {"energy": "69.99"}, {"overall": "79.99"}):
        filing = a_listed_filing(scores | more)
        item = add_item(by=secretary, meeting=meeting, kind="approval", thing=filing, at=AT)
        told.append([(line.kind, line.text) for line in kind_of(item).lines(item) if line.provision == "failed-claim"])
    words = "ถ้าไม่นับด้านที่ต่ำกว่าเกณฑ์: {} ถ้าด้านเดียวต่ำกว่าเกณฑ์ทำให้ตกทั้งคำขอ: {}"
    assert told == [
        [("ok", words.format("ผ่าน", "ผ่าน"))],
        [("wait", words.format("ผ่าน", "ไม่ผ่าน"))],
        [("bad", words.format("ไม่ผ่าน", "ไม่ผ่าน"))],
    ]
