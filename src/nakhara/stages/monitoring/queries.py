"""Reads of monitoring: which promises are kept, due or late on a day, what was reported, when the next is due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import areas_of_actor
from nakhara.rulebook import terms
from nakhara.rulebook.loading import edition
from nakhara.rulebook.thai import clean_text, to_arabic_digits
from nakhara.stages.application.models import Filing
from nakhara.stages.application.queries import content_of
from nakhara.stages.designation.models import Designation
from nakhara.stages.designation.queries import designations
from nakhara.stages.monitoring.models import Promise, Report

KEPT, KEPT_LATE, DUE, LATE = "kept", "kept-late", "due", "late"
TERM = "term/report"


@dataclass(frozen=True)
class Watched:
    """A promise as it stands on a day."""

    promise: Promise
    state: str

    @property
    def kind(self) -> str:
        """How a tag shows it."""
        return {KEPT: "ok", KEPT_LATE: "ok", DUE: "todo", LATE: "bad"}[self.state]


def state_of(promise: Promise, on: date) -> str:
    """Whether a promise is kept, kept late, still due or late on a day."""
    if promise.kept_on:
        return KEPT if promise.kept_on <= promise.due else KEPT_LATE
    return LATE if promise.due < on else DUE


def promises_of(designation: Designation, on: date) -> list[Watched]:
    """What was promised, by the day it is due."""
    return [Watched(row, state_of(row, on)) for row in Promise.objects.filter(designation=designation)]


def reports_of(designation: Designation) -> list[Report]:
    """The owner's reports, latest first."""
    return list(Report.objects.filter(designation=designation).order_by("-sequence"))


def report_due(designation: Designation, last: Report | None) -> date:
    """By when the next report is to come: a term after the designation, then after the last period (term/report)."""
    start = last.period_to if last else timezone.localdate(designation.designated_at)
    return terms.due(TERM, start, edition(designation.filing.edition))


def milestones_in(filing: Filing) -> Iterator[dict[str, Any]]:
    """The milestones of a filed plan, those of projects and those of the plan, as they were filed."""
    plan = content_of(filing).get("plan", {})
    for project in plan.get("projects", ()):
        yield from project.get("milestones", ())
    yield from plan.get("milestones", ())


def watched(actor: Actor, on: date, text: str = "") -> QuerySet[Designation]:
    """Designations with their counts of promises and their last report: an owner's own, or all for everybody else."""
    rows = designations()
    if own := areas_of_actor(actor):
        rows = rows.filter(area__in=list(own))
    if words := clean_text(text):
        named = Q(area__name_th__icontains=words) | Q(area__name_en__icontains=words)
        rows = rows.filter(named | Q(number__icontains=to_arabic_digits(words)))
    reports = Report.objects.filter(designation=OuterRef("pk")).order_by("-sequence")
    return rows.annotate(
        promised=_count(Q()),
        kept=_count(Q(kept_on__isnull=False)),
        late=_count(Q(kept_on=None, due__lt=on)),
        percent=Subquery(reports.values("percent")[:1]),
        reported_to=Subquery(reports.values("period_to")[:1]),
    )


def _count(condition: Q):
    rows = Promise.objects.filter(condition, designation=OuterRef("pk")).order_by().values("designation")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)
