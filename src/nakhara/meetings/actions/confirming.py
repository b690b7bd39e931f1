"""The chair confirms what was resolved, and it takes effect; where an interest bars the chair, a member who took part
confirms the item in the chair's place (docs/adr).
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import allow
from nakhara.foundation.record.actions import claim_version, record
from nakhara.foundation.record.refusals import Reason, RefusedError, require
from nakhara.meetings.actions.counting import counted, keep_recusals
from nakhara.meetings.actions.deciding import against, write_resolution
from nakhara.meetings.actions.guarding import bar, claim_item, locked, open_to_change, opened
from nakhara.meetings.agenda import KINDS, kind_of
from nakhara.meetings.models import AgendaItem, Meeting, Resolution
from nakhara.meetings.queries import barred_from, count_of, stands_in

Pair = tuple[AgendaItem, Resolution]


@transaction.atomic
def confirm_item(*, by: Actor, item: AgendaItem, version: int, at: datetime) -> Resolution:
    """A member who took part confirms an item in the place of a chair whom an interest bars.

    It takes effect with the sitting's confirmation; whatever changes the item before takes it back.
    """
    allow(by, "meeting/vote", item)
    meeting = opened(locked(item.meeting))
    bar(by, "meeting/confirm", item, at)
    if not stands_in(by, item, at):
        raise RefusedError(_("The chair confirms this item together with the others"))
    claim_item(item, version, meeting)
    resolution = Resolution.objects.filter(item=item).exclude(outcome="postpone").first()
    if resolution is None:
        raise RefusedError(_("This item has no resolution to confirm"))
    keep_recusals(item, at)
    count = count_of(item, at)
    require(against(item, resolution.outcome, resolution.reason, count, at))
    _save(resolution, **counted(count), stand_in=by.post)
    facts = {"meeting": meeting.key, "outcome": resolution.outcome, "in place of the chair": True}
    record(by, "meeting/confirm", item, at, facts=facts)
    return resolution


@transaction.atomic
def confirm_meeting(*, by: Actor, meeting: Meeting, version: int, at: datetime) -> Meeting:
    """The chair confirms every resolution, and each does what its kind says, all in one transaction.

    Items without a resolution count as postponed. What an interest keeps the chair from must have been confirmed by a
    member, and takes effect by that member's hand.
    """
    meeting = opened(open_to_change(by, "meeting/confirm", meeting))
    claim_version(meeting, version, confirmed_at=at, confirmed_by=by.person)
    pairs = [_settled(by, item, meeting, at) for item in meeting.items.order_by("order")]
    hands = {item.pk: _hand(by, item, resolution, at) for item, resolution in pairs}
    require(_orphans(pairs, hands))
    for item, resolution in pairs:
        count = count_of(item, at)
        require(against(item, resolution.outcome, resolution.reason, count, at))
        _save(resolution, **counted(count), confirmed_at=at)
        kind_of(item).on_confirm(item, resolution, by=hands[item.pk], at=at)
    for kind, hand in dict.fromkeys((item.kind, hands[item.pk]) for item, _resolution in pairs):
        listed = [pair for pair in pairs if (pair[0].kind, hands[pair[0].pk]) == (kind, hand)]
        KINDS[kind].on_list_confirmed(listed, by=hand, at=at)
    facts = {"resolutions": {item.key: resolution.outcome for item, resolution in pairs}}
    record(by, "meeting/confirm", meeting, at, facts=facts)
    return meeting


def _settled(by: Actor, item: AgendaItem, meeting: Meeting, at: datetime) -> Pair:
    """An item with its recusals as rows, and its resolution: postponed where nothing was resolved."""
    item.meeting = meeting
    keep_recusals(item, at)
    drafts = Resolution.objects.select_related("stand_in__person", "stand_in__seat__body")
    return item, drafts.filter(item=item).first() or write_resolution(by, item, "postpone", "", at)


def _hand(by: Actor, item: AgendaItem, resolution: Resolution, at: datetime) -> Actor | None:
    """Who confirms an item: the chair, or whoever stood in; None where somebody should have."""
    if resolution.outcome == "postpone" or not barred_from(by, item, at):
        return by
    stand_in = resolution.stand_in
    return Actor(person=stand_in.person, post=stand_in) if stand_in else None


def _orphans(pairs: list[Pair], hands: dict[int, Actor | None]) -> list[Reason]:
    text = _("%s: an interest bars the chair, a member who took part confirms it first")
    return [Reason(text % item.title, provision="meeting/resolution") for item, _one in pairs if hands[item.pk] is None]


def _save(resolution: Resolution, **values) -> None:
    for name, value in values.items():
        setattr(resolution, name, value)
    resolution.save(update_fields=list(values))
