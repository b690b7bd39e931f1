"""Reads of notices."""

from django.db.models import QuerySet

from nakhara.foundation.notices.models import Notice
from nakhara.foundation.parties.models import Person


def notices_of(person: Person, *, unread: bool = False) -> QuerySet[Notice]:
    """A person's notices, newest first; only those not read yet if asked for."""
    rows = Notice.objects.filter(person=person).order_by("-at", "-id")
    return rows.filter(read_at=None) if unread else rows


def unread_count(person: Person) -> int:
    """How many notices a person has not read."""
    return Notice.objects.filter(person=person, read_at=None).count()


def waiting_for_mail() -> QuerySet[Notice]:
    """Notices that have not been mailed, oldest first."""
    return Notice.objects.filter(mailed_at=None).select_related("person").order_by("at", "id")


def all_mail() -> QuerySet[Notice]:
    """Every notice as mail, newest first (the demo shows it)."""
    return Notice.objects.select_related("person").order_by("-at", "-id")
