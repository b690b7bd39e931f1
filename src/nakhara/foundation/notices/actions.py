"""Tell people: written in the transaction of what happened, delivered by the worker."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction
from django.utils import translation

from nakhara.foundation.notices.models import Notice
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.models import Person
from nakhara.foundation.work.actions import ask

MAIL = "notices.mail"
SUBJECT = 200


@transaction.atomic
def tell(
    people: Iterable[Person],
    write: Callable[[], tuple[str, str]],
    *,
    link: str = "",
    dedupe: str,
    at: datetime,
    email: str = "",
) -> None:
    """Tell each person once, in Thai and in English; `write` gives subject and body in the language that is active.

    `dedupe` names the occasion: the same one told again reaches nobody twice. `email` tells somebody without account.
    """
    common = {"link": link, "at": at, **_in("th", write), **_in("en", write)}
    wanted = {f"{dedupe}:{person.key}": {"person": person} for person in people}
    if email:
        wanted[f"{dedupe}:{hashlib.sha256(email.lower().encode()).hexdigest()[:16]}"] = {"email": email}
    known = set(Notice.objects.filter(dedupe__in=wanted).values_list("dedupe", flat=True))
    new = [Notice(dedupe=key, **whom, **common) for key, whom in wanted.items() if key not in known]
    Notice.objects.bulk_create(new, ignore_conflicts=True)
    if new:
        ask(MAIL)


def _in(language: str, write: Callable[[], tuple[str, str]]) -> dict[str, str]:
    with translation.override(language):
        subject, body = write()
        # a subject is one line, whatever names stand in it
        return {f"subject_{language}": " ".join(str(subject).split())[:SUBJECT], f"body_{language}": str(body)}


@transaction.atomic
def read_notices(*, by: Actor, keys: Iterable[str] | None = None, at: datetime) -> int:
    """Mark the person's notices as read; all of them unless keys are named. Returns how many were new."""
    rows = Notice.objects.filter(person=by.person, read_at=None)
    return (rows if keys is None else rows.filter(key__in=list(keys))).update(read_at=at)


def mark_mailed(*, notice: Notice, at: datetime) -> None:
    """Note that a notice has gone out, so that the worker sends it no more."""
    Notice.objects.filter(pk=notice.pk).update(mailed_at=at)
