"""From levels to percentages to findings (guideline-2/overall-score, guideline-2/dimension-score).

How a level becomes a percentage and percentages become a score is the project's own (score/*).
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import lcm

from nakhara.rulebook import loading
from nakhara.rulebook.edition import Edition
from nakhara.rulebook.findings import Finding, compare

OVERALL = "overall"
_MARKS = {OVERALL: "guideline-2/overall-score", "dimension": "guideline-2/dimension-score"}


def required(what: str, on: date, edition: Edition) -> Fraction:
    """The mark in force that day for "overall" or "dimension", in percent."""
    mark: Fraction = edition.value(_MARKS[what], None, on)
    return mark


def percent(level: int, edition: Edition | None = None, on: date = date.max) -> Fraction:
    """The percentage of a level (score/percent), by the value in force on that day, or else the latest."""
    step: Fraction = (edition or loading.edition()).value("score/percent", None, on)
    return level * step


def dimension_percent(
    levels: Sequence[int | None], edition: Edition | None = None, on: date = date.max
) -> Fraction | None:
    """One reviewer's percentage of a dimension, or of the plan as a whole; None while any item has no level.

    The mean of its items, which weigh the same (score/weights).
    """
    given = [level for level in levels if level is not None]
    if not given or len(given) < len(levels):
        return None
    return percent(sum(given), edition, on) / len(given)


def official(percentages: Sequence[Fraction]) -> Fraction | None:
    """The official score: the exact mean of the reviewers' percentages (score/aggregation); None while none."""
    if not percentages:
        return None
    ratios = [one.as_integer_ratio() for one in percentages]
    common = lcm(*[denominator for _, denominator in ratios])
    total = sum([numerator * (common // denominator) for numerator, denominator in ratios])
    return Fraction(total, common * len(percentages))


def findings(
    scores: Mapping[str, Sequence[Fraction]], claimed: Collection[str], on: date, edition: Edition
) -> list[Finding]:
    """The plan as a whole, then each claimed dimension in the order of the law.

    `scores` holds the percentages under "overall" and under each dimension's key; a missing or empty list is unknown.
    """
    mark = required("dimension", on, edition)
    found = [compare(_MARKS[OVERALL], official(scores.get(OVERALL, ())), required(OVERALL, on, edition))]
    for key in edition.dimension_keys:
        if key in claimed:
            found.append(compare(_MARKS["dimension"], official(scores.get(key, ())), mark, key))
    return found


def needs_evidence(level: int, edition: Edition | None = None, on: date = date.max) -> bool:
    """Whether a level must be backed by cited evidence (score/evidence): from level 2 on."""
    return bool(level >= (edition or loading.edition()).value("score/evidence", None, on))
