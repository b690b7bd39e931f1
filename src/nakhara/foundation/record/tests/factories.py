"""What tests of the record need: somebody who acts, and many who act at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from threading import Barrier, Event
from time import sleep
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from nakhara.foundation.record.refusals import RefusedError, StaleError

AT = datetime(2018, 11, 13, 9, 0, tzinfo=ZoneInfo("Asia/Bangkok"))
OPEN = 0.5  # seconds that the first of two writers stays uncommitted


@dataclass(frozen=True)
class SomebodyRecorded:
    """An actor as the record sees one."""

    recorded_key: str = "abcdefgh23456789"

    def as_recorded(self) -> dict:
        return {"key": self.recorded_key, "capacities": []}


def at_once(writers: int, do: Callable[[int], object], repeat: int = 1) -> list:
    """Let `writers` threads, each on its own connection, begin together; every result, in no order."""
    start = Barrier(writers)

    def write(number: int) -> list:
        try:
            start.wait()
            return [do(number) for _ in range(repeat)]
        finally:
            connection.close()

    with ThreadPoolExecutor(writers) as pool:
        return [result for results in pool.map(write, range(writers)) for result in results]


def while_open(first: Callable[[], object], second: Callable[[], object]) -> list[object]:
    """Let a second writer begin while the first has acted and not committed; what came of each, a refusal by its type.

    What the two should take turns at is locked by the first: the second then waits, and finds it done.
    """
    acted = Event()

    def lead() -> object:
        with transaction.atomic():
            try:
                return first()
            finally:
                acted.set()
                sleep(OPEN)

    def follow() -> object:
        acted.wait()
        return second()

    def outcome(do: Callable[[], object]) -> object:
        try:
            return do()
        except (RefusedError, StaleError) as refused:
            return type(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(outcome, (lead, follow)))
