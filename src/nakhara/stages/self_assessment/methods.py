"""From the owner's levels to a score with its arithmetic (percent, weights: the project's own rules)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from nakhara.rulebook.dimensions import Item
from nakhara.rulebook.edition import Edition
from nakhara.rulebook.scoring import dimension_percent, percent, required


@dataclass(frozen=True)
class Row:
    """One item in the arithmetic: its level's percentage times its weight; None while it has no level."""

    number: int
    item: Item
    level: int | None
    percent: Fraction | None
    share: Fraction | None

    @property
    def weight(self) -> Fraction:
        """The weight in percent."""
        return self.item.weight * 100


@dataclass(frozen=True)
class Score:
    """The owner's own score of a dimension or of the whole plan; `total` is None until every item has a level."""

    part: str
    rows: tuple[Row, ...]
    total: Fraction | None
    mark: Fraction

    @property
    def given(self) -> int:
        """How many items have a level."""
        return sum(row.level is not None for row in self.rows)

    @property
    def reaches(self) -> bool | None:
        """Whether the score is not less than its mark; None until there is one."""
        return None if self.total is None else self.total >= self.mark


def score(law: Edition, part: str, levels: Mapping[str, int | None], on: date) -> Score:
    """The score of a dimension's key or "overall" from levels by item id, exactly."""
    items = law.items_of(part)
    given = [levels.get(item.id) for item in items]
    rows = [
        _row(number, item, level, law, on) for number, (item, level) in enumerate(zip(items, given, strict=True), 1)
    ]
    mark = required("overall" if part == "overall" else "dimension", on, law)
    return Score(part, tuple(rows), dimension_percent(given, law, on), mark)


def _row(number: int, item: Item, level: int | None, law: Edition, on: date) -> Row:
    value = None if level is None else percent(level, law, on)
    return Row(number, item, level, value, None if value is None else value * item.weight)
