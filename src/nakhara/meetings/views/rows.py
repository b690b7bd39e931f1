"""One agenda item as the pages show it, and a form after somebody saved first."""

from datetime import datetime
from typing import Any

from django.db import models

from nakhara.foundation.parties.actor import Actor
from nakhara.look.forms import VersionedForm
from nakhara.meetings.agenda import kind_of
from nakhara.meetings.models import AgendaItem
from nakhara.meetings.queries import barred_from, options_of, places_for, quorum_of


def row_of(item: AgendaItem, actor: Actor, now: datetime) -> dict[str, Any]:
    """An item with its reasons, papers, quorum and outcomes; to whom an interest bars, none of what was scored."""
    kind, places = kind_of(item), places_for(item, now)
    barred = barred_from(actor, item, now)
    return {
        "item": item,
        "kind": kind,
        "barred": barred,
        "hidden": barred and item.meeting.confirmed_at is None,
        "lines": [] if barred else kind.lines(item),
        "needs": "" if barred else kind.needs(item, now),
        "papers": [] if barred else kind.papers(item),
        "quorum": quorum_of(item, now, places),
        "options": options_of(item, now, places),
        "resolution": getattr(item, "resolution", None),
        "recused": [place for place in places if place.recused],
    }


def renewed(form: VersionedForm, row: models.Model) -> bool:
    """Whether somebody saved first: the form keeps what was sent and takes the version that stands now."""
    if getattr(form, "conflict", None) is None:
        return False
    row.refresh_from_db()
    form.renew(row.version)
    return True
