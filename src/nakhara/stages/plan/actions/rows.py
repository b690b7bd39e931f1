"""Add, change and remove projects with their money, milestones and indicators (guideline-1/plan)."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max, Model
from django.utils.translation import gettext as _

from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import allow
from nakhara.foundation.record.actions import claim_version
from nakhara.foundation.record.refusals import Reason, require
from nakhara.rulebook.thai import clean_text
from nakhara.stages.plan.actions.plans import STEP, lock_open, told
from nakhara.stages.plan.models import Indicator, Milestone, Money, Plan, Project
from nakhara.stages.plan.queries import claimed

MoneyRow = tuple[int, str, Decimal]
EARLIEST_YEAR, LATEST_YEAR = 2550, 2600


@transaction.atomic
def add_project(
    *,
    by: Actor,
    plan: Plan,
    dimension: str,
    name: str,
    description: str = "",
    responsible: str = "",
    starts: date | None = None,
    ends: date | None = None,
    money: Iterable[MoneyRow] = (),
    at: datetime,
) -> Project:
    """Add a project with its money by Thai fiscal year and source, and its dates (criteria-1.2)."""
    allow(by, STEP, plan)
    lock_open(plan)
    values = _project_values(dimension, name, description, responsible, starts, ends)
    rows = list(money)
    require([*_reasons_against(plan, values), *_reasons_against_money(rows)])
    last = plan.projects.aggregate(last=Max("order"))["last"]
    project = Project.objects.create(plan=plan, order=0 if last is None else last + 1, **values)
    _put_money(project, rows)
    told(by, plan, at, "add-project", project=project.key)
    return project


@transaction.atomic
def change_project(
    *,
    by: Actor,
    project: Project,
    dimension: str,
    name: str,
    description: str = "",
    responsible: str = "",
    starts: date | None = None,
    ends: date | None = None,
    money: Iterable[MoneyRow] = (),
    version: int,
    at: datetime,
) -> Project:
    """Change a project and its money; raises StaleError when somebody changed it first."""
    plan = _hold(by, project)
    values = _project_values(dimension, name, description, responsible, starts, ends)
    rows = list(money)
    require([*_reasons_against(plan, values), *_reasons_against_money(rows)])
    claim_version(project, version, **values)
    project.money.all().delete()
    _put_money(project, rows)
    told(by, plan, at, "change-project", project=project.key)
    return project


def _project_values(dimension, name, description, responsible, starts, ends) -> dict[str, Any]:
    return {
        "dimension": dimension,
        "name": clean_text(name),
        "description": clean_text(description),
        "responsible": clean_text(responsible),
        "starts": starts,
        "ends": ends,
    }


def _reasons_against_money(rows: list[MoneyRow]) -> list[Reason]:
    places = [(year, source) for year, source, _baht in rows]
    reasons = []
    if len(set(places)) < len(places):
        text = _("Add up money from the same source in the same fiscal year into one row")
        reasons.append(Reason(text, "money", "criteria-1.2"))
    if any(not EARLIEST_YEAR <= year <= LATEST_YEAR for year, _source in places):
        reasons.append(Reason(_("Write the fiscal year in B.E., for example 2562"), "money", "criteria-1.2"))
    if any(baht < 0 for _year, _source, baht in rows):
        reasons.append(Reason(_("Money cannot be less than 0"), "money", "criteria-1.2"))
    return reasons


def _put_money(project: Project, rows: list[MoneyRow]) -> None:
    Money.objects.bulk_create(
        Money(project=project, fiscal_year=year, source=clean_text(source), baht=baht) for year, source, baht in rows
    )


@transaction.atomic
def remove_project(*, by: Actor, project: Project, version: int, at: datetime) -> Plan:
    """Remove a project with its money; its milestones stay as the plan's own."""
    plan = _hold(by, project)
    claim_version(project, version)
    project.milestones.update(project=None)
    return _remove(by, plan, project, "remove-project", at)


@transaction.atomic
def add_milestone(
    *, by: Actor, plan: Plan, dimension: str, name: str, due: date, project: Project | None = None, at: datetime
) -> Milestone:
    """Promise something by a day; monitoring reads it after the designation (criteria-1.5)."""
    allow(by, STEP, plan)
    lock_open(plan)
    values = {"dimension": dimension, "name": clean_text(name), "due": due, "project": project}
    require(_reasons_against(plan, values))
    milestone = Milestone.objects.create(plan=plan, **values)
    told(by, plan, at, "add-milestone", milestone=milestone.key)
    return milestone


@transaction.atomic
def change_milestone(
    *,
    by: Actor,
    milestone: Milestone,
    dimension: str,
    name: str,
    due: date,
    project: Project | None = None,
    version: int,
    at: datetime,
) -> Milestone:
    """Change a milestone; raises StaleError when somebody changed it first."""
    plan = _hold(by, milestone)
    values = {"dimension": dimension, "name": clean_text(name), "due": due, "project": project}
    require(_reasons_against(plan, values))
    claim_version(milestone, version, **values)
    told(by, plan, at, "change-milestone", milestone=milestone.key)
    return milestone


@transaction.atomic
def remove_milestone(*, by: Actor, milestone: Milestone, version: int, at: datetime) -> Plan:
    """Take a milestone back while the plan is a draft."""
    plan = _hold(by, milestone)
    claim_version(milestone, version)
    return _remove(by, plan, milestone, "remove-milestone", at)


@transaction.atomic
def add_indicator(
    *,
    by: Actor,
    plan: Plan,
    dimension: str,
    name: str,
    unit: str,
    target: Decimal,
    baseline: Decimal | None = None,
    rises: bool = True,
    source: str = "",
    frequency: str = "",
    at: datetime,
) -> Indicator:
    """Say what is measured: from a baseline to a target, in a unit, from a source (criteria-1.5)."""
    allow(by, STEP, plan)
    lock_open(plan)
    values = _indicator_values(dimension, name, unit, target, baseline, rises, source, frequency)
    require(_reasons_against(plan, values))
    indicator = Indicator.objects.create(plan=plan, **values)
    told(by, plan, at, "add-indicator", indicator=indicator.key)
    return indicator


@transaction.atomic
def change_indicator(
    *,
    by: Actor,
    indicator: Indicator,
    dimension: str,
    name: str,
    unit: str,
    target: Decimal,
    baseline: Decimal | None = None,
    rises: bool = True,
    source: str = "",
    frequency: str = "",
    version: int,
    at: datetime,
) -> Indicator:
    """Change an indicator; raises StaleError when somebody changed it first."""
    plan = _hold(by, indicator)
    values = _indicator_values(dimension, name, unit, target, baseline, rises, source, frequency)
    require(_reasons_against(plan, values))
    claim_version(indicator, version, **values)
    told(by, plan, at, "change-indicator", indicator=indicator.key)
    return indicator


@transaction.atomic
def remove_indicator(*, by: Actor, indicator: Indicator, version: int, at: datetime) -> Plan:
    """Remove an indicator."""
    plan = _hold(by, indicator)
    claim_version(indicator, version)
    return _remove(by, plan, indicator, "remove-indicator", at)


def _indicator_values(dimension, name, unit, target, baseline, rises, source, frequency) -> dict[str, Any]:
    return {
        "dimension": dimension,
        "name": clean_text(name),
        "unit": clean_text(unit),
        "target": target,
        "baseline": baseline,
        "rises": rises,
        "source": clean_text(source),
        "frequency": clean_text(frequency),
    }


def _hold(by: Actor, row: Model) -> Plan:
    allow(by, STEP, row)
    lock_open(row.plan)
    return row.plan


def _remove(by: Actor, plan: Plan, row: Model, act: str, at: datetime) -> Plan:
    key = row.key
    row.delete()
    told(by, plan, at, act, **{act.partition("-")[2]: key})
    return plan


def _reasons_against(plan: Plan, values: dict[str, Any]) -> list[Reason]:
    reasons = []
    if values["dimension"] not in claimed(plan):
        reasons.append(Reason(_("Choose a Smart that the plan has chosen"), "dimension", "criteria-2/at-least-two"))
    if not values["name"]:
        reasons.append(Reason(_("Give it a name"), "name", "criteria-1.2"))
    if "unit" in values and not values["unit"]:
        reasons.append(Reason(_("Say in what unit it is measured"), "unit", "criteria-1.5"))
    if values.get("starts") and values.get("ends") and values["ends"] < values["starts"]:
        reasons.append(Reason(_("The last day comes before the first: change one of them"), "ends", "criteria-1.2"))
    if values.get("project") and values["project"].plan_id != plan.pk:
        reasons.append(Reason(_("Choose a project of this plan"), "project", "criteria-1.2"))
    return reasons
