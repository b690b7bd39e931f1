"""Numbers of applications and receipts: gap-free in the order of time, though cases are written one after the other."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import F
from django.utils import timezone

from nakhara.demo.sample.stories.story import Story
from nakhara.foundation.record.models import Series
from nakhara.rulebook.thai import BE_OFFSET
from nakhara.stages.application.actions.filings import OFFICE

Pairs = Iterator[tuple[str, str]]


def allot(stories: Iterable[Story]) -> dict[int, Pairs]:
    """For each case, by its number, the application number and the receipt of each of its filings, in order.

    The series go on from where they stand, and stand where they would if each had been asked for one by one.
    """
    filed = [(deed.at, story.number) for story in stories for deed in story.deeds if deed.verb == "submit_application"]
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    applications, receipts = _Book("application"), _Book("receipt")
    for at, number in sorted(filed):
        year = timezone.localdate(at).year
        if number not in found:
            application = f"{(year + BE_OFFSET) % 100:02d}-{applications.next(year):04d}"
        else:
            application = found[number][0][0]
        found[number].append((application, f"{year + BE_OFFSET}-{receipts.next(year):04d}"))
    applications.close()
    receipts.close()
    return {number: iter(pairs) for number, pairs in found.items()}


class _Book:
    """One book of the secretariat, its series held until it is closed."""

    def __init__(self, name: str):
        self.name = name
        self.taken: Counter[int] = Counter()
        rows = Series.objects.select_for_update().filter(office=OFFICE, book=name)
        self.last = dict(rows.values_list("year", "last"))

    def next(self, year: int) -> int:
        self.taken[year] += 1
        return self.last.get(year, 0) + self.taken[year]

    def close(self) -> None:
        for year, count in self.taken.items():
            Series.objects.get_or_create(office=OFFICE, book=self.name, year=year)
            Series.objects.filter(office=OFFICE, book=self.name, year=year).update(last=F("last") + count)
