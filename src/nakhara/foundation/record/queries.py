"""Reads of the record."""

import json

from django.db.models import Max

from nakhara.foundation.record.models import Event


def events_of(*things) -> list[Event]:
    """Every event of these things, oldest first."""
    wanted = {(t._meta.label_lower, t.key) for t in things}
    keys = {key for _, key in wanted}
    rows = Event.objects.filter(subject_key__in=keys).order_by("at", "id")
    return [e for e in rows if (e.subject_kind, e.subject_key) in wanted]


def body_of(event: Event) -> dict:
    """What the event says, from its canonical bytes."""
    return json.loads(bytes(event.canonical))


def last_moment():
    """When the last event was, or None in an empty record."""
    return Event.objects.aggregate(last=Max("at"))["last"]
