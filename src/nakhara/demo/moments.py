"""When things happened in the demo: always before the present moment, and never before the law was in force."""

from datetime import datetime, timedelta

from django.utils import timezone

LAW_IN_FORCE = datetime(2018, 9, 28, 9, 0)
LONGEST = timedelta(days=240)


class TooEarlyError(Exception):
    """The present moment lies before the criteria were approved: no case could have been filed."""


class Moments:
    """The demo's past as a line from 0 to 1000, ending shortly before the present."""

    def __init__(self, now: datetime):
        begin = timezone.make_aware(LAW_IN_FORCE)
        end = now - timedelta(minutes=30)
        if end - begin < timedelta(days=10):
            raise TooEarlyError
        self.begin = max(begin, end - LONGEST)
        self.step = (end - self.begin) / 1000

    def __call__(self, mark: float) -> datetime:
        """The moment at a mark of the line; two marks never swap their order."""
        return (self.begin + mark * self.step).replace(microsecond=0)
