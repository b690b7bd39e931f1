"""Verbs of the application: file, accept, return, file again, withdraw; numbers, notices, the frozen bytes."""

import hashlib
from datetime import date, timedelta

import pytest

from nakhara.foundation.documents.queries import cited_by
from nakhara.foundation.notices.models import Notice
from nakhara.foundation.parties.actor import OPERATOR
from nakhara.foundation.parties.may import NotAllowedError, visible
from nakhara.foundation.parties.tests.factories import AT, a_member, acting
from nakhara.foundation.record.models import KeptEdition
from nakhara.foundation.record.queries import body_of, events_of
from nakhara.foundation.record.refusals import RefusedError
from nakhara.rulebook.loading import archive_of, edition
from nakhara.stages.application.actions import (
    accept_filing,
    open_round,
    return_filing,
    submit_application,
    withdraw_application,
)
from nakhara.stages.application.formats.dossier import canonical, dossier_of
from nakhara.stages.application.models import Application, Filing, ReturnReason
from nakhara.stages.application.queries import content_of, filing_state, latest_filing
from nakhara.stages.application.tests.factories import (
    CHECKED,
    FILED,
    a_filing,
    a_returned_filing,
    a_round,
    a_secretary,
    an_accepted_filing,
    an_assessed_plan,
)
from nakhara.stages.plan.actions import claim_dimensions, save_texts
from nakhara.stages.plan.models import Plan
from nakhara.stages.plan.tests.factories import a_plan, owner_of
from nakhara.stages.self_assessment.actions import save_condition
from nakhara.stages.self_assessment.queries import conditions_of

pytestmark = pytest.mark.django_db
REASON = {"kind": "missing", "about": "criteria-1.4", "text": "แนบรายงานผลรับฟังความเห็น"}


@pytest.fixture(autouse=True)
def _store_of_its_own(tmp_path, settings):
    settings.DOCUMENTS_ROOT = tmp_path


def clauses(refused) -> list[str | None]:
    return [reason.provision for reason in refused.value.reasons]


def told(person) -> list[str]:
    return list(Notice.objects.filter(person=person).order_by("id").values_list("subject_en", flat=True))


def test_a_filing_freezes_the_very_bytes_of_the_plan():
    plan = an_assessed_plan()
    expected = canonical(dossier_of(plan))
    filing = a_filing(plan)
    law = edition()
    assert bytes(filing.snapshot) == expected
    assert filing.sha256 == hashlib.sha256(expected).hexdigest()
    assert (filing.edition, filing.edition_sha256, filing.claimed) == ("th-2561", law.sha256, ["energy", "environment"])
    plan.refresh_from_db()
    assert plan.frozen_at == FILED


def test_the_edition_that_a_filing_keeps_hashes_to_the_name_it_is_kept_by():
    filing = a_filing()
    kept = KeptEdition.objects.get()
    assert (kept.edition, kept.sha256) == (filing.edition, filing.edition_sha256)
    assert hashlib.sha256(bytes(kept.archive)).hexdigest() == kept.sha256
    assert bytes(kept.archive) == archive_of(filing.edition)


def test_receipts_and_application_numbers_run_without_gaps_by_calendar_year():
    first, second = a_filing(name="หนึ่ง"), a_filing(name="สอง")
    third = a_filing(an_assessed_plan(name="สาม"), at=FILED.replace(year=2019, month=1, day=2))
    found = [(one.receipt, one.application.number) for one in (first, second, third)]
    assert found == [("2561-0001", "61-0001"), ("2561-0002", "61-0002"), ("2562-0001", "62-0001")]


def test_a_refused_filing_uses_no_number():
    a_round()
    plan = a_plan()
    with pytest.raises(RefusedError):
        submit_application(by=owner_of(plan), plan=plan, at=FILED)
    assert a_filing(name="อีกเมือง").receipt == "2561-0001"


def test_an_unready_plan_is_refused_with_every_reason_and_its_link():
    a_round()
    plan = a_plan(dimensions=["environment"])
    with pytest.raises(RefusedError) as refused:
        submit_application(by=owner_of(plan), plan=plan, at=FILED)
    expected = [f"criteria-1.{n}" for n in range(1, 6)] + ["criteria-2/at-least-two"]
    assert clauses(refused) == expected
    assert all(reason.link for reason in refused.value.reasons)


def test_a_plan_that_lost_environment_on_the_way_in_is_refused():
    plan = an_assessed_plan()
    plan.claims.filter(dimension="environment").delete()
    with pytest.raises(RefusedError) as refused:
        a_filing(plan)
    assert clauses(refused) == ["criteria-2/at-least-two", "criteria-2/environment"]


def test_a_condition_that_is_not_met_stops_the_filing():
    plan = an_assessed_plan()
    version = conditions_of(plan)["criteria-1.3"].version
    shared = {"by": owner_of(plan), "plan": plan, "documents": [], "at": AT, "proof": ""}
    save_condition(provision="criteria-1.3", met=False, version=version, **shared)
    with pytest.raises(RefusedError) as refused:
        a_filing(plan)
    assert clauses(refused) == ["criteria-1.3"]


def test_own_scores_never_stop_the_filing():
    assert filing_state(a_filing(level=0)) == "filed"


def test_only_a_signer_files():
    a_round()
    plan = an_assessed_plan()
    editor = a_member(plan.organisation, edits=True)
    with pytest.raises(NotAllowedError):
        submit_application(by=acting(editor), plan=plan, at=FILED)
    assert not Filing.objects.exists()


def test_a_filed_plan_is_not_filed_twice():
    filing = a_filing()
    plan = filing.application.plan
    with pytest.raises(RefusedError) as refused:
        submit_application(by=owner_of(plan), plan=plan, at=FILED)
    assert clauses(refused) == ["guideline-1/application"]
    assert Filing.objects.count() == 1


def test_without_an_open_round_nothing_is_filed():
    plan = an_assessed_plan()
    open_round(by=OPERATOR, name="ปิดแล้ว", opens_at=AT, closes_at=AT + timedelta(hours=1), at=AT)
    with pytest.raises(RefusedError) as refused:
        submit_application(by=owner_of(plan), plan=plan, at=FILED)
    assert clauses(refused) == ["application/round"]


def test_a_round_does_not_close_before_it_opens():
    with pytest.raises(RefusedError) as refused:
        open_round(by=OPERATOR, name="", opens_at=AT, closes_at=AT, at=AT)
    assert [reason.field for reason in refused.value.reasons] == ["name", "closes_at"]


def test_a_filing_cites_its_evidence_and_the_secretariat_sees_it():
    filing = a_filing()
    [document] = {row.document for row in cited_by(filing)}
    assert sorted(row.place for row in cited_by(filing)) == ["หน้า 1", "หน้า 2"]
    secretary, stranger = a_secretary(), acting(a_member())
    for rows in (type(document).objects.all(), Plan.objects.all(), Filing.objects.all()):
        assert visible(secretary, rows).exists()
        assert not visible(stranger, rows).exists()


def test_filing_is_recorded_and_told_to_the_owner_and_the_secretariat():
    secretary = a_secretary()
    filing = a_filing()
    [event] = events_of(filing)
    assert event.step == "th-2561:guideline-1/application"
    facts = {"application": "61-0001", "receipt": "2561-0001", "sha256": filing.sha256}
    assert body_of(event)["facts"] == facts
    assert told(owner_of(filing.application.plan).person) == ["Application 61-0001 is received"]
    assert told(secretary.person) == ["Check application 61-0001, Sample city"]


def test_an_accepted_filing_stays_frozen():
    filing = an_accepted_filing()
    filing.application.plan.refresh_from_db()
    assert (filing_state(filing), filing.application.plan.frozen_at) == ("accepted", FILED)
    assert told(owner_of(filing.application.plan).person)[-1] == "Application 61-0001 is complete"


def test_a_return_gives_typed_reasons_a_term_and_opens_the_plan():
    filing = a_filing()
    check = return_filing(by=a_secretary(), filing=filing, reasons=[REASON], at=CHECKED)
    assert check.correct_by == date(2018, 12, 16)
    rows = list(ReturnReason.objects.values("kind", "about", "provision", "text"))
    assert rows == [{**REASON, "provision": "criteria-1.4"}]
    plan = Plan.objects.get()
    assert (filing_state(filing), plan.frozen_at) == ("returned", None)
    save_texts(by=owner_of(plan), plan=plan, texts={"province/cluster": ("แก้แล้ว", 1)}, at=CHECKED)


@pytest.mark.parametrize(
    ("reasons", "fields"),
    [
        ([], [None]),
        ([{**REASON, "kind": "bad"}], ["kind-1"]),
        ([REASON, {**REASON, "about": "no/such"}], ["about-2"]),
        ([{**REASON, "text": " "}], ["text-1"]),
    ],
)
def test_a_return_without_proper_reasons_is_refused(reasons, fields):
    filing = a_filing()
    with pytest.raises(RefusedError) as refused:
        return_filing(by=a_secretary(), filing=filing, reasons=reasons, at=CHECKED)
    assert [reason.field for reason in refused.value.reasons] == fields
    assert filing_state(Filing.objects.get()) == "filed"


def test_a_filing_is_answered_once():
    filing = an_accepted_filing()
    for answer in (
        lambda: accept_filing(by=a_secretary(), filing=filing, at=CHECKED),
        lambda: return_filing(by=a_secretary(), filing=filing, reasons=[REASON], at=CHECKED),
    ):
        with pytest.raises(RefusedError) as refused:
            answer()
        assert clauses(refused) == ["application/completeness"]


def test_only_the_secretariat_answers():
    filing = a_filing()
    with pytest.raises(NotAllowedError):
        accept_filing(by=owner_of(filing.application.plan), filing=filing, at=CHECKED)


def test_after_a_return_the_same_application_is_filed_again():
    first = a_returned_filing()
    plan = first.application.plan
    plan.refresh_from_db()
    save_texts(by=owner_of(plan), plan=plan, texts={"area/boundary": ("แนวเขตใหม่", 1)}, at=CHECKED)
    second = submit_application(by=owner_of(plan), plan=plan, at=CHECKED + timedelta(days=1))
    assert (second.application, second.sequence, second.receipt) == (first.application, 2, "2561-0002")
    assert content_of(second)["plan"]["texts"]["area/boundary"] == "แนวเขตใหม่"
    assert content_of(first)["plan"]["texts"]["area/boundary"] != "แนวเขตใหม่"
    assert latest_filing(plan) == second


def test_a_returned_plan_is_filed_again_after_its_round_has_closed():
    open_round(by=OPERATOR, name="สั้น", opens_at=AT, closes_at=CHECKED, at=AT)
    first = a_returned_filing(an_assessed_plan())
    plan = Plan.objects.get()
    second = submit_application(by=owner_of(plan), plan=plan, at=CHECKED + timedelta(days=9))
    assert second.application == first.application


def test_a_withdrawn_application_opens_the_plan_and_another_follows():
    filing = a_filing()
    owner = owner_of(filing.application.plan)
    withdraw_application(by=owner, application=filing.application, at=CHECKED)
    plan = Plan.objects.get()
    assert (filing_state(Filing.objects.get()), plan.frozen_at) == ("withdrawn", None)
    again = submit_application(by=owner, plan=plan, at=CHECKED)
    assert (again.application.number, again.application.attempt, again.sequence) == ("61-0002", 2, 1)
    assert Application.objects.count() == 2


def test_an_application_in_review_is_not_withdrawn_here():
    filing = an_accepted_filing()
    with pytest.raises(RefusedError) as refused:
        withdraw_application(by=owner_of(filing.application.plan), application=filing.application, at=CHECKED)
    assert clauses(refused) == ["application/withdraw"]


def test_a_frozen_plan_keeps_its_claims():
    filing = a_filing()
    plan = filing.application.plan
    with pytest.raises(RefusedError):
        claim_dimensions(by=owner_of(plan), plan=plan, dimensions=["environment"], version=plan.version, at=CHECKED)
