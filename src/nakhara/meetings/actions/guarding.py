"""What every verb on a sitting asks first, and what it leaves behind: a locked meeting, a new version."""

from datetime import datetime

from django.utils.translation import gettext as _

from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import NotAllowedError, allow
from nakhara.foundation.record.actions import claim_version
from nakhara.foundation.record.refusals import RefusedError
from nakhara.meetings.models import AgendaItem, Meeting
from nakhara.meetings.queries import barred_from


def open_to_change(by: Actor, step: str, meeting: Meeting) -> Meeting:
    """The meeting, locked, if the actor may take the step and the chair has not confirmed yet."""
    allow(by, step, meeting)
    return locked(meeting)


def locked(meeting: Meeting) -> Meeting:
    """The meeting, locked, if the chair has not confirmed yet."""
    meeting = Meeting.objects.select_for_update().select_related("body").get(pk=meeting.pk)
    if meeting.confirmed_at is not None:
        raise RefusedError(_("The chair has confirmed this meeting: nothing in it changes any more"))
    return meeting


def opened(meeting: Meeting) -> Meeting:
    """The meeting, if it has been opened."""
    if meeting.opened_at is None:
        raise RefusedError(_("Open the sitting first"))
    return meeting


def bar(by: Actor, step: str, item: AgendaItem, at: datetime) -> None:
    """Raise NotAllowedError when an interest keeps the actor out of the item."""
    if barred_from(by, item, at):
        raise NotAllowedError(step, conflict=True)


def changed(meeting: Meeting) -> None:
    """Bump the version of a locked meeting: what the chair has not seen, the chair does not confirm."""
    claim_version(meeting, meeting.version)


def claim_item(item: AgendaItem, version: int, meeting: Meeting) -> None:
    """Claim an item made from `version` and bump its meeting; raises StaleError when somebody saved the item first."""
    claim_version(item, version)
    changed(meeting)
    item.meeting = meeting
