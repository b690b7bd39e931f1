"""What tests of the record need: somebody who acts, and many who act at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from threading import Barrier
from zoneinfo import ZoneInfo

from django.db import connection

AT = datetime(2018, 11, 13, 9, 0, tzinfo=ZoneInfo("Asia/Bangkok"))


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
