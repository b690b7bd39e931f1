"""Cases: small examples, readable by officials, of what each provision says or decides, and how they are run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from nakhara.rulebook import decision, loading, meeting, numbering, promotion, scoring, terms
from nakhara.rulebook.edition import Edition
from nakhara.rulebook.findings import Finding
from nakhara.rulebook.provision import Bilingual, plain

DAY = date(2018, 11, 13)


@dataclass(frozen=True)
class Case(Bilingual):
    """One example of a provision: what is given, and what the law makes of it on that day."""

    id: str
    th: str
    en: str
    on: date
    given: Mapping[str, Any] = field(default_factory=dict)
    expect: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {
            "th": self.th,
            "en": self.en,
            "on": self.on.isoformat(),
            "given": _shown(self.given),
            "expect": _shown(self.expect),
        }


def cases(edition: Edition) -> dict[str, tuple[Case, ...]]:
    """The cases of an edition by provision id."""
    tables = loading.case_tables(edition.id)
    return {id: tuple(_case_of(id, table) for table in listed) for id, listed in tables.items()}


def run(case: Case, edition: Edition) -> dict[str, Any]:
    """What the law makes of a case, in the words of its `expect`."""
    runner = _RUNNERS.get(case.id) or _runner_for(case)
    answer = runner(case, edition)
    return {name: answer.get(name) for name in case.expect}


def _case_of(id: str, table: Mapping[str, Any]) -> Case:
    return Case(id, table["th"], table["en"], table.get("on", DAY), table.get("given", {}), _shown(table["expect"]))


def _shown(value: Any) -> Any:
    """Data of a case as JSON shows it: exact numbers as strings, days in ISO 8601."""
    if isinstance(value, Mapping):
        return {name: _shown(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_shown(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _runner_for(case: Case) -> Callable[[Case, Edition], dict[str, Any]]:
    if case.id.startswith("term/"):
        return _term
    if "may" in case.expect:
        return _step
    return _statement if {"value", "th", "duties"} & case.expect.keys() else _finding


def _statement(case: Case, edition: Edition) -> dict[str, Any]:
    provision = edition.provision(case.id)
    duties = [seat["duty"] for seat in provision.details.get("seats", ())]
    return {"value": plain(provision.value(None, case.on)), "th": provision.th, "en": provision.en, "duties": duties}


def _step(case: Case, edition: Edition) -> dict[str, Any]:
    step = edition.steps[case.id]
    may = [role for role in case.given["roles"] if step.allows(role)]
    return {"may": may, "conflict_bars": step.conflict_bars}


def _facts(case: Case, edition: Edition) -> decision.Facts:
    given = case.given
    return decision.Facts(
        edition=edition,
        preliminary=_all_conditions(edition) | given.get("preliminary", {}),
        claimed=given.get("claimed", ()),
        overall=_numbers(given.get("overall", ())),
        dimensions={key: _numbers(listed) for key, listed in given.get("dimensions", {}).items()},
    )


def _all_conditions(edition: Edition) -> dict[str, bool | None]:
    return dict.fromkeys(edition.condition_ids, True)


def _numbers(listed: Any) -> list[Fraction]:
    return [Fraction(number) for number in listed]


def _finding(case: Case, edition: Edition) -> dict[str, Any]:
    """The first finding of the case's provision; facts are given as in a file of `nakhara assess`."""
    facts = _facts(case, edition)
    unknown = dict.fromkeys(case.given.get("unknown", ()))
    facts = decision.Facts(edition, {**facts.preliminary, **unknown}, facts.claimed, facts.overall, facts.dimensions)
    found = decision.assess(facts, case.on).findings
    return next(finding for finding in found if finding.provision == case.id).as_json()


def _verdict(case: Case, edition: Edition) -> dict[str, Any]:
    verdict = decision.assess(_facts(case, edition), case.on)
    return {"verdict": verdict.verdict, "strict": verdict.strict, "achieved": list(verdict.achieved)}


def _quorum(case: Case, edition: Edition) -> dict[str, Any]:
    found = meeting.quorum(**case.given, edition=edition, on=case.on)
    return {"required": str(found.required), "outcome": found.outcome}


def _vote(case: Case, edition: Edition) -> dict[str, Any]:
    return {"carried": meeting.carried(**case.given, edition=edition, on=case.on)}


def _resolution(case: Case, edition: Edition) -> dict[str, Any]:
    present = meeting.Quorum(case.given["required"], case.given["present"])
    verdict = decision.Verdict(edition, case.on, case.given["verdict"], case.given["verdict"], (), _unmet())
    offers = meeting.outcomes(verdict, present, edition)
    return {"allowed": [offer.key for offer in offers if offer.allowed]}


def _unmet() -> tuple[Finding, ...]:
    return (Finding("guideline-2/overall-score", "unmet", Fraction(79), Fraction(80)),)


def _percent(case: Case, edition: Edition) -> dict[str, Any]:
    return {"percent": str(scoring.percent(case.given["level"], edition, case.on))}


def _weighted(case: Case, edition: Edition) -> dict[str, Any]:
    levels = [level if level >= 0 else None for level in case.given["levels"]]
    percent = scoring.dimension_percent(levels, edition, case.on)
    return {"percent": plain(percent), "scored": percent is not None}


def _official(case: Case, edition: Edition) -> dict[str, Any]:
    return {"percent": plain(scoring.official(_numbers(case.given["percentages"])))}


def _evidence(case: Case, edition: Edition) -> dict[str, Any]:
    return {"needed": scoring.needs_evidence(case.given["level"], edition, case.on)}


def _number(case: Case, edition: Edition) -> dict[str, Any]:
    return {"number": numbering.format_number(case.given["sequence"], case.given["year"], edition)}


def _developer(case: Case, edition: Edition) -> dict[str, Any]:
    given = case.given
    return {"outcome": promotion.finding(given["owner"], given["consent"], case.on, edition).outcome}


def _term(case: Case, edition: Edition) -> dict[str, Any]:
    start, today = case.given["start"], case.given["today"]
    return {
        "due": terms.due(case.id, start, edition).isoformat(),
        "late": terms.late(case.id, start, today, edition),
    }


_RUNNERS: dict[str, Callable[[Case, Edition], dict[str, Any]]] = {
    "failed-claim": _verdict,
    "developer-claim": _developer,
    "score/percent": _percent,
    "score/weights": _weighted,
    "score/aggregation": _official,
    "score/evidence": _evidence,
    "number-pattern": _number,
    "meeting/quorum": _quorum,
    "meeting/majority": _vote,
    "meeting/casting-vote": _vote,
    "meeting/resolution": _resolution,
}
