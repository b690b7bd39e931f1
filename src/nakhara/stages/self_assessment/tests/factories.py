"""Answers and conditions for tests, made by the actions."""

from nakhara.foundation.documents.models import Document
from nakhara.foundation.parties.tests.factories import AT
from nakhara.stages.plan.models import Plan
from nakhara.stages.plan.tests.factories import owner_of
from nakhara.stages.self_assessment.actions import save_answer, save_condition
from nakhara.stages.self_assessment.models import Answer, Condition


def an_answer(plan: Plan, item: str = "dimension-7/1", level: int | None = 3, *documents: Document, **fields) -> Answer:
    """An item with its level and evidence."""
    values = {"reason": "ทำแล้ว", "version": 0, "at": AT, "documents": [(one, "") for one in documents], **fields}
    return save_answer(by=owner_of(plan), plan=plan, item=item, level=level, **values)


def a_condition(plan: Plan, provision: str = "criteria-1.4", met: bool | None = True, **fields) -> Condition:
    """A condition with its proof."""
    values = {"proof": "รายงานผลรับฟังความเห็น", "documents": [], "version": 0, "at": AT, **fields}
    return save_condition(by=owner_of(plan), plan=plan, provision=provision, met=met, **values)
