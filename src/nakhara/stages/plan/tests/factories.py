"""Plans for tests, made by the actions: an empty one, and one with everything a plan asks."""

from datetime import date
from decimal import Decimal

from nakhara.foundation.parties.actions import set_area_party
from nakhara.foundation.parties.actor import OPERATOR, Actor
from nakhara.foundation.parties.models import AreaRole
from nakhara.foundation.parties.tests.factories import AT, a_member, acting
from nakhara.foundation.places.tests.factories import an_area
from nakhara.rulebook.loading import edition
from nakhara.stages.plan.actions import (
    add_indicator,
    add_milestone,
    add_project,
    claim_dimensions,
    save_texts,
    start_plan,
)
from nakhara.stages.plan.models import Indicator, Milestone, Plan, Project
from nakhara.stages.plan.queries import claimed, fields_of


def a_plan(owner: Actor | None = None, *, area=None, dimensions=("energy", "environment"), at=AT, **names) -> Plan:
    """A draft plan that claims these dimensions and says nothing else; `owner_of(plan)` may write it."""
    owner = owner or acting(a_member())
    area = area or an_area(**names)
    set_area_party(by=OPERATOR, area=area, organisation=owner.organisation, role=AreaRole.OWNER, at=at)
    plan = start_plan(by=acting(owner.post), organisation=owner.organisation, area=area, at=at)
    return claim_dimensions(by=owner_of(plan), plan=plan, dimensions=dimensions, version=plan.version, at=at)


def owner_of(plan: Plan) -> Actor:
    """The first person of the plan's organisation, acting for it."""
    return acting(plan.organisation.memberships.order_by("id").first())


def a_complete_plan(owner: Actor | None = None, **fields) -> Plan:
    """A plan with every field of the form written, and a project, a milestone and an indicator for each Smart."""
    plan = a_plan(owner, **fields)
    write_texts(plan)
    for key in claimed(plan):
        project = a_project(plan, dimension=key, name=f"โครงการ {key}")
        a_milestone(plan, dimension=key, project=project)
        an_indicator(plan, dimension=key)
    return plan


def write_texts(plan: Plan) -> None:
    """Write every field of the form."""
    texts = {field.id: (_sample(field), 0) for field in fields_of(plan)}
    save_texts(by=owner_of(plan), plan=plan, texts=texts, at=AT)


def _sample(field) -> str:
    if field.type == "choice":
        return field.options[0].key
    return "1250.5" if field.type == "number" else f"ข้อความตัวอย่างของ {field.th}"


def a_project(plan: Plan, **fields) -> Project:
    """A project of one and a half million baht over two fiscal years."""
    values = {
        "dimension": edition().value("criteria-2/environment", None, AT.date()),
        "name": "โครงการตัวอย่าง",
        "responsible": "กองช่าง",
        "starts": date(2018, 12, 1),
        "ends": date(2020, 9, 30),
        "money": [(2562, "งบของหน่วยงาน", Decimal(1000000)), (2563, "งบของหน่วยงาน", Decimal(500000))],
    }
    return add_project(by=owner_of(plan), plan=plan, at=AT, **{**values, **fields})


def a_milestone(plan: Plan, **fields) -> Milestone:
    """A milestone half a year ahead."""
    values = {"dimension": "environment", "name": "ติดตั้งสถานีวัดครบ", "due": date(2019, 5, 31)}
    return add_milestone(by=owner_of(plan), plan=plan, at=AT, **{**values, **fields})


def an_indicator(plan: Plan, **fields) -> Indicator:
    """An indicator that should fall."""
    values = {
        "dimension": "environment",
        "name": "ฝุ่นเฉลี่ยรายปี",
        "unit": "ไมโครกรัม",
        "baseline": Decimal("31.5"),
        "target": Decimal(25),
        "rises": False,
        "source": "สถานีวัด",
    }
    return add_indicator(by=owner_of(plan), plan=plan, at=AT, **{**values, **fields})
