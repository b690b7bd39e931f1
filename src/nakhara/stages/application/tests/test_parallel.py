"""Two at one application at once: the second waits for the first, and its answer counts what the first has done."""

import pytest

from nakhara.foundation.documents.tests.factories import a_document
from nakhara.foundation.record.refusals import RefusedError
from nakhara.foundation.record.tests.factories import at_once, while_open
from nakhara.stages.application.actions import (
    accept_filing,
    return_filing,
    submit_application,
    withdraw_application,
)
from nakhara.stages.application.models import Application, Check, Filing
from nakhara.stages.application.queries import filing_state, latest_filing
from nakhara.stages.application.tests.factories import (
    CHECKED,
    FILED,
    a_filing,
    a_returned_filing,
    a_round,
    a_secretary,
    meet_conditions,
)
from nakhara.stages.plan.models import Plan
from nakhara.stages.plan.tests.factories import a_plan, owner_of

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 20
REASON = {"kind": "missing", "about": "criteria-1.4", "text": "แนบรายงานผลรับฟังความเห็น"}


@pytest.fixture(autouse=True)
def _store_of_its_own(tmp_path, settings):
    settings.DOCUMENTS_ROOT = tmp_path


def withdraws(filing: Filing):
    owner = owner_of(filing.application.plan)
    return lambda: withdraw_application(by=owner, application=filing.application, at=CHECKED)


def accepts(filing: Filing):
    secretary = a_secretary()
    return lambda: accept_filing(by=secretary, filing=filing, at=CHECKED)


def returns(filing: Filing):
    secretary = a_secretary()
    return lambda: return_filing(by=secretary, filing=filing, reasons=[REASON], at=CHECKED)


def files(plan: Plan):
    owner = owner_of(plan)
    return lambda: submit_application(by=owner, plan=plan, at=CHECKED)


def stands() -> tuple[str, bool]:
    """Where the one plan's latest filing stands, and whether the plan is frozen."""
    plan = Plan.objects.get()
    return filing_state(latest_filing(plan)), plan.frozen_at is not None


def test_twenty_writers_leave_no_gap_in_receipts_and_application_numbers():
    a_round()
    plans = []
    for number in range(WRITERS):
        plan = a_plan(name=f"เมือง {number}")
        meet_conditions(plan, a_document(plan.organisation, thing=plan.organisation))
        plans.append(plan)
    owners = [owner_of(plan) for plan in plans]

    def file_withdraw_and_file(number: int) -> list[tuple[str, str]]:
        by, plan = owners[number], plans[number]
        first = submit_application(by=by, plan=plan, at=FILED)
        with pytest.raises(RefusedError):
            submit_application(by=by, plan=plan, at=FILED)
        withdraw_application(by=by, application=first.application, at=CHECKED)
        second = submit_application(by=by, plan=plan, at=CHECKED)
        return [(one.receipt, one.application.number) for one in (first, second)]

    given = [pair for pairs in at_once(WRITERS, file_withdraw_and_file) for pair in pairs]
    assert sorted(receipt for receipt, _number in given) == [f"2561-{n:04d}" for n in range(1, 2 * WRITERS + 1)]
    assert sorted(number for _receipt, number in given) == [f"61-{n:04d}" for n in range(1, 2 * WRITERS + 1)]


def test_a_filing_that_is_being_accepted_is_not_withdrawn():
    filing = a_filing()
    outcomes = while_open(accepts(filing), withdraws(filing))
    assert outcomes == [Check.objects.get(), RefusedError]
    assert stands() == ("accepted", True)


def test_a_filing_that_is_being_withdrawn_is_not_accepted():
    filing = a_filing()
    outcomes = while_open(withdraws(filing), accepts(filing))
    assert outcomes == [Application.objects.get(), RefusedError]
    assert stands() == ("withdrawn", False)


def test_a_filing_that_is_being_accepted_is_not_returned():
    filing = a_filing()
    outcomes = while_open(accepts(filing), returns(filing))
    assert outcomes == [Check.objects.get(), RefusedError]
    assert stands() == ("accepted", True)


def test_what_is_being_filed_again_is_withdrawn_whole_and_its_plan_is_open():
    filing = a_returned_filing()
    outcomes = while_open(files(Plan.objects.get()), withdraws(filing))
    assert outcomes == [Filing.objects.get(sequence=2), Application.objects.get()]
    assert stands() == ("withdrawn", False)


def test_what_is_being_withdrawn_is_filed_again_as_another_application():
    filing = a_returned_filing()
    outcomes = while_open(withdraws(filing), files(Plan.objects.get()))
    assert outcomes == [filing.application, Filing.objects.latest("id")]
    assert list(Application.objects.order_by("id").values_list("number", "attempt")) == [("61-0001", 1), ("61-0002", 2)]
    assert stands() == ("filed", True)


def test_a_plan_is_filed_once_however_many_file_it():
    plan = a_returned_filing().application.plan
    outcomes = while_open(files(plan), files(plan))
    assert outcomes == [Filing.objects.get(sequence=2), RefusedError]
    assert stands() == ("filed", True)
