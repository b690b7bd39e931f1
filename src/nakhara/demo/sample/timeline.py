"""When things happen in a sample: on office days between the first sitting of the bodies and yesterday."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from nakhara.demo.sample.deeds import Deed

LONGEST = timedelta(days=400)
SHORTEST = timedelta(days=5)
OPENS, OPEN_FOR = timedelta(hours=8, minutes=30), timedelta(hours=8)
# How far along the line the subcommittee sits; the steering committee follows it.
SUBCOMMITTEE = [round(0.28 + 0.07 * n, 3) for n in range(10)]
COMMITTEE_LATER = 0.03


class TooShortError(Exception):
    """Between the first sitting of the bodies and the present moment there is no room for a case."""


class Line:
    """A stretch of time from 0 to 1 that begins and ends with a day, so that a sample of one day is always the same."""

    def __init__(self, since: datetime, now: datetime):
        self.end = midnight(now) - timedelta(days=1)
        self.begin = max(midnight(since) + timedelta(days=1), self.end - LONGEST)
        if self.end - self.begin < SHORTEST:
            raise TooShortError

    def __call__(self, mark: float) -> datetime:
        """The moment at a mark, in office hours; two marks never swap their order."""
        moment = self.begin + mark * (self.end - self.begin)
        day = midnight(moment)
        share = (moment - day) / timedelta(days=1)
        return (day + OPENS + share * OPEN_FOR).replace(microsecond=0)

    def spread(self, deeds: Iterable[Deed], begin: float, end: float, rng: Random) -> list[Deed]:
        """The deeds with their moments, one after the other between two marks."""
        deeds = list(deeds)
        step = (end - begin) / max(len(deeds), 1)
        return [replace(deed, at=self(begin + step * (n + rng.random()))) for n, deed in enumerate(deeds)]


def midnight(moment: datetime) -> datetime:
    """The beginning of a moment's day in Thailand."""
    return timezone.localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)
