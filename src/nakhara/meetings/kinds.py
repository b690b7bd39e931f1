"""The agenda items that meetings bring themselves: minutes of an earlier sitting, and a correction of them."""

from datetime import datetime

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import subject_of
from nakhara.meetings.agenda import Line, Option, register, thing_of
from nakhara.meetings.models import AgendaItem, Meeting, Resolution
from nakhara.meetings.queries import labels_of_outcomes


class Minutes:
    """Adopt the minutes of an earlier sitting."""

    name = "minutes"
    provision = "meeting/resolution"
    model = Meeting

    def title(self, thing: Model | None) -> str:
        return _("Adopt the minutes of %s") % subject_of(thing).title(thing)

    def candidates(self, meeting: Meeting) -> QuerySet[Meeting]:
        earlier = Meeting.objects.filter(body=meeting.body, confirmed_at__isnull=False).exclude(pk=meeting.pk)
        return earlier.select_related("body").order_by("-at", "-id")

    def papers(self, item: AgendaItem) -> list[tuple[str, str]]:
        meeting = thing_of(item)
        return [(subject_of(meeting).title(meeting), subject_of(meeting).address(meeting))]

    def needs(self, item: AgendaItem, at: datetime) -> str:
        return _("A quorum and more votes for than against")

    def lines(self, item: AgendaItem) -> list[Line]:
        return []

    def options(self, item: AgendaItem, at: datetime) -> list[Option]:
        return [Option(key, label) for key, label in labels_of_outcomes().items()]

    def on_confirm(self, item: AgendaItem, resolution: Resolution, *, by: Actor, at: datetime) -> None:
        """Nothing follows but the resolution itself."""

    def on_list_confirmed(self, pairs: list, *, by: Actor, at: datetime) -> None:
        """Nothing follows for the list."""


class Correction(Minutes):
    """Correct the minutes of a confirmed sitting: the old resolution stands, the new one says what was meant."""

    name = "correction"

    def title(self, thing: Model | None) -> str:
        return _("Correct the minutes of %s") % subject_of(thing).title(thing)


def register_kinds() -> None:
    """Make them known."""
    register(Minutes())
    register(Correction())
