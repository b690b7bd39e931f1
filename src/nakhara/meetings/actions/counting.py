"""What follows for an item's draft when the sitting changes: its recusals as rows, its counts as they are now.

Counts are rewritten, not dropped: a corrected attendance rarely turns a resolution over, and where it does the chair
cannot confirm what is not carried. The chair reads the counts that stand; they are taken once more at confirmation.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import override

from nakhara.meetings.models import AgendaItem, Recusal, Resolution
from nakhara.meetings.queries import Count, computed_recusals, count_of


def keep_recusals(item: AgendaItem, at: datetime) -> None:
    """Write down who an interest keeps out of an item, so that it reads the same ever after; their votes go."""
    with override("th"):
        computed = computed_recusals(item, at)
    known = set(item.recusals.values_list("seat", flat=True))
    new = {seat: reason for seat, reason in computed.items() if seat not in known}
    Recusal.objects.bulk_create(
        [Recusal(item=item, seat_id=seat, reason=reason, computed=True, recorded_at=at) for seat, reason in new.items()]
    )
    item.votes.filter(seat__in=new).delete()


def recount(item: AgendaItem, at: datetime) -> None:
    """Count an item's draft resolution again; who stood in for the chair has to read it again."""
    Resolution.objects.filter(item=item).update(stand_in=None, **counted(count_of(item, at)))


def counted(count: Count) -> dict[str, Any]:
    """A count as the columns of a resolution."""
    return {
        "votes_for": count.in_favour,
        "votes_against": count.against,
        "abstained": count.abstained,
        "casting": count.casting,
    }
