"""The seven dimensions and their 22 attributes, and what claiming them asks (dimension-*, criteria-2/*)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from nakhara.rulebook.findings import Finding, answered, compare
from nakhara.rulebook.provision import Bilingual, Provision

if TYPE_CHECKING:
    from nakhara.rulebook.edition import Edition


@dataclass(frozen=True)
class Item(Bilingual):
    """What is given a level: an attribute of a dimension, or one of the five items of the plan as a whole."""

    id: str
    th: str
    en: str
    weight: Fraction


@dataclass(frozen=True)
class Dimension(Bilingual):
    """One of the seven dimensions, in the order of the law."""

    id: str
    key: str
    th: str
    en: str
    attributes: tuple[Item, ...]


def dimensions_of(provisions: Mapping[str, Provision]) -> Iterator[Dimension]:
    """The dimensions in the order of the law, each with its attributes at equal weights (score/weights)."""
    for provision in provisions.values():
        if "/" not in provision.id:
            items = items_of(provisions, provision.id)
            yield Dimension(provision.id, provision.details["key"], provision.th, provision.en, items)


def items_of(provisions: Mapping[str, Provision], family: str) -> tuple[Item, ...]:
    """The items `family/1`, `family/2`, … with equal weights (score/weights)."""
    members = [entry for entry in provisions.values() if entry.id.startswith(f"{family}/")]
    weight = Fraction(1, len(members))
    return tuple(Item(entry.id, entry.th, entry.en, weight) for entry in members)


def findings(claimed: Collection[str], on: date, edition: "Edition") -> list[Finding]:
    """Whether enough dimensions are claimed, and the mandatory one among them (criteria-2/*)."""
    counted = len(set(claimed).intersection(edition.dimension_keys))
    mandatory = edition.value("criteria-2/environment", None, on)
    return [
        compare("criteria-2/at-least-two", Fraction(counted), edition.value("criteria-2/at-least-two", None, on)),
        answered("criteria-2/environment", mandatory in claimed),
    ]
