"""Every table of smartcity.json with its fields: what a dossier may hold, how it is read, its schema."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from nakhara.foundation.parties.models import OrganisationKind
from nakhara.rulebook import loading
from nakhara.rulebook.edition import Edition
from nakhara.rulebook.faults import Fault, Place
from nakhara.rulebook.form import Field
from nakhara.rulebook.thai import juristic_id_ok
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
from nakhara.stages.plan.formats import FieldError, value_of

FORMAT = "smartcity/1"
LONGEST = 20_000


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
