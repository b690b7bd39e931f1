"""The present moment, read by views, commands and the worker and handed to every action as `at`."""

import os
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

OFFSET_VARIABLE = "NAKHARA_CLOCK_OFFSET"


def now() -> datetime:
    """The present moment, in Thailand's time, so that `.date()` is the day on the wall there.

    A demo may move it by an offset in seconds, and it ticks on from there; nothing else may.
    """
    return timezone.localtime(timezone.now() + timedelta(seconds=_offset()))


def _offset() -> float:
    return float(os.environ.get(OFFSET_VARIABLE, "0")) if settings.DEMO else 0


def today() -> date:
    """The present day in Thailand."""
    return timezone.localdate(now())


def is_moved() -> bool:
    """Whether the present moment is not the machine's own."""
    return settings.DEMO and OFFSET_VARIABLE in os.environ
