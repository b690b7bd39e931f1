"""Reads of plans: what is claimed and written, money by fiscal year, and what is still missing (criteria-1.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import visible
from nakhara.look.wording import language
from nakhara.rulebook.edition import Edition
from nakhara.rulebook.form import Field, Section
from nakhara.rulebook.loading import edition
from nakhara.rulebook.thai import clean_text
from nakhara.stages.plan.formats import indicator_of, milestone_of, project_of, without_empty
from nakhara.stages.plan.models import Indicator, Milestone, Money, Plan, Project, Text


@dataclass(frozen=True)
class Gap:
    """Something missing: what to do, why, the page that mends it, the clause; `blocks` when it stops the filing."""

    text: str
    address: str
    provision: str
    why: str = ""
    blocks: bool = False

    def as_row(self) -> dict[str, str]:
        """The gap as `look/_verdict.html` shows it."""
        return {"label": self.text, "url": self.address, "why": self.why, "provision": self.provision}


def edition_of(plan: Plan) -> Edition:
    """The edition of the law that the plan is written under."""
    return edition(plan.edition)


def plans_for(actor: Actor, text: str = "") -> QuerySet[Plan]:
    """The plans that an actor sees, newest first, with their areas; `text` finds areas and organisations."""
    rows = visible(actor, Plan.objects.select_related("area", "organisation")).order_by("-created_at", "-id")
    if words := clean_text(text):
        named = ("area__name_th", "area__name_en", "organisation__name_th", "organisation__name_en")
        rows = rows.filter(Q(*((f"{name}__icontains", words) for name in named), _connector=Q.OR))
    return rows.prefetch_related("claims")


def claimed(plan: Plan) -> list[str]:
    """The dimensions the plan claims, in the order of the law (criteria-2)."""
    chosen = {claim.dimension for claim in plan.claims.all()}
    return [key for key in edition_of(plan).dimension_keys if key in chosen]


def fields_of(plan: Plan) -> list[Field]:
    """Every field of the form that this plan is asked, in the form's order."""
    keys = claimed(plan)
    return [one for section in edition_of(plan).form for one in section.fields_for(keys)]


def section_of(plan: Plan, name: str) -> Section | None:
    """A section of the plan's form by its id."""
    return next((section for section in edition_of(plan).form if section.id == name), None)


def rows_of(plan: Plan) -> dict[str, Text]:
    """The saved texts by field id, with their versions."""
    return {row.field: row for row in Text.objects.filter(plan=plan)}


def texts_of(plan: Plan) -> dict[str, str]:
    """What the plan says, by field id; fields of dimensions that are not claimed are left out."""
    rows = rows_of(plan)
    return {one.id: rows[one.id].text for one in fields_of(plan) if one.id in rows and rows[one.id].text}


def shown(field: Field, text: str) -> str:
    """A field's text as people read it: the words of a choice, a number with its unit."""
    lang = language()
    if field.type == "choice":
        return next((option.text(lang) for option in field.options if option.key == text), text)
    if field.type == "number" and text:
        unit = f" {field.unit.text(lang)}" if field.unit else ""
        return f"{Decimal(text):,f}{unit}"
    return text


def projects_of(plan: Plan, dimension: str | None = None) -> list[Project]:
    """The plan's projects with their money at hand, in order; of one dimension if asked."""
    rows = plan.projects.prefetch_related("money")
    return list(rows.filter(dimension=dimension) if dimension else rows)


def milestones_of(plan: Plan) -> list[Milestone]:
    """What the plan promises, by the day it is due."""
    return list(plan.milestones.select_related("project"))


def indicators_of(plan: Plan) -> list[Indicator]:
    """What the plan measures, dimension by dimension in the order of the law."""
    order = {key: place for place, key in enumerate(edition_of(plan).dimension_keys)}
    return sorted(plan.indicators.all(), key=lambda row: (order.get(row.dimension, 99), row.pk))


def total_of(project: Project) -> Decimal:
    """All the money of a project."""
    return sum((row.baht for row in project.money.all()), Decimal(0))


def budget_of(plan: Plan) -> list[tuple[int, Decimal]]:
    """The plan's money by Thai fiscal year (B.E.), earliest first."""
    rows = Money.objects.filter(project__plan=plan).values("fiscal_year").annotate(total=Sum("baht"))
    return [(row["fiscal_year"], row["total"]) for row in rows.order_by("fiscal_year")]


def in_use(plan: Plan, dimensions: Iterable[str]) -> list[str]:
    """Those of the dimensions in which projects, milestones or indicators stand."""
    wanted = list(dimensions)
    used = set()
    for model in (Project, Milestone, Indicator):
        used |= set(model.objects.filter(plan=plan, dimension__in=wanted).values_list("dimension", flat=True))
    return [key for key in wanted if key in used]


def content_of(plan: Plan) -> dict[str, Any]:
    """The part `plan` of the plan's dossier: everything it says, without local keys or empty fields."""
    by_project: dict[int | None, list[Milestone]] = {}
    for row in milestones_of(plan):
        by_project.setdefault(row.project_id, []).append(row)
    return without_empty(
        {
            "claimed": claimed(plan),
            "texts": texts_of(plan),
            "projects": [project_of(row, by_project.get(row.pk, ())) for row in projects_of(plan)],
            "milestones": [milestone_of(row) for row in by_project.get(None, ())],
            "indicators": [indicator_of(row) for row in indicators_of(plan)],
        }
    )


def gaps(plan: Plan) -> list[Gap]:
    """What the plan still lacks to be clear; none of it stops the filing, the conditions do (criteria-1.2)."""
    keys = claimed(plan)
    return [*_unwritten(plan, keys), *_unplanned(plan, keys), *_unmeasured(plan, keys)]


def _unwritten(plan: Plan, keys: list[str]) -> list[Gap]:
    written = {name for name, row in rows_of(plan).items() if row.text}
    found = []
    for section in edition_of(plan).form:
        missing = [one for one in section.fields_for(keys) if one.required and one.id not in written]
        if missing:
            found.append(
                Gap(
                    text=_("Write “%s”") % section.text(language()),
                    address=f"{reverse('plan:section', args=[plan.key, section.id])}#id_{missing[0].id}",
                    provision=missing[0].serves,
                    why=_("Missing: %s") % ", ".join(field_name(one) for one in missing),
                )
            )
    return found


def field_name(field: Field) -> str:
    """A field's question; of a field asked for each Smart, the Smart too."""
    lang = language()
    if field.dimension is None:
        return field.text(lang)
    return f"{field.text(lang)}: {edition().dimension(field.dimension).text(lang)}"


def _unplanned(plan: Plan, keys: list[str]) -> list[Gap]:
    rows = list(plan.projects.annotate(sums=Count("money")).order_by())
    address = reverse("plan:projects", args=[plan.key])
    found = []
    if without := [key for key in keys if key not in {row.dimension for row in rows}]:
        found.append(Gap(_("Add a project to each Smart"), address, "criteria-1.2", why=_names(without)))
    if unfunded := sum(not row.sums for row in rows):
        why = ngettext("%d project has no money yet", "%d projects have no money yet", unfunded) % unfunded
        found.append(Gap(_("Enter the money of each project"), address, "criteria-1.2", why=why))
    if undated := sum(row.starts is None or row.ends is None for row in rows):
        why = ngettext("%d project has no dates yet", "%d projects have no dates yet", undated) % undated
        found.append(Gap(_("Enter the dates of each project"), address, "criteria-1.2", why=why))
    return found


def _unmeasured(plan: Plan, keys: list[str]) -> list[Gap]:
    measured = set(plan.indicators.values_list("dimension", flat=True))
    found = []
    if without := [key for key in keys if key not in measured]:
        address = reverse("plan:indicators", args=[plan.key])
        found.append(Gap(_("Add an indicator to each Smart"), address, "criteria-1.5", why=_names(without)))
    if not plan.milestones.exists():
        address = reverse("plan:milestones", args=[plan.key])
        why = _("Milestones are what is followed up after the designation")
        found.append(Gap(_("Add a milestone"), address, "criteria-1.5", why=why))
    return found


def _names(keys: list[str]) -> str:
    lang = language()
    names = ", ".join(edition().dimension(key).text(lang) for key in keys)
    return _("Missing: %s") % names
