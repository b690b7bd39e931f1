"""How a designation number is written (guideline-3/number; the pattern, number-pattern, is the project's own)."""

from datetime import date

from nakhara.rulebook import loading
from nakhara.rulebook.edition import Edition
from nakhara.rulebook.thai import BE_OFFSET


def format_number(sequence: int, be_year: int, edition: Edition | None = None) -> str:
    """The number of that sequence in that Buddhist year by the pattern in force at the year's end: 042/2565."""
    year_end = date(be_year - BE_OFFSET, 12, 31)
    pattern: str = (edition or loading.edition()).value("number-pattern", None, year_end)
    return pattern.format(sequence=sequence, year=be_year)
