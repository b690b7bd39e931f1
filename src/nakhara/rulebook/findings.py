"""What a rule found: met, unmet or unknown, with what was measured and what is required, exactly."""

import json
from fractions import Fraction
from functools import cache
from math import gcd
from typing import NamedTuple

from nakhara.rulebook.thai import truncated

MET, UNMET, UNKNOWN = "met", "unmet", "unknown"


class Finding(NamedTuple):
    """The outcome of one provision for one set of facts; `measured` is None while nothing is measured."""

    provision: str
    outcome: str
    measured: Fraction | None = None
    required: Fraction | None = None
    dimension: str | None = None

    @property
    def margin(self) -> Fraction | None:
        """Measured minus required: negative is what is missing."""
        if self.measured is None or self.required is None:
            return None
        return self.measured - self.required

    @property
    def display(self) -> str | None:
        """What was measured, cut to two decimals for people; None while nothing is measured."""
        return None if self.measured is None else truncated(self.measured)

    def json_text(self) -> str:
        """The finding as `nakhara assess` prints it, exact numbers as strings; ids need no escaping."""
        text = f'"provision":"{self.provision}","outcome":"{self.outcome}"'
        if self.measured is not None and self.required is not None:
            over, under = self.measured.as_integer_ratio()
            mark, whole = self.required.as_integer_ratio()
            margin = _written(over * whole - mark * under, under * whole)
            text += f',"measured":"{_written(over, under)}","required":"{_written(mark, whole)}","margin":"{margin}"'
            text += f',"display":"{truncated(self.measured)}"'
        elif self.required is not None:
            text += f',"required":"{self.required}"'
        return "{" + text + (f',"dimension":"{self.dimension}"' if self.dimension else "") + "}"

    def as_json(self) -> dict[str, str]:
        """The same as an object."""
        answer: dict[str, str] = json.loads(self.json_text())
        return answer


def _written(numerator: int, denominator: int) -> str:
    """An exact number in lowest terms, as `str` writes a Fraction, in a third of the time."""
    common = gcd(numerator, denominator)
    if denominator == common:
        return str(numerator // common)
    return f"{numerator // common}/{denominator // common}"


def compare(provision: str, measured: Fraction | None, required: Fraction, dimension: str | None = None) -> Finding:
    """Whether the measured number is not less than (ไม่ต่ำกว่า) the required one, compared unrounded."""
    outcome = settled(None if measured is None else measured >= required)
    return Finding(provision, outcome, measured, required, dimension)


@cache
def answered(provision: str, answer: bool | None) -> Finding:
    """The finding of a question answered by yes, by no, or not yet."""
    return Finding(provision, settled(answer))


def settled(answer: bool | None) -> str:
    """The outcome of a yes, a no, or nothing known."""
    if answer is None:
        return UNKNOWN
    return MET if answer else UNMET
