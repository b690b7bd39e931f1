"""The database itself refuses to change the record."""

import pytest
from django.db import DatabaseError, connection, transaction

from nakhara.foundation.record import triggers
from nakhara.foundation.record.actions import record
from nakhara.foundation.record.models import Event
from nakhara.foundation.record.tests.factories import AT, SomebodyRecorded
from nakhara.foundation.record.tests.test_actions import a_thing

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(db) -> Event:
    return record(SomebodyRecorded(), "criteria-1.1", a_thing(), AT)


@pytest.mark.parametrize(
    "sentence",
    [
        "UPDATE record_event SET step = 'other'",
        "UPDATE record_event SET canonical = canonical",
        "DELETE FROM record_event",
        "DELETE FROM record_event WHERE id > 0",
    ],
)
def test_the_record_never_changes(event, sentence):
    with pytest.raises(DatabaseError, match="record_event never changes"), transaction.atomic():
        connection.cursor().execute(sentence)
    assert Event.objects.get() == event


def test_an_event_cannot_be_replaced(event):
    event.step = "other"
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        event.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute(
            "INSERT INTO record_event SELECT * FROM record_event"
            if connection.vendor == "postgresql"
            else "INSERT OR REPLACE INTO record_event SELECT * FROM record_event"
        )
    assert Event.objects.get().step == "criteria-1.1"


def test_a_lost_trigger_is_told_at_start():
    assert triggers.missing(connection) == []
    triggers.remove(connection)
    assert triggers.missing(connection)[0] == "record_event"
    triggers.install(connection)
    triggers.install(connection)
    assert triggers.missing(connection) == []
