"""Before the sitting: call it, put things on its agenda, take them off."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max, Model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from nakhara.foundation.notices.actions import tell
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import allow, subject_of
from nakhara.foundation.parties.models import Body
from nakhara.foundation.parties.queries import people_in
from nakhara.foundation.record.actions import next_number, record
from nakhara.foundation.record.refusals import Reason, RefusedError, require
from nakhara.meetings.actions.guarding import changed, open_to_change
from nakhara.meetings.agenda import KINDS
from nakhara.meetings.models import AgendaItem, Meeting
from nakhara.meetings.queries import BOOK


@transaction.atomic
def arrange_meeting(*, by: Actor, body: Body, sits_at: datetime, place: str = "", at: datetime) -> Meeting:
    """Call a sitting; it takes the next number of the body's calendar year."""
    allow(by, "meeting/arrange", body)
    year = timezone.localtime(sits_at).year
    number = next_number(body.key, BOOK, year)
    meeting = Meeting.objects.create(body=body, number=number, year=year, at=sits_at, place=place)
    record(by, "meeting/arrange", meeting, at, facts={"body": body.key, "number": number, "year": year})

    def write() -> tuple[str, str]:
        called = _("A meeting is called: %(body)s, %(number)d/%(year)d")
        return called % {"body": body.name_th, "number": number, "year": year + 543}, place

    tell(people_in(body, sits_at), write, link=subject_of(meeting).address(meeting), dedupe=meeting.key, at=at)
    return meeting


@transaction.atomic
def add_item(
    *, by: Actor, meeting: Meeting, kind: str, thing: Model | None = None, title: str = "", at: datetime
) -> AgendaItem:
    """Put something that waits for this body on an agenda that has not been confirmed; one thing once.

    Its title is official: Thai, whatever the language of whoever writes the agenda.
    """
    meeting = open_to_change(by, "meeting/arrange", meeting)
    require(_against_adding(meeting, kind, thing))
    with override("th"):
        title = title or KINDS[kind].title(thing)
    item = AgendaItem.objects.create(
        meeting=meeting,
        order=(meeting.items.aggregate(last=Max("order"))["last"] or 0) + 1,
        kind=kind,
        subject_kind=thing._meta.label_lower if thing is not None else "",
        subject_key=thing.key if thing is not None else "",
        title=title,
    )
    facts = {"meeting": meeting.key, "kind": kind, "thing": item.subject_key}
    record(by, "meeting/arrange", item, at, facts=facts)
    changed(meeting)
    return item


def _against_adding(meeting: Meeting, kind: str, thing: Model | None) -> list[Reason]:
    if thing is None:
        return []
    if meeting.items.filter(kind=kind, subject_key=thing.key).exists():
        return [Reason(_("This stands on the agenda already"), field="thing")]
    if not KINDS[kind].candidates(meeting).filter(pk=thing.pk).exists():
        return [Reason(_("This does not wait for this body now: choose a matter that the agenda offers"), "thing")]
    return []


@transaction.atomic
def remove_item(*, by: Actor, item: AgendaItem, at: datetime) -> None:
    """Take something off an agenda before the sitting is opened."""
    meeting = open_to_change(by, "meeting/arrange", item.meeting)
    if meeting.opened_at is not None:
        raise RefusedError(_("The sitting has begun: postpone the item instead"))
    record(by, "meeting/arrange", item, at, facts={"meeting": meeting.key, "removed": True})
    item.delete()
    changed(meeting)
