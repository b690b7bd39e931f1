"""Is this number in force? The answer as one state, for the page, the home page and other systems."""

from dataclasses import dataclass
from datetime import datetime

from nakhara.rulebook.thai import clean_text
from nakhara.stages.designation.models import Act, Designation
from nakhara.stages.designation.queries import by_number, standing_of

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Answer:
    """What is known of a number at a moment: its standing, or `unknown` when nobody has it."""

    number: str
    status: str
    as_of: datetime
    designation: Designation | None = None
    act: Act | None = None

    @property
    def good(self) -> bool:
        """Whether the number is in force."""
        return self.status == "in-force"


def verify(number: str, at: datetime) -> Answer | None:
    """The answer for a number as somebody typed it; None when nothing was typed."""
    number = clean_text(number)[:40]
    if not number:
        return None
    found = by_number(number)
    if found is None:
        return Answer(number, UNKNOWN, at)
    last = found.acts.filter(at__lte=at).order_by("-at", "-id").first()
    return Answer(found.number, standing_of(last.kind if last else None), at, found, last)
