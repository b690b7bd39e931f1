"""What the subcommittee has said of filings: its dated list, and what waits for it (guideline-2/screening)."""

from django.db.models import Exists, OuterRef, QuerySet

from nakhara.meetings.models import AgendaItem, Meeting
from nakhara.stages.application.models import Filing
from nakhara.stages.review.models import Screening, Verdict

SCREENING = "screening"


def screened_list(meeting: Meeting) -> list[Screening]:
    """The dated list that a meeting made: the filings it listed, in the order of its agenda."""
    rows = Screening.objects.filter(meeting=meeting, listed=True)
    plan = "filing__application__plan"
    return list(rows.select_related(f"{plan}__area", f"{plan}__organisation").order_by("id"))


def screening_of(filing: Filing) -> Screening | None:
    """What the subcommittee last said of a filing."""
    return Screening.objects.filter(filing=filing).select_related("meeting__body").order_by("-id").first()


def waiting_for_screening() -> QuerySet[Filing]:
    """Filings with a verdict on which the subcommittee has said nothing and that stand on no open agenda."""
    said = Screening.objects.filter(filing=OuterRef("pk"))
    set_down = AgendaItem.objects.filter(kind=SCREENING, subject_key=OuterRef("key"), meeting__confirmed_at=None)
    closed = Verdict.objects.filter(filing=OuterRef("pk"))
    rows = Filing.objects.filter(Exists(closed), ~Exists(said), ~Exists(set_down))
    return rows.select_related("application__plan__area").order_by("filed_at", "id")
