"""Verbs of rounds of intake: open one, close one (target-open)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import allow
from nakhara.foundation.record.actions import record
from nakhara.foundation.record.refusals import Reason, RefusedError, require
from nakhara.rulebook.loading import DEFAULT
from nakhara.rulebook.thai import clean_text
from nakhara.stages.application.models import Round


@transaction.atomic
def open_round(*, by: Actor, name: str, opens_at: datetime, closes_at: datetime | None = None, at: datetime) -> Round:
    """Open a round of intake from a moment until a moment, or until further notice (target-open)."""
    allow(by, "application/round")
    name = clean_text(name)
    reasons = [] if name else [Reason(_("Give the round a name"), "name")]
    if closes_at is not None and closes_at <= opens_at:
        reasons.append(Reason(_("The round closes before it opens: change one of the days"), "closes_at"))
    require(reasons)
    opened = Round.objects.create(name=name, edition=DEFAULT, opens_at=opens_at, closes_at=closes_at)
    facts = {"opens": opens_at.isoformat(), "closes": closes_at.isoformat() if closes_at else ""}
    record(by, f"{DEFAULT}:application/round", opened, at, facts=facts)
    return opened


@transaction.atomic
def close_round(*, by: Actor, round: Round, at: datetime) -> Round:
    """Close a round from this moment on; what was filed goes on, and a return is still filed again (target-open)."""
    allow(by, "application/round")
    round = Round.objects.select_for_update().get(pk=round.pk)
    if round.closes_at is not None and round.closes_at <= at:
        raise RefusedError(_("This round is closed already"))
    # one that has not begun never opens
    round.closes_at = max(at, round.opens_at)
    round.save(update_fields=["closes_at"])
    record(by, f"{DEFAULT}:application/round", round, at, facts={"closes": round.closes_at.isoformat()})
    return round
