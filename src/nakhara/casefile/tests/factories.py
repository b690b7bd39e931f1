"""Cases for tests: one at each step of the chain, made by the actions of every room on the way."""

from collections.abc import Callable
from datetime import timedelta

from nakhara.foundation.parties.actor import OPERATOR
from nakhara.foundation.parties.tests.factories import AT
from nakhara.stages.application.actions import withdraw_application
from nakhara.stages.application.models import Filing
from nakhara.stages.application.tests.factories import a_filing, a_returned_filing, an_accepted_filing
from nakhara.stages.designation.actions import issue_designation
from nakhara.stages.designation.tests.test_actions import sit
from nakhara.stages.plan.models import Plan
from nakhara.stages.plan.tests.factories import a_plan, owner_of
from nakhara.stages.review.tests.factories import (
    a_reviewed_filing,
    a_screened_filing,
    a_sheet,
    confirmed,
    on_agenda,
    resolve,
)

DECIDED = AT + timedelta(days=40)


def a_case(step: str) -> Plan:
    """The plan of a case that has come to a step (`steps.STEPS`, or how it ended: `returned by the committee`)."""
    made = MADE[step]()
    return made if isinstance(made, Plan) else made.application.plan


def a_filing_resolved(outcome: str) -> Filing:
    """A filing on which the subcommittee has resolved otherwise than to list it."""
    filing = a_reviewed_filing()
    meeting = on_agenda(filing)
    resolve(meeting.items.get(), outcome, "แก้แผนข้อ 2")
    confirmed(meeting)
    return filing


def a_filing_decided(outcome: str) -> Filing:
    """A listed filing on which the steering committee has resolved otherwise than to approve it."""
    filing = a_screened_filing()
    sit([filing], [outcome])
    return filing


def a_designated_filing(**fields) -> Filing:
    """A filing that has gone the whole way to its number."""
    filing = a_screened_filing(**fields)
    issue_designation(by=OPERATOR, filing=filing, resolution=None, at=DECIDED)
    return filing


def a_withdrawn_filing() -> Filing:
    """A filing that its owner has taken back."""
    filing = a_filing()
    owner = owner_of(filing.application.plan)
    withdraw_application(by=owner, application=filing.application, at=AT + timedelta(days=2))
    return filing


MADE: dict[str, Callable[[], Plan | Filing]] = {
    "draft": a_plan,
    "filed": a_filing,
    "returned": a_returned_filing,
    "accepted": an_accepted_filing,
    "review": lambda: a_sheet().filing,
    "reviewed": a_reviewed_filing,
    "listed": a_screened_filing,
    "designated": a_designated_filing,
    "declined": lambda: a_filing_resolved("decline"),
    "withdrawn": a_withdrawn_filing,
    "returned by the subcommittee": lambda: a_filing_resolved("return"),
    "returned by the committee": lambda: a_filing_decided("return"),
    "declined by the committee": lambda: a_filing_decided("decline"),
    "postponed by the committee": lambda: a_filing_decided("postpone"),
}
