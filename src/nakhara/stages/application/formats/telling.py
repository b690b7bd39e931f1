"""A dossier as people read it: every part with its name and clause, from the bytes that were filed."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from nakhara.foundation.documents.models import Document
from nakhara.foundation.parties.models import OrganisationKind
from nakhara.look.wording import language
from nakhara.rulebook.edition import Edition
from nakhara.rulebook.form import Section
from nakhara.rulebook.scoring import OVERALL
from nakhara.stages.plan.queries import field_name, shown
from nakhara.stages.self_assessment.methods import score

Stored = Mapping[tuple[str, str], Document]


def told(dossier: Mapping[str, Any], law: Edition, stored: Stored, on: date) -> dict[str, Any]:
    """What a dossier says, part by part, for `application/_dossier.html`; `stored` finds documents by hash and name."""
    plan, assessment = dossier.get("plan", {}), dossier.get("self_assessment", {})
    claimed = plan.get("claimed", [])
    return {
        "area": dossier["area"],
        "applicant": _applicant(dossier["applicant"]),
        "claimed": claimed,
        "sections": [_section(section, claimed, plan.get("texts", {})) for section in law.form],
        "projects": [_project(row) for row in plan.get("projects", [])],
        "budget": _budget(plan.get("projects", [])),
        "milestones": _milestones(plan),
        "indicators": [_indicator(row) for row in plan.get("indicators", [])],
        "conditions": _conditions(law, assessment.get("conditions", {}), stored),
        "parts": [_part(law, part, assessment.get("answers", {}), stored, on) for part in (*claimed, OVERALL)],
    }


def _applicant(owner: Mapping[str, str]) -> list[tuple[str, str]]:
    kind = owner.get("kind", "")
    return [
        (_("Juristic person"), owner["name"]),
        (_("Juristic number"), owner.get("juristic_id", "")),
        (_("Kind"), OrganisationKind(kind).label if kind else ""),
        (_("Legal basis"), owner.get("legal_basis", "")),
    ]


def _section(section: Section, claimed: list[str], texts: Mapping[str, str]) -> dict[str, Any]:
    rows = [
        {"id": one.id, "name": field_name(one), "text": shown(one, texts.get(one.id, "")), "clause": one.serves}
        for one in section.fields_for(claimed)
    ]
    return {"name": section.text(language()), "rows": rows}


def _project(row: Mapping[str, Any]) -> dict[str, Any]:
    money = [{**one, "baht": Decimal(one["baht"])} for one in row.get("money", [])]
    total = sum((one["baht"] for one in money), Decimal(0))
    return {**row, "starts": _day(row.get("starts")), "ends": _day(row.get("ends")), "money": money, "total": total}


def _budget(projects: list[Mapping[str, Any]]) -> list[tuple[int, Decimal]]:
    found: dict[int, Decimal] = {}
    for project in projects:
        for row in project.get("money", []):
            found[row["fiscal_year"]] = found.get(row["fiscal_year"], Decimal(0)) + Decimal(row["baht"])
    return sorted(found.items())


def _milestones(plan: Mapping[str, Any]) -> list[dict[str, Any]]:
    own = [{**row, "project": ""} for row in plan.get("milestones", [])]
    of_projects = [
        {**row, "project": project["name"]}
        for project in plan.get("projects", [])
        for row in project.get("milestones", [])
    ]
    rows = [{**row, "due": _day(row["due"])} for row in (*own, *of_projects)]
    return sorted(rows, key=lambda row: row["due"])


def _indicator(row: Mapping[str, Any]) -> dict[str, Any]:
    baseline = row.get("baseline")
    return {**row, "baseline": None if baseline is None else Decimal(baseline), "target": Decimal(row["target"])}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _conditions(law: Edition, said: Mapping[str, Any], stored: Stored) -> list[dict[str, Any]]:
    return [
        {
            "id": rule.id,
            "name": rule.text(language()),
            "met": said.get(rule.id, {}).get("met"),
            "proof": said.get(rule.id, {}).get("proof", ""),
            "files": _files(said.get(rule.id, {}), stored),
        }
        for rule in law.conditions
    ]


def _part(law: Edition, part: str, answers: Mapping[str, Any], stored: Stored, on: date) -> dict[str, Any]:
    rows = [
        {
            "number": number,
            "id": item.id,
            "name": item.text(language()),
            "level": answers.get(item.id, {}).get("level"),
            "reason": answers.get(item.id, {}).get("reason", ""),
            "files": _files(answers.get(item.id, {}), stored),
        }
        for number, item in enumerate(law.items_of(part), 1)
    ]
    levels = {row["id"]: row["level"] for row in rows}
    return {"part": part, "rows": rows, "score": score(law, part, levels, on)}


def _files(row: Mapping[str, Any], stored: Stored) -> list[dict[str, Any]]:
    return [{**one, "document": stored.get((one["sha256"], one["name"]))} for one in row.get("evidence", [])]
