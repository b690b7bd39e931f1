"""Verbs of interests: what ties a person to an organisation, declared and ended."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import allow
from nakhara.foundation.parties.models import Interest, Organisation, Person
from nakhara.foundation.record.actions import record
from nakhara.foundation.record.refusals import Reason, RefusedError
from nakhara.rulebook.thai import clean_text


@transaction.atomic
def declare_interest(
    *, by: Actor, person: Person, organisation: Organisation, kind: str, note: str = "", since: date, at: datetime
) -> Interest:
    """A person declares a relation that bars them from judging an organisation's case."""
    interest = Interest(person=person, organisation=organisation, kind=kind, note=clean_text(note), since=since)
    allow(by, "interest/declare", interest)
    if Interest.objects.filter(person=person, organisation=organisation, kind=kind, until=None).exists():
        raise RefusedError(Reason(_("You have declared this already: it stands in the list"), field="kind"))
    interest.save(force_insert=True)
    personal = {"organisation": organisation.key, "kind": str(kind), "note": interest.note}
    record(by, "interest/declare", interest, at, personal=personal)
    return interest


@transaction.atomic
def end_interest(*, by: Actor, interest: Interest, at: datetime) -> Interest:
    """An interest is no more from tomorrow; it still bars today, and stays on record."""
    allow(by, "interest/declare", interest)
    interest = Interest.objects.select_for_update().get(pk=interest.pk)
    if interest.until is not None:
        raise RefusedError(_("This interest has ended already"))
    interest.until = max(at.date(), interest.since)
    interest.save(update_fields=["until"])
    record(by, "interest/declare", interest, at, personal={"until": interest.until.isoformat()})
    return interest
