"""The cheapest path to pass: which levels to raise, at the least effort, so that the criteria are met (guideline-2/*).

The parts of a plan do not depend on each other, and the items of a part weigh the same (score/weights), so the
cheapest raise of each part is found by itself; only which dimension stands beside the mandatory one is a choice.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import combinations
from math import ceil
from typing import Any, NamedTuple

from nakhara.rulebook import dimensions, preliminary, scoring
from nakhara.rulebook.edition import Edition
from nakhara.rulebook.findings import Finding
from nakhara.rulebook.scoring import OVERALL

ALTERNATIVES = 3

Levels = Mapping[str, Sequence[int | None]]
Efforts = Mapping[str, Sequence[Fraction]]


class Raise(NamedTuple):
    """One item to raise, from a level to a level."""

    item: str
    level: int
    to: int

    def as_json(self) -> dict[str, Any]:
        return {"item": self.item, "from": self.level, "to": self.to}


class Path(NamedTuple):
    """A way to pass: its whole effort, the claimed dimensions that then have their mark, the raises in order."""

    effort: Fraction
    counted: tuple[str, ...]
    raises: tuple[Raise, ...]

    def as_json(self) -> dict[str, Any]:
        raises = [one.as_json() for one in self.raises]
        return {"effort": str(self.effort), "counted": list(self.counted), "raises": raises}


class Advice(NamedTuple):
    """The cheapest path with its alternatives; without a path `findings` says what stands in the way."""

    path: Path | None
    alternatives: tuple[Path, ...] = ()
    findings: tuple[Finding, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The answer of `nakhara advise`."""
        if self.path is None:
            return {"possible": False, "findings": [finding.as_json() for finding in self.findings]}
        alternatives = [path.as_json() for path in self.alternatives]
        return {"possible": True, **self.path.as_json(), "alternatives": alternatives}


class _Part(NamedTuple):
    """The cheapest way for one part to reach its mark: what it costs, and how far each of its items is raised."""

    key: str
    levels: tuple[int, ...]
    steps: tuple[int, ...]
    effort: Fraction

    @property
    def items(self) -> int:
        return sum(step > 0 for step in self.steps)


def advise(edition: Edition, claimed: Sequence[str], levels: Levels, efforts: Efforts, on: date) -> Advice:
    """The least effort after which the plan passes by the law in force that day.

    `levels` and `efforts` go by "overall" and by the key of a claimed dimension, items in the order of the law; a level
    that is None counts as 0, a list that is not there as nothing yet, an effort that is not there as 1 a level.
    """
    order = [key for key in edition.dimension_keys if key in claimed]
    parts = {key: _cheapest(edition, key, levels, efforts, on) for key in [OVERALL, *order]}
    mandatory = edition.value("criteria-2/environment", None, on)
    needed = int(edition.value("criteria-2/at-least-two", None, on))
    if mandatory not in order or len(order) < needed:
        return Advice(None, findings=tuple(_findings(edition, order, parts, on)))
    base = [parts[OVERALL], parts[mandatory]]
    if edition.value("failed-claim", None, on) != "drop":
        return Advice(_path(edition, [parts[OVERALL], *(parts[key] for key in order)], parts))
    others = [parts[key] for key in order if key != mandatory]
    ways = [[*base, *beside] for beside in combinations(others, needed - 1)]
    ways.sort(key=lambda way: _rank(way, edition))
    best, *rest = [_path(edition, way, parts) for way in ways]
    # the path that the plan's own levels give anyway is no other path
    different = [path for path in rest if path.raises != best.raises]
    return Advice(best, tuple(sorted(different, key=lambda path: path.effort)[:ALTERNATIVES]))


def _cheapest(edition: Edition, key: str, levels: Levels, efforts: Efforts, on: date) -> _Part:
    items = edition.items_of(key)
    given = tuple(level or 0 for level in levels.get(key) or [0] * len(items))
    effort = tuple(efforts.get(key) or [Fraction(1)] * len(items))
    mark = scoring.required(OVERALL if key == OVERALL else "dimension", on, edition)
    short = ceil(mark * len(items) / scoring.percent(1, edition, on)) - sum(given)
    top = edition.levels[-1].value
    steps = _steps([top - level for level in given], effort, max(short, 0))
    return _Part(key, given, steps, sum((one * cost for one, cost in zip(steps, effort, strict=True)), Fraction(0)))


def _steps(room: Sequence[int], effort: Sequence[Fraction], short: int) -> tuple[int, ...]:
    """How far to raise each item so that together they rise by `short`, at the least effort.

    Among equals the fewest items, then the higher raise on the earlier item.
    """
    steps = [0] * len(room)
    for cost in sorted(set(effort)):
        same = [place for place, one in enumerate(effort) if one == cost]
        rise = min(short, sum(room[place] for place in same))
        few = _fewest([room[place] for place in same], rise)
        for index, place in enumerate(same):
            later = sorted((room[one] for one in same[index + 1 :]), reverse=True)
            most = min(room[place], rise)
            if most and few and rise - most <= sum(later[: few - 1]):
                steps[place] = most
                rise, short, few = rise - most, short - most, few - 1
    return tuple(steps)


def _fewest(room: Sequence[int], rise: int) -> int:
    """How many items it takes at least to rise so far."""
    count = 0
    for one in sorted(room, reverse=True):
        if rise <= 0:
            break
        rise, count = rise - one, count + 1
    return count


def _rank(way: Sequence[_Part], edition: Edition) -> tuple[Any, ...]:
    """Less effort, then fewer items, then the higher raise on the earlier item."""
    steps = {part.key: part.steps for part in way}
    none = {key: (0,) * len(edition.items_of(key)) for key in (OVERALL, *edition.dimension_keys)}
    raised = [-step for key, zeros in none.items() for step in steps.get(key, zeros)]
    return sum(part.effort for part in way), sum(part.items for part in way), raised


def _path(edition: Edition, way: Sequence[_Part], parts: Mapping[str, _Part]) -> Path:
    chosen = {part.key: part for part in way}
    counted = [key for key in edition.dimension_keys if key in parts and (key in chosen or not any(parts[key].steps))]
    raises = [
        Raise(item.id, level, level + step)
        for key in (OVERALL, *edition.dimension_keys)
        if key in chosen
        for item, level, step in zip(edition.items_of(key), chosen[key].levels, chosen[key].steps, strict=True)
        if step
    ]
    return Path(sum((part.effort for part in way), Fraction(0)), tuple(counted), tuple(raises))


def _findings(edition: Edition, order: Sequence[str], parts: Mapping[str, _Part], on: date) -> list[Finding]:
    """What the rules say of the plan as it stands; the conditions are unknown here."""
    scores = {key: [scoring.percent(sum(part.levels), edition, on) / len(part.levels)] for key, part in parts.items()}
    asked = [*preliminary.findings({}, on, edition), *dimensions.findings(order, on, edition)]
    return [*asked, *scoring.findings(scores, order, on, edition)]
