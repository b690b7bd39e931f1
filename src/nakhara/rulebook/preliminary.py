"""The five preliminary conditions, all of them required (criteria-1.*)."""

from collections.abc import Mapping
from datetime import date

from nakhara.rulebook.edition import Edition
from nakhara.rulebook.findings import Finding, answered


def findings(conditions: Mapping[str, bool | None], on: date, edition: Edition) -> list[Finding]:
    """One finding for each condition in force that day; one that is left out, or None, is unknown."""
    return [answered(id, conditions.get(id)) for id in edition.condition_ids if edition.value(id, None, on)]
