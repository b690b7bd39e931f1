"""The plan as data without local keys: the part `plan` of smartcity.json (guideline-1/plan).

Amounts are exact decimals written as text, days are ISO 8601 in CE, a fiscal year is the Buddhist year it is named by.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from nakhara.rulebook.form import Field
from nakhara.rulebook.thai import clean_text, to_arabic_digits
from nakhara.stages.plan.models import Indicator, Milestone, Project

LARGEST = Decimal(10) ** 15


class FieldError(ValueError):
    """A text is not what its field asks for; `code` is `number` or `choice`."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


def value_of(field: Field, text: str) -> str:
    """A field's text as it is stored: clean, a number without commas, a choice by its key; raises FieldError."""
    text = clean_text(text)
    if not text or field.type in ("text", "longtext"):
        return text
    if field.type == "choice":
        if text not in [option.key for option in field.options]:
            raise FieldError("choice")
        return text
    return plain(_number(text))


def _number(text: str) -> Decimal:
    try:
        found = Decimal(to_arabic_digits(text).replace(",", ""))
    except InvalidOperation:
        raise FieldError("number") from None
    if not found.is_finite() or not 0 <= found < LARGEST or -found.as_tuple().exponent > 4:
        raise FieldError("number")
    return found


def plain(number: Decimal) -> str:
    """An exact decimal without exponent, sign of zero or trailing zeros: 18400000, 0.25."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def without_empty(table: Mapping[str, Any]) -> dict[str, Any]:
    """The table without empty fields; false and 0 are not empty."""
    return {name: value for name, value in table.items() if value not in (None, "", [], {})}


def project_of(project: Project, milestones: Iterable[Milestone]) -> dict[str, Any]:
    """A project with its money and its milestones."""
    return without_empty(
        {
            "name": project.name,
            "dimension": project.dimension,
            "description": project.description,
            "responsible": project.responsible,
            "starts": project.starts and project.starts.isoformat(),
            "ends": project.ends and project.ends.isoformat(),
            "money": [
                {"fiscal_year": row.fiscal_year, "source": row.source, "baht": plain(row.baht)}
                # in Python: a database orders text by its own collation
                for row in sorted(project.money.all(), key=lambda one: (one.fiscal_year, one.source))
            ],
            "milestones": [milestone_of(row) for row in milestones],
        }
    )


def milestone_of(row: Milestone) -> dict[str, Any]:
    """A milestone; which project it belongs to is told by where it stands."""
    return {"name": row.name, "dimension": row.dimension, "due": row.due.isoformat()}


def indicator_of(row: Indicator) -> dict[str, Any]:
    """An indicator."""
    return without_empty(
        {
            "name": row.name,
            "dimension": row.dimension,
            "unit": row.unit,
            "baseline": "" if row.baseline is None else plain(row.baseline),
            "target": plain(row.target),
            "rises": row.rises,
            "source": row.source,
            "frequency": row.frequency,
        }
    )
