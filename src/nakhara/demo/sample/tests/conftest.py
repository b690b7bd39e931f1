"""A demo's people and bodies, made once for all tests of a module and undone after it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from nakhara.demo.moments import Moments
from nakhara.demo.people import People
from nakhara.demo.sample.make import people_of
from nakhara.demo.sample.offices import Offices, places
from nakhara.demo.sample.stories.story import World
from nakhara.demo.sample.timeline import Line
from nakhara.foundation.parties.actor import OPERATOR
from nakhara.foundation.places.actions import load_directory
from nakhara.foundation.record.actions import keep_edition
from nakhara.rulebook.loading import DEFAULT, archive_of, edition
from nakhara.stages.application.actions import open_round

NOW = datetime(2019, 6, 3, 12, 0, tzinfo=ZoneInfo("Asia/Bangkok"))


@pytest.fixture(scope="module")
def offices(django_db_setup, django_db_blocker) -> Iterator[Offices]:
    """The demo's people in their bodies, a round open, the papers kept."""
    with django_db_blocker.unblock(), undone():
        load_directory()
        moments = Moments(NOW)
        People(moments(0)).make()
        keep_edition(DEFAULT, edition().sha256, archive_of(DEFAULT), moments(0))
        open_round(by=OPERATOR, name="รอบทดสอบ", opens_at=moments(3), at=moments(3))
        found = Offices()
        assert len(found.blobs) == 8
        yield found


@pytest.fixture
def world(offices: Offices) -> World:
    """The world of seed 1."""
    return World(1, Line(offices.since, NOW), places(), people_of(offices))


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens to the tables within, it is undone at the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
