"""Tell people: written in the transaction of what happened, delivered by the worker."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction
from django.utils import translation

from nakhara.foundation.notices.models import Notice
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.models import Person
from nakhara.foundation.work.actions import ask

MAIL = "notices.mail"


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
    texts = {}
    for language in ("th", "en"):
        with translation.override(language):
            texts[language] = write()
    common = {
        "subject_th": texts["th"][0],
        "subject_en": texts["en"][0],
        "body_th": texts["th"][1],
        "body_en": texts["en"][1],
        "link": link,
        "at": at,
    }
    wanted = {f"{dedupe}:{person.key}": {"person": person} for person in people}
    if email:
        wanted[f"{dedupe}:{email}"] = {"email": email}
    known = set(Notice.objects.filter(dedupe__in=wanted).values_list("dedupe", flat=True))
    new = [Notice(dedupe=key, **whom, **common) for key, whom in wanted.items() if key not in known]
    Notice.objects.bulk_create(new, ignore_conflicts=True)
    if new:
        ask(MAIL)


@transaction.atomic
def read_notices(*, by: Actor, keys: Iterable[str] | None = None, at: datetime) -> int:
    """Mark the person's notices as read; all of them unless keys are named. Returns how many were new."""
    rows = Notice.objects.filter(person=by.person, read_at=None)
    return (rows if keys is None else rows.filter(key__in=list(keys))).update(read_at=at)
