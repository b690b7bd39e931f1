"""Filings for tests, made by the actions: a plan ready to file, a filing, one accepted, one returned."""

from datetime import timedelta

from nakhara.foundation.documents.models import Document
from nakhara.foundation.documents.tests.factories import a_document
from nakhara.foundation.parties.actor import OPERATOR, Actor
from nakhara.foundation.parties.models import Body, BodyKind
from nakhara.foundation.parties.tests.factories import AT, a_body, a_sitter, acting
from nakhara.stages.application.actions import accept_filing, open_round, return_filing, submit_application
from nakhara.stages.application.models import Filing, Round
from nakhara.stages.plan.models import Plan
from nakhara.stages.plan.queries import edition_of
from nakhara.stages.plan.tests.factories import a_complete_plan, owner_of
from nakhara.stages.self_assessment.actions import save_answer, save_condition
from nakhara.stages.self_assessment.queries import parts_of

FILED = AT + timedelta(days=1)
CHECKED = AT + timedelta(days=3)


def a_secretary() -> Actor:
    """Somebody of the secretariat; the same body each time, one more seat."""
    body = Body.objects.filter(kind=BodyKind.SECRETARIAT).first() or a_body("secretariat", seats=1)
    return acting(a_sitter(body))


def a_round(**fields) -> Round:
    """A round that is open from AT until further notice; made once."""
    known = Round.objects.first()
    if known is not None and not fields:
        return known
    return open_round(by=OPERATOR, at=AT, **{"name": "รอบทดสอบ", "opens_at": AT, **fields})


def an_assessed_plan(owner: Actor | None = None, *, level: int = 4, **fields) -> Plan:
    """A complete plan with five conditions met and every item at one level, each with a document."""
    plan = a_complete_plan(owner, **fields)
    evidence = a_document(plan.organisation, name="หลักฐาน.pdf", thing=plan.organisation)
    meet_conditions(plan, evidence)
    give_levels(plan, level, evidence)
    return plan


def meet_conditions(plan: Plan, evidence: Document) -> None:
    """Say of each of the five conditions that it is met."""
    shared = {"by": owner_of(plan), "plan": plan, "version": 0, "at": AT}
    for one in edition_of(plan).conditions:
        documents = [(evidence, "หน้า 1")]
        save_condition(provision=one.id, met=True, proof=f"หลักฐานของ {one.id}", documents=documents, **shared)


def give_levels(plan: Plan, level: int, evidence: Document) -> None:
    """Give every item of every part the same level."""
    shared = {"by": owner_of(plan), "plan": plan, "version": 0, "at": AT, "level": level}
    for part in parts_of(plan):
        for item in edition_of(plan).items_of(part):
            save_answer(item=item.id, reason="ทำแล้วตามแผน", documents=[(evidence, "หน้า 2")], **shared)


def a_filing(plan: Plan | None = None, *, at=FILED, **fields) -> Filing:
    """A filing that waits for its completeness check."""
    a_round()
    plan = plan or an_assessed_plan(**fields)
    return submit_application(by=owner_of(plan), plan=plan, at=at)


def an_accepted_filing(plan: Plan | None = None, *, by: Actor | None = None, **fields) -> Filing:
    """A filing that the secretariat has found complete."""
    filing = a_filing(plan, **fields)
    accept_filing(by=by or a_secretary(), filing=filing, at=CHECKED)
    return filing


def a_returned_filing(plan: Plan | None = None, *, by: Actor | None = None, **fields) -> Filing:
    """A filing returned with one reason; its plan is open again."""
    filing = a_filing(plan, **fields)
    reasons = [{"kind": "unclear", "about": "area/boundary", "text": "ระบุแนวเขตให้ชัด"}]
    return_filing(by=by or a_secretary(), filing=filing, reasons=reasons, at=CHECKED)
    return filing
