"""Terms in calendar days (term/*): the founding documents set none, they are the project's own dated data."""

from datetime import date, timedelta

from nakhara.rulebook import loading
from nakhara.rulebook.edition import Edition


def due(term: str, start: date, edition: Edition | None = None) -> date:
    """The last day in time for something that began on `start`, by the term in force that day ("term/review")."""
    law = edition or loading.edition()
    return start + timedelta(days=law.days(term, start))


def late(term: str, start: date, today: date, edition: Edition | None = None) -> bool:
    """Whether the term that began on `start` has run out."""
    return today > due(term, start, edition)
