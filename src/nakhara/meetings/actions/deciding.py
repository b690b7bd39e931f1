"""What the body decides: votes by seat, the resolution of one item, a list adopted at one stroke."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.models import Seat
from nakhara.foundation.record.actions import claim_version, record
from nakhara.foundation.record.refusals import Reason, require
from nakhara.meetings.actions.counting import counted, keep_recusals
from nakhara.meetings.actions.guarding import bar, claim_item, open_to_change, opened
from nakhara.meetings.models import AgendaItem, Meeting, Resolution, Vote
from nakhara.meetings.queries import Count, barred_from, count_of, options_of, undecided, voters_of

NEEDS_REASON = ("return", "decline")


@transaction.atomic
def cast_votes(*, by: Actor, item: AgendaItem, votes: Mapping[Seat, str], version: int, at: datetime) -> None:
    """Write down the votes of an item by seat; it replaces what was written before, a resolution on it too."""
    meeting = opened(open_to_change(by, "meeting/resolve", item.meeting))
    bar(by, "meeting/resolve", item, at)
    claim_item(item, version, meeting)
    _write_votes(by, item, votes, at)
    Resolution.objects.filter(item=item).delete()


@transaction.atomic
def resolve_item(
    *,
    by: Actor,
    item: AgendaItem,
    votes: Mapping[Seat, str],
    outcome: str,
    reason: str = "",
    version: int,
    at: datetime,
) -> Resolution:
    """Write down how the seats voted on an outcome and that the body resolved it; a draft until the chair confirms."""
    meeting = opened(open_to_change(by, "meeting/resolve", item.meeting))
    bar(by, "meeting/resolve", item, at)
    claim_item(item, version, meeting)
    _write_votes(by, item, votes, at)
    return write_resolution(by, item, outcome, reason, at)


@transaction.atomic
def adopt_list(
    *,
    by: Actor,
    meeting: Meeting,
    kind: str,
    exceptions: Collection[AgendaItem] = (),
    version: int,
    at: datetime,
) -> list[Resolution]:
    """Everybody there votes for a list, and it is approved at one stroke.

    Left alone are the exceptions, what has votes or a resolution already, and what an interest keeps the secretary
    from: each of them is resolved by itself.
    """
    meeting = opened(open_to_change(by, "meeting/resolve", meeting))
    claim_version(meeting, version)
    left_out = {item.pk for item in exceptions}
    listed = [i for i in undecided(meeting, kind) if i.pk not in left_out and not barred_from(by, i, at)]
    require([] if listed else [Reason(_("Nothing is left to adopt: tick an item, or open each by itself"))])
    made = []
    for item in listed:
        _write_votes(by, item, dict.fromkeys(voters_of(item, at), "for"), at)
        made.append(write_resolution(by, item, "approve", "", at))
    AgendaItem.objects.filter(pk__in=[item.pk for item in listed]).update(version=F("version") + 1)
    return made


def _write_votes(by: Actor, item: AgendaItem, votes: Mapping[Seat, str], at: datetime) -> None:
    keep_recusals(item, at)
    part = {seat.pk for seat in voters_of(item, at)}
    outside = [seat for seat in votes if seat.pk not in part]
    require([Reason(_("A seat that is absent, recused or without a vote cannot vote"))] if outside else [])
    item.votes.all().delete()
    Vote.objects.bulk_create([Vote(item=item, seat=s, choice=c, recorded_at=at) for s, c in votes.items()])
    record(by, "meeting/vote", item, at, facts={"votes": {s.key: c for s, c in votes.items()}})


def write_resolution(by: Actor, item: AgendaItem, outcome: str, reason: str, at: datetime) -> Resolution:
    """Write down a resolution with the votes as they stand, if the rules allow it."""
    count = count_of(item, at)
    require(against(item, outcome, reason, count, at))
    resolution, _created = Resolution.objects.update_or_create(
        item=item,
        defaults={
            "outcome": outcome,
            "reason": reason.strip(),
            **counted(count),
            "stand_in": None,
            "resolved_at": at,
        },
    )
    facts = {"outcome": outcome, "for": count.in_favour, "against": count.against, "abstained": count.abstained}
    record(by, "meeting/resolve", item, at, facts=facts)
    return resolution


def against(item: AgendaItem, outcome: str, reason: str, count: Count, at: datetime) -> list[Reason]:
    """Why an item cannot be resolved so: not offered, not carried, no reason given.

    Votes are on the outcome proposed, so that every one but to postpone needs the majority (meeting/majority).
    """
    option = next((o for o in options_of(item, at) if o.outcome == outcome), None)
    found = []
    if option is None or not option.offered:
        why = option.why if option else _("Choose one of the resolutions offered")
        found.append(Reason(f"{item.title}: {why}", field="outcome", provision=option.provision if option else None))
    elif outcome != "postpone" and not count.carried:
        text = _("%(title)s: not carried, %(for)d for and %(against)d against")
        values = {"title": item.title, "for": count.in_favour, "against": count.against}
        found.append(Reason(text % values, field="outcome", provision="meeting/majority"))
    if outcome in NEEDS_REASON and not reason.strip():
        found.append(Reason(_("%s: give the reason") % item.title, field="reason"))
    return found
