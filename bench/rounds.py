"""Rounds of requests: eight visitors ask for a page at once, a bounded number of times and seconds."""

import statistics
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count

from bench.pages import Page
from bench.serving import Server
from bench.visitors import UnexpectedAnswerError, Visitor, changed, hidden

MEASURED = ("rate", "p50", "p95", "cpu", "own")


@dataclass(frozen=True)
class Load:
    """How much is asked: visitors at once, rounds, and for each page at most so many requests and seconds in all."""

    visitors: int = 8
    rounds: int = 5
    requests: int = 600
    seconds: float = 20

    @property
    def requests_a_round(self) -> int:
        return max(self.visitors, self.requests // self.rounds)

    @property
    def seconds_a_round(self) -> float:
        return self.seconds / self.rounds


@dataclass(frozen=True)
class Figures:
    """What one round came to, or the medians of several.

    Requests a second; milliseconds of half and of 95 in 100 answers; milliseconds of processor that the server and the
    visitors took for a request; bytes of the last answer, or of what was sent to be saved, whole and on the line.
    """

    rate: float
    p50: float
    p95: float
    cpu: float
    own: float
    requests: int
    size: int
    sent: int

    @classmethod
    def medians(cls, rounds: Sequence["Figures"]) -> "Figures":
        """Each figure's median; requests are added up."""
        middle = {name: statistics.median(getattr(one, name) for one in rounds) for name in MEASURED}
        requests = sum(one.requests for one in rounds)
        return cls(**middle, requests=requests, size=rounds[-1].size, sent=rounds[-1].sent)


class Crowd:
    """The visitors of one page on one server: signed in once, asking as often as they are told."""

    def __init__(self, page: Page, server: Server, targets: Sequence[dict[str, str]], visitors: int):
        if not targets:
            raise UnexpectedAnswerError(f"there is nothing to ask for: {page.title}")
        self.server = server
        of_each = [_shared(page, targets, n, visitors) for n in range(visitors)]
        self.askers = [Saver(server, own) if page.saves else Reader(server, own) for own in of_each if own]
        for asker in self.askers:
            asker.ask()
            asker.ask()

    def round(self, load: Load) -> Figures:
        """One round, measured from the first request to the last answer."""
        turns, deadline = count(), time.monotonic() + load.seconds_a_round
        times: list[float] = []
        errors: list[Exception] = []

        def go(asker: "Reader") -> None:
            try:
                while next(turns) < load.requests_a_round and time.monotonic() < deadline:
                    times.append(_timed(asker.ask))
            except Exception as error:
                errors.append(error)

        cpu, own, started = self.server.cpu_seconds(), time.process_time(), time.monotonic()
        _at_once([lambda asker=asker: go(asker) for asker in self.askers])
        spent, own, cpu = time.monotonic() - started, time.process_time() - own, self.server.cpu_seconds() - cpu
        if errors:
            raise errors[0]
        times.sort()
        return Figures(
            rate=len(times) / spent,
            p50=1000 * statistics.median(times),
            p95=1000 * times[int(0.95 * len(times))],
            cpu=1000 * cpu / len(times),
            own=1000 * own / len(times),
            requests=len(times),
            size=self.askers[0].size,
            sent=self.askers[0].sent,
        )

    def close(self) -> None:
        """Let the visitors go; those who saved look once whether everything is there."""
        for asker in self.askers:
            asker.leave()


def _shared(page: Page, targets: Sequence[dict[str, str]], number: int, visitors: int) -> list[dict[str, str]]:
    """What one visitor asks for in turn: as one person, and, where it saves, a sheet that is nobody else's."""
    if page.saves:
        return list(targets[number : number + 1])
    who = targets[number % len(targets)]["as"]
    own = [target for target in targets if target["as"] == who]
    start = number % len(own)
    return own[start:] + own[:start]


def _timed(ask: Callable[[], None]) -> float:
    started = time.perf_counter()
    ask()
    return time.perf_counter() - started


def _at_once(acts: Sequence[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Reader:
    """A visitor who reads pages, one after the other."""

    def __init__(self, server: Server, targets: Sequence[dict[str, str]]):
        self.visitor = Visitor(server.port, targets[0]["as"])
        self.addresses = [target["at"] for target in targets]
        self.turn = count()
        self.size = self.sent = 0

    def ask(self) -> None:
        """Read the next page."""
        self.size = len(self.visitor.get(self.addresses[next(self.turn) % len(self.addresses)]))
        self.sent = self.visitor.sent

    def leave(self) -> None:
        """Go."""
        self.visitor.close()


class Saver(Reader):
    """A reviewer who writes one sheet again and again, each time something else, and loses nothing."""

    def __init__(self, server: Server, targets: Sequence[dict[str, str]]):
        super().__init__(server, targets)
        self.address = self.addresses[0]
        self.page = self.visitor.get(self.address).decode()
        self.version = int(hidden(self.page)["version"])

    def ask(self) -> None:
        """Save the next change."""
        fields = changed(self.page, next(self.turn)) | {"version": str(self.version)}
        self.visitor.post(self.address, fields)
        self.size = self.sent = self.visitor.posted
        self.version += 1

    def leave(self) -> None:
        """See that every save is there, and go."""
        found = int(hidden(self.visitor.get(self.address).decode())["version"])
        if found != self.version:
            raise UnexpectedAnswerError(f"{self.address} stands at version {found}, not {self.version}")
        super().leave()
