"""Shapes of JSON values: each checks a value as the strict reader gives it, cleans it, and says itself as JSON Schema.

Faults come in the order of the document; a missing key points at its parent, so it comes before what is inside.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from nakhara.rulebook.edition import Edition
from nakhara.rulebook.faults import Fault, Place
from nakhara.rulebook.reading import Number, members
from nakhara.rulebook.thai import clean_text
from nakhara.stages.application.formats.faults import PlanFault
from nakhara.stages.plan.formats import plain

_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]*)", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True)
class Context:
    """What checks need from elsewhere in the file."""

    edition: Edition
    claimed: tuple[str, ...]


class Shape(Protocol):
    """What a value must look like; `read` gives it clean or raises Fault, `schema` says it as JSON Schema."""

    def read(self, value: Any, at: Place, context: Context) -> Any: ...

    def schema(self, law: Edition) -> dict[str, Any]: ...


def text_at(value: Any, at: Place) -> str:
    """The value as a plain string, or a fault."""
    if type(value) is not str:
        raise Fault(at, "text")
    return value


@dataclass(frozen=True)
class Words:
    """Text, in one spelling."""

    limit: int
    filled: bool = False

    def read(self, value: Any, at: Place, context: Context) -> str:
        text = clean_text(text_at(value, at))
        if self.filled and not text:
            raise PlanFault(at, "empty")
        if len(text) > self.limit:
            raise PlanFault(at, "too-long", limit=self.limit)
        return text

    def schema(self, law: Edition) -> dict[str, Any]:
        return {"type": "string", **({"minLength": 1} if self.filled else {}), "maxLength": self.limit}


@dataclass(frozen=True)
class Constant:
    """One text and no other."""

    text: str
    code: str

    def read(self, value: Any, at: Place, context: Context) -> str:
        if text_at(value, at) != self.text:
            raise PlanFault(at, self.code)
        return self.text

    def schema(self, law: Edition) -> dict[str, Any]:
        return {"const": self.text}


@dataclass(frozen=True)
class OneOf:
    """One of a list of keys, which may depend on the edition."""

    keys: Callable[[Edition], Iterable[str]]
    code: str = "choice"

    def read(self, value: Any, at: Place, context: Context) -> str:
        known = list(self.keys(context.edition))
        if text_at(value, at) not in known:
            raise PlanFault(at, self.code, choices=", ".join(known))
        return value

    def schema(self, law: Edition) -> dict[str, Any]:
        return {"enum": list(self.keys(law))}


@dataclass(frozen=True)
class Claimed:
    """The key of a dimension that the plan claims."""

    def read(self, value: Any, at: Place, context: Context) -> str:
        if text_at(value, at) not in context.edition.dimension_keys:
            raise Fault(at, "dimension")
        if value not in context.claimed:
            raise PlanFault(at, "unclaimed")
        return value

    def schema(self, law: Edition) -> dict[str, Any]:
        return {"enum": list(law.dimension_keys), "description": "one of plan.claimed"}


@dataclass(frozen=True)
class Whole:
    """A whole number."""

    lowest: int
    highest: int

    def read(self, value: Any, at: Place, context: Context) -> int:
        good = type(value) is Number and _WHOLE.fullmatch(value) and len(value) <= 20
        if not good or not self.lowest <= int(value) <= self.highest:
            raise PlanFault(at, "whole", lowest=self.lowest, highest=self.highest)
        return int(value)

    def schema(self, law: Edition) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.lowest, "maximum": self.highest}


@dataclass(frozen=True)
class Amount:
    """An exact decimal as text."""

    digits: int
    places: int
    negative: bool = False

    @property
    def pattern(self) -> str:
        return rf"{'-?' if self.negative else ''}[0-9]{{1,{self.digits - self.places}}}(\.[0-9]{{1,{self.places}}})?"

    def read(self, value: Any, at: Place, context: Context) -> str:
        if type(value) is not str or not re.fullmatch(self.pattern, value, re.ASCII):
            raise PlanFault(at, "amount", places=self.places)
        return plain(Decimal(value))

    def schema(self, law: Edition) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{self.pattern}$"}


@dataclass(frozen=True)
class Day:
    """A day, ISO 8601 in CE."""

    def read(self, value: Any, at: Place, context: Context) -> str:
        text = text_at(value, at)
        try:
            good = date.fromisoformat(text).isoformat() == text and "1900" < text < "2200"
        except ValueError:
            good = False
        if not good:
            raise Fault(at, "date")
        return text

    def schema(self, law: Edition) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


@dataclass(frozen=True)
class Flag:
    """true or false."""

    def read(self, value: Any, at: Place, context: Context) -> bool:
        if not isinstance(value, bool):
            raise Fault(at, "boolean")
        return value

    def schema(self, law: Edition) -> dict[str, Any]:
        return {"type": "boolean"}


@dataclass(frozen=True)
class Sha256:
    """A SHA-256 in lower-case hexadecimal."""

    def read(self, value: Any, at: Place, context: Context) -> str:
        if not _SHA256.fullmatch(text_at(value, at)):
            raise PlanFault(at, "sha256")
        return value

    def schema(self, law: Edition) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[0-9a-f]{64}$"}


@dataclass(frozen=True)
class ListOf:
    """An array; `unique` gives what may not occur twice."""

    shape: Shape
    limit: int
    filled: bool = False
    unique: Callable[[Any], Any] | None = None
    repeated: str = "repeated"

    def read(self, value: Any, at: Place, context: Context) -> list[Any]:
        if not isinstance(value, list):
            raise Fault(at, "list")
        if self.filled and not value:
            raise PlanFault(at, "empty")
        if len(value) > self.limit:
            raise PlanFault(at, "too-many", limit=self.limit)
        found, seen = [], set()
        for place, part in enumerate(value):
            one = self.shape.read(part, (*at, place), context)
            if self.unique is not None:
                if self.unique(one) in seen:
                    raise PlanFault((*at, place), self.repeated)
                seen.add(self.unique(one))
            found.append(one)
        return found

    def schema(self, law: Edition) -> dict[str, Any]:
        least = {"minItems": 1} if self.filled else {}
        return {"type": "array", "items": self.shape.schema(law), **least, "maxItems": self.limit}


@dataclass(frozen=True)
class Table:
    """An object of known keys; `check` looks at several of them together."""

    fields: Mapping[str, Shape]
    required: tuple[str, ...] = ()
    check: Callable[[Mapping[str, Any], Place], None] | None = None
    note: str = ""

    def read(self, value: Any, at: Place, context: Context) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise Fault(at, "object")
        for key in self.required:
            if key not in value:
                raise Fault(at, "missing", key=key)
        found = {}
        for key, member in members(value, at):
            if key not in self.fields:
                raise Fault((*at, key), "unknown-key")
            found[key] = self.fields[key].read(member, (*at, key), context)
        if self.check is not None:
            self.check(found, at)
        return found

    def schema(self, law: Edition) -> dict[str, Any]:
        return {
            "type": "object",
            **({"description": self.note} if self.note else {}),
            "properties": {key: shape.schema(law) for key, shape in self.fields.items()},
            **({"required": list(self.required)} if self.required else {}),
            "additionalProperties": False,
        }


@dataclass(frozen=True)
class ById:
    """An object whose keys are ids of the edition; `known` tells them for the dimensions claimed."""

    known: Callable[[Edition, Iterable[str]], Mapping[str, Shape]]
    note: str = ""

    def read(self, value: Any, at: Place, context: Context) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise Fault(at, "object")
        shapes = self.known(context.edition, context.claimed)
        everything = self.known(context.edition, context.edition.dimension_keys)
        found = {}
        for key, member in members(value, at):
            if key not in shapes:
                place = (*at, key)
                raise PlanFault(place, "unclaimed") if key in everything else Fault(place, "unknown-key")
            found[key] = shapes[key].read(member, (*at, key), context)
        return found

    def schema(self, law: Edition) -> dict[str, Any]:
        shapes = self.known(law, law.dimension_keys)
        note = {"description": self.note} if self.note else {}
        if len(set(map(id, shapes.values()))) == 1:
            one = next(iter(shapes.values()))
            names = {"enum": list(shapes)}
            return {"type": "object", **note, "propertyNames": names, "additionalProperties": one.schema(law)}
        properties = {key: shape.schema(law) for key, shape in shapes.items()}
        return {"type": "object", **note, "properties": properties, "additionalProperties": False}
