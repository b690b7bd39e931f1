"""Who may score which part of a filing, who has been asked, and who is barred (guideline-2)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import visible
from nakhara.foundation.parties.models import Appointment, Body, BodyDimension, BodyKind, SeatRole
from nakhara.foundation.parties.queries import Relation, current, interests_in
from nakhara.look.wording import language
from nakhara.rulebook.edition import Edition
from nakhara.rulebook.loading import edition
from nakhara.rulebook.thai import clean_text
from nakhara.stages.application.models import CheckOutcome, Filing
from nakhara.stages.review.models import OVERALL, Assignment, Screening, Verdict


@dataclass(frozen=True)
class Candidate:
    """Somebody who sits where a part is scored: whether they have been asked, and what bars them."""

    appointment: Appointment
    part: str
    bar: str
    assigned: bool

    @property
    def free(self) -> bool:
        """Whether they can be asked now."""
        return not self.bar and not self.assigned


def law_of(filing: Filing) -> Edition:
    """The edition the filing was made under."""
    return edition(filing.edition)


def parts_of(filing: Filing) -> list[str]:
    """What is scored: each claimed dimension in the order of the law, then the plan as a whole."""
    return [*filing.claimed, OVERALL]


def part_name(filing: Filing, part: str) -> str:
    """The official name of a dimension, or of the plan as a whole, in the reader's language."""
    if part == OVERALL:
        return _("The plan as a whole")
    return law_of(filing).dimension(part).text(language())


def score_step(part: str) -> str:
    """The step of scoring a part: the working group's or the subcommittee's."""
    return "guideline-2/overall-score" if part == OVERALL else "guideline-2/dimension-score"


def due_of(filing: Filing, at: datetime) -> date:
    """The last day for scores asked for now (term/review)."""
    day = timezone.localdate(at)
    return day + timedelta(days=law_of(filing).days("term/review", day))


def area_of(filing: Filing):
    """The area the filing is about."""
    return filing.application.plan.area


def bars_of(filing: Filing, on: date) -> dict[int, str]:
    """Who may not judge the filing that day, by person id, with the reason in words."""
    area = area_of(filing)
    return {person: say_bar(relation) for person, relation in interests_in([area], on).get(area.pk, {}).items()}


def say_bar(relation: Relation) -> str:
    """A relation in words: works there, the town's name."""
    organisation = relation.organisation
    name = (organisation.name_en if language() == "en" else "") or organisation.name_th
    return f"{relation.kind.label}: {name}"


def panels_of(filing: Filing, at: datetime) -> dict[str, list[Candidate]]:
    """For each part the people who may be asked to score it: those who sit, with a vote, in the bodies that do."""
    bodies = _bodies_by_part(filing)
    bars = bars_of(filing, timezone.localdate(at))
    asked = set(sheets_of(filing).values_list("reviewer", "part"))
    sitting: dict[int, list[Appointment]] = defaultdict(list)
    rows = Appointment.objects.filter(current(at), seat__body__in={pk for pks in bodies.values() for pk in pks})
    rows = rows.exclude(seat__role=SeatRole.SECRETARY).select_related("person", "seat__body")
    for row in rows.order_by("seat__body", "seat__order"):
        sitting[row.seat.body_id].append(row)
    return {
        part: [
            Candidate(row, part, bars.get(row.person_id, ""), (row.pk, part) in asked)
            for body in bodies[part]
            for row in sitting[body]
        ]
        for part in parts_of(filing)
    }


def _bodies_by_part(filing: Filing) -> dict[str, list[int]]:
    groups = BodyDimension.objects.filter(dimension__in=filing.claimed, body__kind=BodyKind.WORKING_GROUP)
    found: dict[str, list[int]] = {part: [] for part in parts_of(filing)}
    for body, dimension in groups.order_by("body").values_list("body", "dimension"):
        found[dimension].append(body)
    found[OVERALL] = list(Body.objects.filter(kind=BodyKind.SUBCOMMITTEE).order_by("id").values_list("pk", flat=True))
    return found


def sheets_of(filing: Filing) -> QuerySet[Assignment]:
    """The sheets of a filing that have not been withdrawn, in the order in which they were asked for."""
    rows = filing_sheets(filing).filter(withdrawn_at=None)
    return rows.select_related("reviewer__person", "reviewer__seat", "body").order_by("id")


def filing_sheets(filing: Filing) -> QuerySet[Assignment]:
    """Every sheet of a filing, withdrawn ones too."""
    return Assignment.objects.filter(filing=filing)


def in_review(actor: Actor, text: str = "") -> QuerySet[Filing]:
    """The filings found complete, those still to be decided first, with how many sheets are asked for and sent."""
    standing = Q(filing=OuterRef("pk"), withdrawn_at=None)
    counted = Assignment.objects.filter(standing).order_by().values("filing").annotate(n=Count("pk"))
    rows = visible(actor, Filing.objects.filter(check_result__outcome=CheckOutcome.ACCEPTED)).annotate(
        asked=Coalesce(Subquery(counted.values("n")), 0),
        sent=Coalesce(Subquery(counted.filter(sent_at__isnull=False).values("n")), 0),
        barred=Coalesce(Subquery(counted.filter(conflict=True).values("n")), 0),
        due=Subquery(
            Assignment.objects.filter(standing, sent_at=None)
            .order_by()
            .values("filing")
            .annotate(first=Min("due"))
            .values("first")
        ),
        closed=Exists(Verdict.objects.filter(filing=OuterRef("pk"))),
        outcome=Subquery(Screening.objects.filter(filing=OuterRef("pk")).order_by("-id").values("outcome")[:1]),
    )
    if words := clean_text(text):
        plan = "application__plan"
        names = ("area__name_th", "area__name_en", "organisation__name_th", "organisation__name_en")
        found = Q(*((f"{plan}__{name}__icontains", words) for name in names), _connector=Q.OR)
        rows = rows.filter(found | Q(application__number__icontains=words))
    rows = rows.select_related("application__plan__area", "application__plan__organisation")
    return rows.order_by("closed", F("due").asc(nulls_first=True), "-filed_at", "-id")
