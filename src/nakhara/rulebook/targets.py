"""The programme's three phases, their printed counts and both readings of them (target-*)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from nakhara.rulebook.provision import Bilingual, Provision


@dataclass(frozen=True)
class TargetArea(Bilingual):
    """An area of a target: named in the documents, or known by its province alone."""

    key: str
    th: str
    en: str
    provinces: tuple[str, ...]
    named: bool


@dataclass(frozen=True)
class Reading(Bilingual):
    """One way to read a printed count; at most one of a target's readings is `chosen`."""

    key: str
    th: str
    en: str
    chosen: bool
    provinces: int | None = None
    areas: int | None = None
    count: int | None = None


@dataclass(frozen=True)
class Target(Bilingual):
    """A phase of the programme; `years` are CE and a label only, calendar or fiscal is unsaid."""

    id: str
    th: str
    en: str
    years_printed: str
    years: tuple[int, int]
    count_printed: str
    readings: tuple[Reading, ...]
    areas: tuple[TargetArea, ...]


def target_of(provision: Provision) -> Target:
    """Build a phase from its provision."""
    details = provision.details
    return Target(
        id=provision.id,
        th=provision.th,
        en=provision.en,
        years_printed=details["years_printed"],
        years=(details["years"][0], details["years"][1]),
        count_printed=details["count_printed"],
        readings=tuple(Reading(**entry) for entry in details["readings"]),
        areas=tuple(_area_of(entry) for entry in details["areas"]),
    )


def _area_of(table: dict[str, Any]) -> TargetArea:
    return TargetArea(table["key"], table["th"], table["en"], tuple(table["provinces"]), table["named"])


def counted(areas: Iterable[TargetArea]) -> tuple[int, int]:
    """How many provinces and how many areas these are; an area in two provinces counts once, a province once."""
    listed = list(areas)
    return len({code for area in listed for code in area.provinces}), len(listed)
