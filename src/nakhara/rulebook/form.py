"""The plan form of an edition: sections and fields, each with the provision it serves (guideline-1/plan)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from nakhara.rulebook.provision import Bilingual, Text


@dataclass(frozen=True)
class Option(Bilingual):
    """One answer of a field of type `choice`."""

    key: str
    th: str
    en: str


@dataclass(frozen=True)
class Field(Bilingual):
    """One question of the plan form; `type` is text, longtext, number or choice."""

    id: str
    th: str
    en: str
    help_th: str
    help_en: str
    type: str
    required: bool
    serves: str
    section: str
    unit: Text | None = None
    options: tuple[Option, ...] = ()
    dimension: str | None = None

    def help(self, lang: str = "th") -> str:
        return self.help_en if lang == "en" else self.help_th


@dataclass(frozen=True)
class Section(Bilingual):
    """A part of the plan form; a section that repeats is asked once for each claimed dimension."""

    id: str
    th: str
    en: str
    help_th: str
    help_en: str
    repeats: bool
    fields: tuple[Field, ...]

    def help(self, lang: str = "th") -> str:
        return self.help_en if lang == "en" else self.help_th

    def fields_for(self, claimed: Iterable[str]) -> Iterator[Field]:
        """The fields to show for a plan that claims these dimensions."""
        if not self.repeats:
            yield from self.fields
            return
        for key in claimed:
            for question in self.fields:
                yield for_dimension(question, key)


def for_dimension(question: Field, key: str) -> Field:
    """The field of a repeating section as it is asked for one dimension: dimension/environment/aim."""
    return replace(question, id=question.id.replace("{dimension}", key), dimension=key)


def section_of(table: Mapping[str, Any]) -> Section:
    """Build a section of the form from its entry in the data."""
    return Section(
        id=table["id"],
        th=table["th"],
        en=table["en"],
        help_th=table["help_th"],
        help_en=table["help_en"],
        repeats="repeat" in table,
        fields=tuple(_field_of(entry, table["id"]) for entry in table["field"]),
    )


def _field_of(table: Mapping[str, Any], section: str) -> Field:
    unit = Text(table["unit_th"], table["unit_en"]) if "unit_th" in table else None
    return Field(
        id=table["id"],
        th=table["th"],
        en=table["en"],
        help_th=table["help_th"],
        help_en=table["help_en"],
        type=table["type"],
        required=table["required"],
        serves=table["serves"],
        section=section,
        unit=unit,
        options=tuple(Option(**entry) for entry in table.get("options", ())),
    )
