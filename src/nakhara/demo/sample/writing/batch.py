"""Rows on their way to the database, many at a time."""

from collections.abc import Iterable

from django.db.models import Model

from nakhara.foundation.documents.models import Citation, Document
from nakhara.foundation.notices.models import Notice
from nakhara.foundation.parties.models import AreaParty, Interest, Membership, Organisation, Person
from nakhara.foundation.places.models import Area, AreaProvince
from nakhara.foundation.record.actions import compose
from nakhara.foundation.record.models import Disclosure, Event
from nakhara.stages.application.models import Application, Check, Filing, ReturnReason
from nakhara.stages.plan.models import Claim, Indicator, Milestone, Money, Plan, Project, Text
from nakhara.stages.review.models import Assignment, Score, Verdict
from nakhara.stages.self_assessment.models import Answer, Condition

# Rows are written in this order, so that what a row rests on stands there before it.
ORDER: tuple[type[Model], ...] = (
    Organisation,
    Person,
    Membership,
    Area,
    AreaProvince,
    AreaParty,
    Interest,
    Plan,
    Claim,
    Text,
    Project,
    Money,
    Milestone,
    Indicator,
    Document,
    Condition,
    Answer,
    Application,
    Filing,
    Check,
    ReturnReason,
    Assignment,
    Score,
    Verdict,
    Citation,
    Notice,
)
AT_ONCE = 500


class Batch:
    """Collects new and changed rows and events; `flush` writes them."""

    def __init__(self) -> None:
        self._new: dict[type[Model], list[Model]] = {model: [] for model in ORDER}
        self._changed: dict[tuple[type[Model], tuple[str, ...]], dict[str, Model]] = {}
        self._events: list[tuple[Event, list[Disclosure]]] = []

    def add(self, row):
        """Write a row with the next flush; its key is known at once, its id then."""
        self._new[type(row)].append(row)
        return row

    def add_all(self, rows: Iterable[Model]) -> None:
        for row in rows:
            self.add(row)

    def change(self, row: Model, **values) -> None:
        """Set values on a row, whether it is written already or waits to be."""
        for name, value in values.items():
            setattr(row, name, value)
        if row.pk is not None:
            self._changed.setdefault((type(row), tuple(values)), {})[row.pk] = row

    def record(self, by, step: str, thing: Model, at, facts=None, personal=None) -> None:
        """Write the event of an action with the next flush."""
        self._events.append(compose(by, step, thing, at, facts=facts, personal=personal))

    def flush(self) -> None:
        """Write what is collected: changes, rows in the order in which they rest on each other, events by time."""
        for (model, names), rows in self._changed.items():
            model._default_manager.bulk_update(rows.values(), names, batch_size=AT_ONCE)
        self._changed.clear()
        for model, rows in self._new.items():
            model._default_manager.bulk_create(rows, batch_size=AT_ONCE)
            rows.clear()
        self._events.sort(key=lambda pair: pair[0].at)
        Event.objects.bulk_create([event for event, _ in self._events], batch_size=AT_ONCE)
        Disclosure.objects.bulk_create([one for _, found in self._events for one in found], batch_size=AT_ONCE)
        self._events.clear()
