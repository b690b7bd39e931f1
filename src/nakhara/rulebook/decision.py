"""The verdict on an application: everything the criteria and the guideline ask, put together (guideline-2/*).

Three-valued: pass or fail as soon as what is known decides it, else incomplete. A claimed dimension below its mark
is dropped or fails the application by the switch `failed-claim`; the strict verdict is always given beside.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Any, NamedTuple

from nakhara.rulebook import dimensions, preliminary, scoring
from nakhara.rulebook.edition import Edition
from nakhara.rulebook.findings import MET, UNKNOWN, UNMET, Finding

PASS, FAIL, INCOMPLETE = "pass", "fail", "incomplete"
_VERDICT = {MET: PASS, UNMET: FAIL, UNKNOWN: INCOMPLETE}


class Facts(NamedTuple):
    """What is known of an application: conditions, claimed dimensions, and percentages of each reviewer."""

    edition: Edition
    preliminary: Mapping[str, bool | None]
    claimed: Collection[str]
    overall: Sequence[Fraction] = ()
    dimensions: Mapping[str, Sequence[Fraction]] = MappingProxyType({})


class Verdict(NamedTuple):
    """What the rules give: `achieved` are the claimed dimensions that have their mark, in the order of the law."""

    edition: Edition
    on: date
    verdict: str
    strict: str
    achieved: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def unmet(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.outcome == UNMET)

    @property
    def unknown(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.outcome == UNKNOWN)

    def json_text(self) -> str:
        """The answer of `nakhara assess`, on one line; ten thousand of them are asked for in a second."""
        findings = ",".join([finding.json_text() for finding in self.findings])
        achieved = ",".join([f'"{key}"' for key in self.achieved])
        return (
            f'{{"edition":"{self.edition.id}","on":"{self.on}","verdict":"{self.verdict}","achieved":[{achieved}],'
            f'"findings":[{findings}],"rules":"{self.edition.sha256}","strict":"{self.strict}"}}'
        )

    def as_json(self) -> dict[str, Any]:
        """The same as an object."""
        answer: dict[str, Any] = json.loads(self.json_text())
        return answer


def assess(facts: Facts, on: date) -> Verdict:
    """Judge the facts by the law in force that day; pure and exact."""
    edition = facts.edition
    scores = {**facts.dimensions, scoring.OVERALL: facts.overall}
    asked = preliminary.findings(facts.preliminary, on, edition)
    asked += dimensions.findings(facts.claimed, on, edition)
    overall, *claimed = scoring.findings(scores, facts.claimed, on, edition)
    asked.append(overall)
    outcomes = {finding.dimension: finding.outcome for finding in claimed}
    needed = [finding.outcome for finding in asked]
    strict = _VERDICT[all_of([*needed, *outcomes.values()])]
    dropped = _VERDICT[all_of([*needed, *_enough(outcomes, on, edition)])]
    return Verdict(
        edition=edition,
        on=on,
        verdict=dropped if edition.value("failed-claim", None, on) == "drop" else strict,
        strict=strict,
        achieved=tuple(key for key, outcome in outcomes.items() if key and outcome == MET),
        findings=(*asked, *claimed),
    )


def all_of(outcomes: Iterable[str]) -> str:
    """Unmet as soon as one is unmet, met when all are met, else unknown."""
    given = set(outcomes)
    if UNMET in given:
        return UNMET
    return UNKNOWN if UNKNOWN in given else MET


def _enough(outcomes: Mapping[str | None, str], on: date, edition: Edition) -> Iterable[str]:
    """With failed claims dropped: the mandatory dimension, and enough dimensions with it, have their mark."""
    yield outcomes.get(edition.value("criteria-2/environment", None, on), UNMET)
    needed = edition.value("criteria-2/at-least-two", None, on)
    given = list(outcomes.values())
    if given.count(MET) >= needed:
        yield MET
    else:
        yield UNKNOWN if given.count(MET) + given.count(UNKNOWN) >= needed else UNMET
