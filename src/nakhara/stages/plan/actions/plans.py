"""Start a plan, claim dimensions, write its texts, freeze and thaw it (guideline-1/plan)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nakhara.foundation.parties.actions import set_area_party
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import allow
from nakhara.foundation.parties.models import AreaParty, AreaRole, Organisation
from nakhara.foundation.places.actions import create_area
from nakhara.foundation.places.models import Area
from nakhara.foundation.record.actions import claim_version, record
from nakhara.foundation.record.refusals import Reason, RefusedError, StaleError, require
from nakhara.rulebook.loading import DEFAULT
from nakhara.stages.plan.formats import FieldError, value_of
from nakhara.stages.plan.models import Claim, Indicator, Milestone, Money, Plan, Project, Text
from nakhara.stages.plan.queries import content_of, edition_of, in_use

STEP = "guideline-1/plan"


@transaction.atomic
def start_plan(*, by: Actor, organisation: Organisation, area: Area, follows: Plan | None = None, at: datetime) -> Plan:
    """Start a plan for an own area; one that follows another begins with its content (guideline-1/plan)."""
    plan = Plan(area=area, organisation=organisation, edition=DEFAULT, follows=follows, created_at=at)
    allow(by, STEP, plan)
    require(_reasons_not_to_start(plan))
    return _begin(by, plan, at)


@transaction.atomic
def start_plan_for_new_area(
    *, by: Actor, organisation: Organisation, name_th: str, name_en: str, provinces: Sequence[str], at: datetime
) -> Plan:
    """Start a plan for an area that is not known yet; the organisation becomes its owner (target-open)."""
    area = create_area(by=by, name_th=name_th, name_en=name_en, provinces=provinces, at=at)
    set_area_party(by=by, area=area, organisation=organisation, role=AreaRole.OWNER, leads=True, at=at)
    plan = Plan(area=area, organisation=organisation, edition=DEFAULT, created_at=at)
    # whoever may write plans for the organisation owns the area now; if not, all of this is undone
    allow(replace(by, _cache={}), STEP, plan)
    return _begin(by, plan, at)


def _reasons_not_to_start(plan: Plan) -> list[Reason]:
    reasons = []
    owners = AreaParty.objects.filter(area=plan.area, organisation=plan.organisation, until__isnull=True)
    if not owners.exists():
        reasons.append(Reason(_("Choose an area that your organisation owns or develops"), "area", STEP))
    if plan.follows and plan.follows.area_id != plan.area_id:
        reasons.append(Reason(_("Choose an earlier plan of the same area"), "follows", STEP))
    return reasons


def _begin(by: Actor, plan: Plan, at: datetime) -> Plan:
    plan.save(force_insert=True)
    if plan.follows:
        write_content(plan, content_of(plan.follows), at)
    else:
        Claim.objects.create(plan=plan, dimension=mandatory(plan, at))
    facts = {"area": plan.area.key, "organisation": plan.organisation.key}
    told(by, plan, at, "start", **facts, **({"follows": plan.follows.key} if plan.follows else {}))
    return plan


@transaction.atomic
def claim_dimensions(*, by: Actor, plan: Plan, dimensions: Iterable[str], version: int, at: datetime) -> Plan:
    """Say which dimensions the plan claims; Environment is always among them (criteria-2/environment)."""
    allow(by, STEP, plan)
    lock_open(plan)
    wanted = set(dimensions)
    require(_reasons_against_claims(plan, wanted, at))
    claim_version(plan, version)
    Claim.objects.filter(plan=plan).exclude(dimension__in=wanted).delete()
    Claim.objects.bulk_create([Claim(plan=plan, dimension=key) for key in sorted(wanted)], ignore_conflicts=True)
    told(by, plan, at, "claim-dimensions", dimensions=sorted(wanted))
    return plan


def _reasons_against_claims(plan: Plan, wanted: set[str], at: datetime) -> list[Reason]:
    law = edition_of(plan)
    reasons = []
    if wanted - set(law.dimension_keys):
        reasons.append(Reason(_("Choose Smarts from the list"), "dimensions", "criteria-2/at-least-two"))
    if mandatory(plan, at) not in wanted:
        text = _("Keep Smart Environment: it is mandatory among the Smarts that a city chooses")
        reasons.append(Reason(text, "dimensions", "criteria-2/environment"))
    dropped = Claim.objects.filter(plan=plan).exclude(dimension__in=wanted).values_list("dimension", flat=True)
    for key in in_use(plan, dropped):
        text = _("Move or remove the projects, milestones and indicators of %s first") % law.dimension(key).th
        reasons.append(Reason(text, "dimensions", STEP))
    return reasons


def mandatory(plan: Plan, at: datetime) -> str:
    """The dimension that every plan claims (criteria-2/environment)."""
    return edition_of(plan).value("criteria-2/environment", None, timezone.localdate(at))


@transaction.atomic
def save_texts(*, by: Actor, plan: Plan, texts: Mapping[str, tuple[str, int]], at: datetime) -> Plan:
    """Save texts by field id, each made from a version (0: not written before); raises StaleError (criteria-1.2)."""
    allow(by, STEP, plan)
    lock_open(plan)
    values = _values(plan, {field: text for field, (text, _version) in texts.items()})
    standing = {row.field: row for row in Text.objects.filter(plan=plan, field__in=texts)}
    changed = []
    for field, (_text, version) in texts.items():
        row = standing.get(field)
        if row is not None and row.text == values[field]:
            continue
        if row is None and version == 0:
            Text.objects.create(plan=plan, field=field, text=values[field], saved_at=at)
        elif row is None:
            raise StaleError(plan)
        else:
            claim_version(row, version, text=values[field], saved_at=at)
        changed.append(field)
    if changed:
        told(by, plan, at, "save-texts", fields=changed)
    return plan


def _values(plan: Plan, texts: Mapping[str, str]) -> dict[str, str]:
    found, reasons = {}, []
    for name, text in texts.items():
        try:
            found[name] = value_of(edition_of(plan).field(name), text)
        except KeyError:
            reasons.append(Reason(_("The form has no field %s") % name, name, STEP))
        except FieldError as error:
            wrong = {"number": _("Write a number"), "choice": _("Choose one of the answers")}
            reasons.append(Reason(wrong[error.code], name, edition_of(plan).field(name).serves))
    require(reasons)
    return found


@transaction.atomic
def freeze(*, by: Actor, plan: Plan, at: datetime) -> Plan:
    """Close the plan to writing while a filing of it is being decided (guideline-1/application)."""
    claim_version(plan, hold(plan).version, frozen_at=at)
    told(by, plan, at, "freeze", step="plan/freeze")
    return plan


@transaction.atomic
def thaw(*, by: Actor, plan: Plan, at: datetime) -> Plan:
    """Open the plan to writing again, after a return or a withdrawal (application/return)."""
    claim_version(plan, hold(plan).version, frozen_at=None)
    told(by, plan, at, "thaw", step="plan/thaw")
    return plan


def hold(plan: Plan) -> Plan:
    """The plan as it stands, held for this transaction: first of all by whatever changes it, its application or filing.

    What is read of them after that is what the one before has committed.
    """
    return Plan.objects.select_for_update(of=("self",)).select_related("area", "organisation").get(pk=plan.pk)


def lock_open(plan: Plan) -> None:
    """Hold the plan for this transaction; raise RefusedError when it is frozen."""
    row = hold(plan)
    if row.frozen_at is not None:
        text = _(
            "The plan is frozen while its filing is being considered. It opens again when that is returned or withdrawn"
        )
        raise RefusedError(Reason(text, None, "guideline-1/application"))


def told(by: Actor, plan: Plan, at: datetime, act: str, *, step: str = STEP, **facts: Any) -> None:
    """Record an act on the plan, under the edition it is written by."""
    record(by, f"{plan.edition}:{step}", plan, at, facts={"act": act, **facts})


def write_content(plan: Plan, content: Mapping[str, Any], at: datetime) -> None:
    """Fill an empty plan from the part `plan` of a dossier; the caller has asked who may and records it."""
    Claim.objects.bulk_create([Claim(plan=plan, dimension=key) for key in content.get("claimed", ())])
    texts = content.get("texts", {}).items()
    Text.objects.bulk_create([Text(plan=plan, field=field, text=text, saved_at=at) for field, text in texts])
    for order, row in enumerate(content.get("projects", ())):
        _write_project(plan, order, row)
    for row in content.get("milestones", ()):
        _write_milestone(plan, None, row)
    for row in content.get("indicators", ()):
        _write_indicator(plan, row)


def _write_project(plan: Plan, order: int, row: Mapping[str, Any]) -> None:
    project = Project.objects.create(
        plan=plan,
        order=order,
        dimension=row["dimension"],
        name=row["name"],
        description=row.get("description", ""),
        responsible=row.get("responsible", ""),
        starts=_day(row.get("starts")),
        ends=_day(row.get("ends")),
    )
    Money.objects.bulk_create(
        Money(project=project, fiscal_year=m["fiscal_year"], source=m["source"], baht=Decimal(m["baht"]))
        for m in row.get("money", ())
    )
    for milestone in row.get("milestones", ()):
        _write_milestone(plan, project, milestone)


def _write_milestone(plan: Plan, project: Project | None, row: Mapping[str, Any]) -> None:
    due = _day(row["due"])
    Milestone.objects.create(plan=plan, project=project, dimension=row["dimension"], name=row["name"], due=due)


def _write_indicator(plan: Plan, row: Mapping[str, Any]) -> None:
    Indicator.objects.create(
        plan=plan,
        dimension=row["dimension"],
        name=row["name"],
        unit=row["unit"],
        baseline=Decimal(row["baseline"]) if "baseline" in row else None,
        target=Decimal(row["target"]),
        rises=row["rises"],
        source=row.get("source", ""),
        frequency=row.get("frequency", ""),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
