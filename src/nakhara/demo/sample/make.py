"""Make sample cases: stories told, written many at a time, then carried on through meetings by the actions."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.utils import translation

from nakhara.demo.sample.afterwards.carrying import Carrying
from nakhara.demo.sample.afterwards.worker import worker_at_hand
from nakhara.demo.sample.offices import Offices, places
from nakhara.demo.sample.randomness import seeded
from nakhara.demo.sample.stories.plans import DOMAIN
from nakhara.demo.sample.stories.story import Story, World, stories
from nakhara.demo.sample.timeline import Line
from nakhara.demo.sample.writing.batch import Batch
from nakhara.demo.sample.writing.case import Case
from nakhara.demo.sample.writing.numbers import allot
from nakhara.demo.sample.writing.play import play
from nakhara.foundation.parties.models import Person

Progress = Callable[[str], None]
AT_ONCE = 50


class AlreadyThereError(Exception):
    """The cases of this seed are in the directory already."""


@transaction.atomic
def make(count: int, seed: int, now: datetime, progress: Progress) -> list[Case]:
    """Make so many cases that end before the present moment; all of them or none.

    Raises AlreadyThereError for a seed that was used before, TooShortError when the bodies have only just begun to sit.
    """
    if Person.objects.filter(email__startswith=f"s{seed}-", email__endswith=f"@{DOMAIN}").exists():
        raise AlreadyThereError
    with seeded(seed), translation.override("th"):
        offices = Offices()
        line = Line(offices.since, now)
        world = World(seed, line, places(), people_of(offices))
        told = list(stories(count, world))
        progress(f"เล่าเรื่องแล้ว {count} เรื่อง / {count} stories told")
        cases = write(told, offices, progress)
        with worker_at_hand() as worker:
            Carrying(cases, offices, line, worker, seed).carry(progress)
        return cases


def people_of(offices: Offices) -> dict[str, list[int]]:
    """Who sits in each panel, by the id of the person, seat by seat."""
    return {part: [row.person_id for row in panel] for part, panel in offices.panels.items()}


def write(told: Sequence[Story], offices: Offices, progress: Progress) -> list[Case]:
    """Write the stories up to the close of each review."""
    numbers, batch = allot(told), Batch()
    written: list[Case] = []
    for some in _batched(told):
        cases = [Case(story, batch, offices, numbers.get(story.number, iter(()))) for story in some]
        play(cases, batch)
        written += cases
        progress(f"เขียนแล้ว {len(written)} จาก {len(told)} เรื่อง / {len(written)} of {len(told)} cases written")
    return written


def _batched(told: Sequence[Story]) -> Iterator[list[Story]]:
    rest = iter(told)
    while some := list(islice(rest, AT_ONCE)):
        yield some
