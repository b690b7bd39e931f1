"""Carries cases on from the close of their review to the present, one thing after the other by the calendar."""

import heapq
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import count
from random import Random

from nakhara.demo.sample.afterwards.designated import Designated
from nakhara.demo.sample.afterwards.sittings import Sitting, call, sit
from nakhara.demo.sample.afterwards.worker import WorkerAtHand
from nakhara.demo.sample.offices import Offices
from nakhara.demo.sample.stories.stages import AT_COMMITTEE, AT_SUBCOMMITTEE, committee_mark
from nakhara.demo.sample.timeline import SUBCOMMITTEE, Line
from nakhara.demo.sample.words import Words
from nakhara.demo.sample.writing.case import Case
from nakhara.foundation.parties.models import BodyKind

AHEAD = timedelta(days=14)
SOON = timedelta(minutes=20)
Step = Callable[[datetime], None]


class Carrying:
    """A calendar of what is still to come; a step may put later ones into it."""

    def __init__(self, cases: Sequence[Case], offices: Offices, line: Line, worker: WorkerAtHand, seed: int):
        self.cases, self.offices, self.line, self.worker = cases, offices, line, worker
        self.rng = Random(f"nakhara sample {seed}: sittings")
        self.seed = seed
        self.calendar: list[tuple[datetime, int, Step]] = []
        self.turns = count()

    def carry(self, progress: Callable[[str], None]) -> None:
        """Do everything up to the present, then call the next sittings."""
        for sitting in range(len(SUBCOMMITTEE)):
            self._plan_sittings(sitting)
        while self.calendar:
            at, _turn, step = heapq.heappop(self.calendar)
            step(at)
            self.worker.work(at + SOON)
        progress("ประชุมและประกาศแล้ว / sittings held, designations made")
        self._call_next()

    def at(self, mark: float, step: Step, *, after: datetime | None = None) -> None:
        """Put a step into the calendar, at a mark but not before what it follows."""
        moment = self.line(mark)
        moment = moment if after is None else max(moment, after + SOON)
        heapq.heappush(self.calendar, (moment, next(self.turns), step))

    def _plan_sittings(self, number: int) -> None:
        comes = [case for case in self.cases if case.story.way.sitting == number]
        screened = [case for case in comes if case.story.stage in AT_SUBCOMMITTEE]
        approved = [case for case in comes if case.story.stage in AT_COMMITTEE]
        if screened:
            sitting = Sitting(BodyKind.SUBCOMMITTEE, SUBCOMMITTEE[number], screened)
            self.at(SUBCOMMITTEE[number], lambda at: self._sit(sitting))
        if approved:
            decides = Sitting(BodyKind.COMMITTEE, committee_mark(number), approved)
            self.at(committee_mark(number), lambda at: self._approve(decides))

    def _sit(self, sitting: Sitting) -> datetime:
        return sit(sitting, self.offices, self.line, self.rng)

    def _approve(self, sitting: Sitting) -> None:
        confirmed = self._sit(sitting)
        self.worker.work(confirmed + SOON)
        for case in sitting.cases:
            self._go_on(case, sitting.mark, confirmed)

    def _go_on(self, case: Case, mark: float, confirmed: datetime) -> None:
        stage = case.story.stage
        words = Words(Random(f"nakhara sample {self.seed}: after {case.story.number}"))
        area = Designated(case, self.offices, self.line, words)
        if stage in ("claiming", "decided"):
            self.at(mark + words.rng.uniform(0.01, 0.05), lambda at: self._claim(area, mark, at), after=confirmed)
        if stage == "monitored":
            first = words.rng.uniform(mark + 0.1, 0.92)
            self.at(first, lambda at: self._report(area, confirmed, first, at), after=confirmed + timedelta(days=2))

    def _claim(self, area: Designated, mark: float, at: datetime) -> None:
        claim = area.claim(at)
        if area.case.story.stage == "decided":
            later = mark + area.words.rng.uniform(0.06, 0.12)
            number = area.words.rng.randint(1, 40)
            self.at(later, lambda then: area.decide(claim, number, then), after=at)

    def _report(self, area: Designated, since: datetime, mark: float, at: datetime) -> None:
        percent = area.words.rng.randint(10, 55)
        area.keep_promises(at)
        area.report(since, percent, at)
        second = mark + (1 - mark) * 0.8
        if area.words.rng.random() < 0.5 and self.line(second) - at > timedelta(days=2):
            more = percent + area.words.rng.randint(5, 40)
            self.at(second, lambda then: area.report(at, more, then))

    def _call_next(self) -> None:
        """The sittings to come: some reviewed cases wait for the subcommittee, some listed ones for the committee."""
        reviewed = [case for case in self.cases if case.story.stage == "reviewed" and self.rng.random() < 0.5]
        listed = [case for case in self.cases if case.story.stage == "on-agenda"]
        for body, cases in ((BodyKind.SUBCOMMITTEE, reviewed), (BodyKind.COMMITTEE, listed)):
            if cases:
                call(Sitting(body, 1.0, cases), self.offices, self.line, self.line.end + AHEAD)
        self.worker.work(self.line(1.0))
