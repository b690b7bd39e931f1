"""Who may do what: every act of the system with the roles that may do it (guideline-*, policy-*, own steps)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nakhara.rulebook.provision import Bilingual


@dataclass(frozen=True)
class Role(Bilingual):
    """A role toward a thing, such as `owner-signer` or `chair`."""

    key: str
    th: str
    en: str


@dataclass(frozen=True)
class Step(Bilingual):
    """One act: its id, its name, the roles that may do it, and whether a conflict of interest bars it."""

    id: str
    th: str
    en: str
    actors: frozenset[str]
    conflict_bars: bool

    def allows(self, role: str) -> bool:
        return role in self.actors


def step_of(id: str, table: Mapping[str, Any]) -> Step:
    """Build a step from its entry in the data."""
    return Step(id, table["th"], table["en"], frozenset(table["actors"]), table.get("conflict_bars", False))
