"""The dossier: what smartcity.json holds, how it is written and how it is read (guideline-1/application).

It says the plan and its self-assessment and nothing local: no keys, no persons, no moments. Empty fields are left out,
so that the same plan gives the same bytes in every installation.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import rfc8785

from nakhara.foundation.documents.models import Citation
from nakhara.foundation.parties.models import OrganisationKind
from nakhara.rulebook import loading
from nakhara.rulebook.edition import Edition
from nakhara.rulebook.faults import Fault, Place
from nakhara.rulebook.form import Field
from nakhara.rulebook.reading import check_depth, read_json
from nakhara.rulebook.thai import clean_text, juristic_id_ok
from nakhara.stages.application.formats.faults import PlanFault
from nakhara.stages.application.formats.shapes import (
    Amount,
    ById,
    Claimed,
    Constant,
    Context,
    Day,
    Flag,
    ListOf,
    OneOf,
    Sha256,
    Shape,
    Table,
    Whole,
    Words,
    text_at,
)
from nakhara.stages.plan.formats import FieldError, value_of, without_empty
from nakhara.stages.plan.models import Plan
from nakhara.stages.plan.queries import content_of
from nakhara.stages.self_assessment.models import AwaitedFile
from nakhara.stages.self_assessment.queries import Assessment

FORMAT = "smartcity/1"
MAX_BYTES = 8 << 20
LONGEST = 20_000


def dossier_of(plan: Plan, said: Assessment | None = None) -> dict[str, Any]:
    """The plan and its self-assessment as smartcity.json says them; `said` where that is read already."""
    told = {
        "format": FORMAT,
        "edition": plan.edition,
        "area": _area(plan),
        "applicant": _applicant(plan),
        "plan": content_of(plan),
        "self_assessment": _assessment(said or Assessment(plan)),
    }
    return _tidy(told)


def _tidy(value: Any) -> Any:
    """In one spelling and without empty fields, all the way down."""
    if isinstance(value, dict):
        return without_empty({key: _tidy(part) for key, part in value.items()})
    if isinstance(value, list):
        return [_tidy(part) for part in value]
    return clean_text(value) if isinstance(value, str) else value


def canonical(dossier: Mapping[str, Any]) -> bytes:
    """The dossier's bytes: RFC 8785 canonical JSON, the same wherever they are made."""
    return rfc8785.dumps(dict(dossier))


def _area(plan: Plan) -> dict[str, Any]:
    area = plan.area
    codes = list(area.area_provinces.values_list("province_id", flat=True))
    return without_empty({"name": area.name_th, "name_en": area.name_en, "provinces": codes})


def _applicant(plan: Plan) -> dict[str, Any]:
    owner = plan.organisation
    return without_empty(
        {
            "name": owner.name_th,
            "name_en": owner.name_en,
            "juristic_id": owner.juristic_id,
            "kind": owner.kind,
            "legal_basis": owner.legal_basis,
        }
    )


def _assessment(said: Assessment) -> dict[str, Any]:
    conditions, answers = said.told()
    return without_empty(
        {
            "conditions": _filled(
                (row.provision, {"met": row.met, "proof": row.proof, "evidence": _files(said.evidence(row))})
                for row in conditions
            ),
            "answers": _filled(
                (row.item, {"level": row.level, "reason": row.reason, "evidence": _files(said.evidence(row))})
                for row in answers
            ),
        }
    )


def _filled(rows: Iterable[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
    return without_empty({name: without_empty(row) for name, row in rows})


def _files(rows: Iterable[Citation | AwaitedFile]) -> list[dict[str, Any]]:
    found = [_file(row) for row in rows]
    return sorted(found, key=lambda one: (one["name"], one["sha256"], one.get("place", "")))


def _file(row: Citation | AwaitedFile) -> dict[str, Any]:
    if isinstance(row, AwaitedFile):
        told = {"name": row.name, "type": row.media_type, "size": row.size, "sha256": row.sha256}
    else:
        blob = row.document.blob
        told = {"name": row.document.name, "type": blob.media_type, "size": blob.size, "sha256": blob.sha256}
    return without_empty({**told, "place": row.place})


# Reading


def read_dossier(data: bytes) -> dict[str, Any]:
    """The dossier in a file, clean and without empty fields; raises Fault at the first fault of the document."""
    if len(data) > MAX_BYTES:
        raise PlanFault((), "plan-too-large")
    document = read_json(data, limit=MAX_BYTES)
    try:
        return _tidy(DOSSIER.read(document, (), _context(document)))
    except Fault:
        # A document without fault is never this deep; one too deep cannot be read at all, whatever else is wrong.
        check_depth(document)
        raise


def _context(document: Any) -> Context:
    table = document if isinstance(document, dict) else {}
    named = table.get("edition")
    known = isinstance(named, str) and named in loading.editions()
    law = loading.edition(named) if known else loading.edition()
    plan = table.get("plan")
    listed = plan.get("claimed") if isinstance(plan, dict) else None
    listed = listed if isinstance(listed, list) else []
    return Context(law, tuple(key for key in law.dimension_keys if key in listed))


@dataclass(frozen=True)
class JuristicId:
    """The thirteen digits of a juristic person (criteria-1.1)."""

    def read(self, value: Any, at: Place, context: Context) -> str:
        if not juristic_id_ok(text_at(value, at)):
            raise Fault(at, "juristic-id")
        return value

    def schema(self, law: Edition) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[0-9]{13}$", "description": "the last digit is the check digit"}


@dataclass(frozen=True)
class Answered:
    """The text of one field of the form, by its type."""

    field: Field

    def read(self, value: Any, at: Place, context: Context) -> str:
        text = Words(LONGEST).read(value, at, context)
        try:
            return value_of(self.field, text)
        except FieldError as error:
            if error.code == "number":
                raise PlanFault(at, "field-number") from None
            raise PlanFault(at, "choice", choices=", ".join(one.key for one in self.field.options)) from None

    def schema(self, law: Edition) -> dict[str, Any]:
        if self.field.type == "choice":
            return {"enum": [one.key for one in self.field.options]}
        if self.field.type == "number":
            return {"type": "string", "pattern": r"^[0-9]{1,15}(\.[0-9]{1,4})?$"}
        return Words(LONGEST).schema(law)


def _fields(law: Edition, claimed: Iterable[str]) -> dict[str, Shape]:
    keys = list(claimed)
    return {one.id: Answered(one) for section in law.form for one in section.fields_for(keys)}


def _conditions(law: Edition, claimed: Iterable[str]) -> dict[str, Shape]:
    return {one.id: CONDITION for one in law.conditions}


def _items(law: Edition, claimed: Iterable[str]) -> dict[str, Shape]:
    return {item.id: ANSWER for part in (*claimed, "overall") for item in law.items_of(part)}


def _dates_in_order(project: Mapping[str, Any], at: Place) -> None:
    if "starts" in project and "ends" in project and project["ends"] < project["starts"]:
        raise PlanFault((*at, "ends"), "dates")


NAME = Words(300, filled=True)
EVIDENCE = Table(
    {
        "name": Words(255, filled=True),
        "type": Words(100, filled=True),
        "size": Whole(0, 2**53 - 1),
        "sha256": Sha256(),
        "place": Words(80),
    },
    ("name", "type", "size", "sha256"),
    note="a file of evidence; its bytes are not in this file",
)
FILES = ListOf(EVIDENCE, 200, unique=lambda one: (one["sha256"], one["name"], one.get("place", "")))
CONDITION = Table({"met": Flag(), "proof": Words(LONGEST), "evidence": FILES})
ANSWER = Table({"level": Whole(0, 5), "reason": Words(LONGEST), "evidence": FILES})
MONEY = Table(
    {"fiscal_year": Whole(2550, 2600), "source": Words(120, filled=True), "baht": Amount(15, 2)},
    ("fiscal_year", "source", "baht"),
    note="fiscal_year is the Thai fiscal year by its name in the Buddhist era, 1 October to 30 September",
)
MILESTONE = Table({"name": NAME, "dimension": Claimed(), "due": Day()}, ("name", "dimension", "due"))
PROJECT = Table(
    {
        "name": NAME,
        "dimension": Claimed(),
        "description": Words(LONGEST),
        "responsible": Words(200),
        "starts": Day(),
        "ends": Day(),
        "money": ListOf(MONEY, 200, unique=lambda one: (one["fiscal_year"], one["source"])),
        "milestones": ListOf(MILESTONE, 200),
    },
    ("name", "dimension"),
    check=_dates_in_order,
)
INDICATOR = Table(
    {
        "name": NAME,
        "dimension": Claimed(),
        "unit": Words(60, filled=True),
        "baseline": Amount(18, 4, negative=True),
        "target": Amount(18, 4, negative=True),
        "rises": Flag(),
        "source": Words(200),
        "frequency": Words(60),
    },
    ("name", "dimension", "unit", "target", "rises"),
)
DOSSIER = Table(
    {
        "format": Constant(FORMAT, "format"),
        "edition": OneOf(lambda law: loading.editions(), "edition"),
        "area": Table(
            {
                "name": Words(200, filled=True),
                "name_en": Words(200),
                "provinces": ListOf(
                    OneOf(lambda law: sorted(loading.provinces()), "province"), 77, filled=True, unique=str
                ),
            },
            ("name", "provinces"),
        ),
        "applicant": Table(
            {
                "name": Words(200, filled=True),
                "name_en": Words(200),
                "juristic_id": JuristicId(),
                "kind": OneOf(lambda law: OrganisationKind.values),
                "legal_basis": Words(200),
            },
            ("name",),
        ),
        "plan": Table(
            {
                "claimed": ListOf(
                    OneOf(lambda law: law.dimension_keys, "dimension"),
                    7,
                    unique=str,
                    repeated="repeated-dimension",
                ),
                "texts": ById(_fields, "texts by the field ids of the edition's form"),
                "projects": ListOf(PROJECT, 1000),
                "milestones": ListOf(MILESTONE, 1000),
                "indicators": ListOf(INDICATOR, 1000),
            }
        ),
        "self_assessment": Table({"conditions": ById(_conditions), "answers": ById(_items)}),
    },
    ("format", "edition", "area", "applicant"),
)


def schema() -> dict[str, Any]:
    """The JSON Schema of smartcity.json, made from the same shapes that read it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": FORMAT,
        "description": (
            "A smart-city plan and its self-assessment. Canonical by RFC 8785, empty fields left out. "
            "Days are ISO 8601 in CE; amounts are exact decimals written as text."
        ),
        **DOSSIER.schema(loading.edition()),
    }
