"""What a rule found: met, unmet or unknown, with what was measured and what is required, exactly."""

from fractions import Fraction
from functools import cache
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

    def as_json(self) -> dict[str, str]:
        """The finding as `nakhara assess --json` prints it, exact numbers as strings."""
        answer = {"provision": self.provision, "outcome": self.outcome}
        if self.required is not None:
            if self.measured is not None:
                answer["measured"] = str(self.measured)
            answer["required"] = str(self.required)
            if self.measured is not None:
                answer["margin"] = str(self.measured - self.required)
                answer["display"] = truncated(self.measured)
        if self.dimension is not None:
            answer["dimension"] = self.dimension
        return answer


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
