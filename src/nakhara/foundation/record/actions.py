"""The verbs beneath every other action: write an event, take a number, answer once, claim a version."""

import hashlib
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol

import rfc8785
from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils import timezone

from nakhara.foundation.record.keys import new_key
from nakhara.foundation.record.models import Answered, Disclosure, Event, KeptEdition, Series
from nakhara.foundation.record.refusals import ReusedKeyError, StaleError


class Recorded(Protocol):
    """Whoever acts, as the record sees them: keys and capacities, never a name."""

    @property
    def recorded_key(self) -> str: ...

    def as_recorded(self) -> dict: ...


def record(
    by: Recorded,
    step: str,
    thing: models.Model,
    at: datetime,
    *,
    facts: Mapping | None = None,
    personal: Mapping[str, str] | None = None,
) -> Event:
    """Write the event of an action, in the action's transaction.

    `step` is `edition:provision` or a step id of the edition; `facts` are JSON values without personal data;
    `personal` stands in the event only as salted commitments.
    """
    event, disclosures = compose(by, step, thing, at, facts=facts, personal=personal)
    event.save(force_insert=True)
    Disclosure.objects.bulk_create(disclosures)
    return event


def compose(by, step, thing, at, *, facts=None, personal=None, key=None) -> tuple[Event, list[Disclosure]]:
    """The event of an action and its disclosures, not yet written (bulk imports write many at once)."""
    key = key or new_key()
    salted = {name: (secrets.token_hex(16), value) for name, value in (personal or {}).items()}
    body = {
        "v": 1,
        "event": key,
        "at": timezone.localtime(at).isoformat(),
        "actor": by.as_recorded(),
        "step": step,
        "subject": {"kind": thing._meta.label_lower, "key": thing.key},
        "facts": dict(facts or {}),
        "commitments": {name: commitment(salt, value) for name, (salt, value) in salted.items()},
    }
    canonical = rfc8785.dumps(body)
    event = Event(
        key=key,
        at=at,
        actor=by.recorded_key,
        step=step,
        subject_kind=thing._meta.label_lower,
        subject_key=thing.key,
        canonical=canonical,
        sha256=hashlib.sha256(canonical).hexdigest(),
    )
    return event, [Disclosure(event=event, name=n, salt=s, value=v) for n, (s, v) in salted.items()]


def commitment(salt: str, value: str) -> str:
    """What an event says of personal data: nothing readable once the salt is gone."""
    return hashlib.sha256(f"{salt}:{value}".encode()).hexdigest()


def next_number(office: str, book: str, year: int) -> int:
    """The next number of a book, from 1 each calendar year, without gaps: call it in the action's transaction."""
    Series.objects.bulk_create([Series(office=office, book=book, year=year)], ignore_conflicts=True)
    series = Series.objects.select_for_update().get(office=office, book=book, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last


def once(*, actor: str, key: str, body: bytes, at: datetime, do: Callable[[], str]) -> str:
    """Do a thing the first time its key is seen and give the same answer ever after.

    Raises ReusedKeyError when the key comes with another body.
    """
    digest = hashlib.sha256(body).hexdigest()
    try:
        with transaction.atomic():
            earlier = Answered.objects.filter(actor=actor, key=key).first()
            if earlier is None:
                row = Answered.objects.create(actor=actor, key=key, body_sha256=digest, answer="", at=at)
                row.answer = do()
                row.save(update_fields=["answer"])
                return row.answer
    except IntegrityError:
        # two requests with one key met: the first one has committed by now, its answer is everybody's
        earlier = Answered.objects.filter(actor=actor, key=key).first()
        if earlier is None:
            raise
    if earlier.body_sha256 != digest:
        raise ReusedKeyError(key)
    return earlier.answer


def answered(*, actor: str, key: str, body: bytes) -> str | None:
    """The answer that was given to this very request before, if it was."""
    digest = hashlib.sha256(body).hexdigest()
    earlier = Answered.objects.filter(actor=actor, key=key, body_sha256=digest).first()
    return earlier.answer if earlier else None


def claim_version(row: models.Model, version: int, **values) -> None:
    """Save `values` on a versioned row made from `version`; raise StaleError when somebody saved first."""
    rows = type(row)._default_manager.filter(pk=row.pk, version=version)
    if not rows.update(version=F("version") + 1, **values):
        raise StaleError(type(row)._default_manager.get(pk=row.pk))
    row.refresh_from_db()


def keep_edition(edition: str, sha256: str, archive: bytes, at: datetime) -> None:
    """Keep the bytes of an edition under their hash, once."""
    KeptEdition.objects.get_or_create(sha256=sha256, defaults={"edition": edition, "archive": archive, "kept_at": at})
