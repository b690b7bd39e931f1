"""What one statement of the law is: a provision with its dated values, its reading and where it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Any

PROJECT = "project"
_OWN = {"kind", "th", "en", "source", "unit", "values", "reading", "interpretation"}
_CITED = {"criteria": ("เกณฑ์ข้อ", "Criterion"), "guideline": ("แนวทางข้อ", "Guideline")}
_NAMED = {
    "background": ("ความเป็นมา", "Background"),
    "policy": ("นโยบาย", "Policy"),
    "dimension": ("ลักษณะ", "Dimensions"),
    "target": ("เป้าหมาย", "Targets"),
    "letter": ("หนังสือ", "Letters"),
    "contact": ("สอบถามข้อมูลเพิ่มเติม", "Contact"),
}


class NotInForceError(LookupError):
    """The provision has no value in force on that day."""


class Bilingual:
    """Whatever is said in Thai and in English."""

    th: str
    en: str

    def text(self, lang: str = "th") -> str:
        """The words in that language: "en" for English, anything else for Thai."""
        return self.en if lang == "en" else self.th


@dataclass(frozen=True)
class Text(Bilingual):
    """The same words in Thai and in English."""

    th: str
    en: str


@dataclass(frozen=True)
class Value:
    """What a provision says from a day on, until a later value takes its place."""

    since: date
    value: Any
    source: str


@dataclass(frozen=True, eq=False)
class Provision(Bilingual):
    """One statement of the founding documents, or one of the project's own rules (`official` is False)."""

    id: str
    kind: str
    section: str
    th: str
    en: str
    source: str
    unit: str | None = None
    values: tuple[Value, ...] = ()
    reading: Text | None = None
    interpretation: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def official(self) -> bool:
        return self.source != PROJECT

    def cite(self, lang: str = "th") -> str:
        """The short name that a clause chip shows: เกณฑ์ข้อ 1.4, แนวทางข้อ 2, กติการะบบ."""
        english = lang == "en"
        if not self.official:
            return "Platform rule" if english else "กติการะบบ"
        if self.section in _CITED:
            number = self.id.partition("-")[2].partition("/")[0]
            return f"{_CITED[self.section][english]} {number}"
        return _NAMED[self.section][english]

    def value(self, name: str | None, on: date) -> Any:
        """The value in force on that day, or its part of that name; NotInForceError before the first."""
        now = None
        for entry in self.values:
            if entry.since <= on:
                now = entry
        if now is None:
            raise NotInForceError(f"{self.id} has no value in force on {on.isoformat()}")
        return now.value if name is None else now.value[name]


def exact(value: Any) -> Any:
    """Freeze a value read from data: numbers become Fraction, lists tuples, tables read-only mappings."""
    if isinstance(value, int) and not isinstance(value, bool):
        return Fraction(value)
    if isinstance(value, list):
        return tuple(exact(part) for part in value)
    if isinstance(value, dict):
        return MappingProxyType({name: exact(part) for name, part in value.items()})
    return value


def plain(value: Any) -> Any:
    """The value as JSON shows it: exact numbers as strings ("80", "159/2"), everything else as it is."""
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    if isinstance(value, Mapping):
        return {name: plain(part) for name, part in value.items()}
    return value


def with_prefix(provisions: Iterable[Provision], *prefixes: str) -> Iterable[Provision]:
    """The provisions whose id begins with one of the prefixes, in the order of the data."""
    return (entry for entry in provisions if entry.id.startswith(prefixes))


def text_of(table: Mapping[str, Any] | None) -> Text | None:
    return Text(table["th"], table["en"]) if table else None


def provision_of(id: str, section: str, table: Mapping[str, Any]) -> Provision:
    """Build a provision from its entry in the data."""
    dated = table.get("values", ())
    values = (Value(entry["from"], exact(entry["value"]), entry["source"]) for entry in dated)
    return Provision(
        id=id,
        kind=table["kind"],
        section=section,
        th=table["th"],
        en=table["en"],
        source=table["source"],
        unit=table.get("unit"),
        values=tuple(sorted(values, key=lambda entry: entry.since)),
        reading=text_of(table.get("reading")),
        interpretation=table.get("interpretation"),
        details={name: part for name, part in table.items() if name not in _OWN},
    )
