"""What the owner sets out to raise: efforts that the cheapest path counts with, and levels taken as things to do."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import allow
from nakhara.foundation.record.actions import record
from nakhara.foundation.record.refusals import Reason, require
from nakhara.stages.plan.actions.plans import lock_open
from nakhara.stages.plan.models import Plan
from nakhara.stages.self_assessment.actions.answers import STEP, reasons_against_level
from nakhara.stages.self_assessment.models import Aim, Effort


@transaction.atomic
def set_efforts(*, by: Actor, plan: Plan, efforts: Mapping[str, Decimal], at: datetime) -> None:
    """Say what raising an item by one level costs the owner, by item id; items left out cost 1."""
    allow(by, STEP, plan)
    lock_open(plan)
    small = [Reason(_("Write a number above 0"), item) for item, effort in efforts.items() if effort <= 0]
    require([*small, *(reason for item in efforts for reason in reasons_against_level(plan, item, None))])
    Effort.objects.filter(plan=plan).delete()
    Effort.objects.bulk_create([Effort(plan=plan, item=item, effort=effort) for item, effort in efforts.items()])
    facts = {"act": "set-efforts", "efforts": {item: str(effort) for item, effort in efforts.items()}}
    record(by, f"{plan.edition}:{STEP}", plan, at, facts=facts)


@transaction.atomic
def take_aims(*, by: Actor, plan: Plan, levels: Mapping[str, int], at: datetime) -> list[Aim]:
    """Set out to reach these levels, by item id; an item that was aimed at otherwise gets the new level."""
    allow(by, STEP, plan)
    lock_open(plan)
    require([reason for item, level in levels.items() for reason in reasons_against_level(plan, item, level)])
    aims = [
        Aim.objects.update_or_create(plan=plan, item=item, defaults={"level": level, "taken_at": at})[0]
        for item, level in levels.items()
    ]
    record(by, f"{plan.edition}:{STEP}", plan, at, facts={"act": "take-aims", "levels": dict(levels)})
    return aims


@transaction.atomic
def drop_aim(*, by: Actor, plan: Plan, item: str, at: datetime) -> None:
    """No longer set out to raise an item; done twice it is done."""
    allow(by, STEP, plan)
    lock_open(plan)
    gone, _counts = Aim.objects.filter(plan=plan, item=item).delete()
    if gone:
        record(by, f"{plan.edition}:{STEP}", plan, at, facts={"act": "drop-aim", "item": item})
