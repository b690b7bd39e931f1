"""Pure arithmetic of scores: a sheet's running score, the mean and the spread of a panel (score/*)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from nakhara.rulebook import scoring
from nakhara.rulebook.edition import Edition


@dataclass(frozen=True)
class Arithmetic:
    """How a sheet's levels make its percentage; `percent` is the mean of the items given so far."""

    levels: tuple[int, ...]
    items: int
    step: Fraction
    percent: Fraction | None
    mark: Fraction

    @property
    def given(self) -> int:
        """How many items have a level."""
        return len(self.levels)

    @property
    def complete(self) -> bool:
        return self.given == self.items

    @property
    def reaches(self) -> bool:
        """Whether the percentage is not less than the mark, compared unrounded."""
        return self.percent is not None and self.percent >= self.mark

    @property
    def formula(self) -> str:
        """The sum as it is worked out: (4 + 3 + 4) ÷ 3 × 20."""
        return f"({' + '.join(map(str, self.levels))}) ÷ {self.given} × {self.step}"


def arithmetic(law: Edition, part: str, levels: Mapping[str, int | None], on: date) -> Arithmetic:
    """The arithmetic of one sheet, from levels by item id."""
    items = law.items_of(part)
    given = tuple(level for item in items if (level := levels.get(item.id)) is not None)
    mark = scoring.required("overall" if part == "overall" else "dimension", on, law)
    step = scoring.percent(1, law, on)
    return Arithmetic(given, len(items), step, scoring.dimension_percent(given, law, on), mark)


@dataclass(frozen=True)
class Panel:
    """What several reviewers' percentages come to: the exact mean and how far apart they lie."""

    percents: tuple[Fraction, ...]
    mean: Fraction | None
    mark: Fraction

    @property
    def spread(self) -> Fraction | None:
        """The highest less the lowest; None for fewer than two."""
        return max(self.percents) - min(self.percents) if len(self.percents) > 1 else None

    @property
    def reaches(self) -> bool | None:
        """Whether the mean is not less than the mark, compared unrounded; None until there is one."""
        return None if self.mean is None else self.mean >= self.mark


def panel(law: Edition, part: str, percents: Sequence[Fraction], on: date) -> Panel:
    """The official score of a dimension's key or "overall" and its spread."""
    mark = scoring.required("overall" if part == "overall" else "dimension", on, law)
    return Panel(tuple(percents), scoring.official(percents), mark)
