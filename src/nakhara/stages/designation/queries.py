"""Reads of designations: the register, one by its number, what stands on a day, what was resolved (guideline-3)."""

import json
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from nakhara.foundation.parties.models import Organisation, OrganisationKind, Person
from nakhara.foundation.parties.queries import people_of
from nakhara.foundation.record import clock
from nakhara.foundation.record.models import Series
from nakhara.foundation.record.refusals import Reason
from nakhara.meetings.models import AgendaItem, Resolution
from nakhara.rulebook.decision import PASS
from nakhara.rulebook.findings import MET
from nakhara.rulebook.loading import edition
from nakhara.rulebook.numbering import format_number
from nakhara.rulebook.thai import BE_OFFSET, clean_text, to_arabic_digits
from nakhara.stages.application.models import Filing, Return
from nakhara.stages.designation.models import Act, Designation
from nakhara.stages.review.models import Screening, Verdict

KIND, APPROVAL = "approval", "guideline-3/approval"
ANSWERS = ("approve", "return", "decline")
OFFICE, BOOK = "committee", "designation"
IN_FORCE, SUSPENDED = "in-force", "suspended"
MEANING = {"renewed": IN_FORCE}
NUMBER = re.compile(r"(?P<sequence>\d{1,6})\s*/\s*(?P<year>\d{4})", re.ASCII)


def designations() -> QuerySet[Designation]:
    """Every designation, latest first, with everything a list says of it; `act` is the kind of its latest act."""
    return _with_act(Designation.objects.all(), clock.now()).order_by("-designated_at", "-sequence")


def designations_on(day: date) -> QuerySet[Designation]:
    """The designations that had been made by the end of a day, each with what it was then."""
    end = _end_of(day)
    return _with_act(Designation.objects.filter(designated_at__lt=end), end).order_by("-designated_at", "-sequence")


def _with_act(rows: QuerySet[Designation], before: datetime) -> QuerySet[Designation]:
    acts = Act.objects.filter(designation=OuterRef("pk"), at__lte=before).order_by("-at", "-id")
    return (
        rows.select_related(
            "area", "zone", "filing__application__plan__organisation", "resolution__item__meeting__body"
        )
        .prefetch_related("area__area_provinces__province")
        .annotate(act=Subquery(acts.values("kind")[:1]))
    )


def standing_of(act: str | None) -> str:
    """What the kind of a latest act means: in-force, suspended, revoked or replaced."""
    return MEANING.get(act or IN_FORCE, act or IN_FORCE)


def standing(designation: Designation, on: date) -> str:
    """What a designation is on a day: in-force, suspended, revoked or replaced; empty before it was made."""
    last = designation.acts.filter(at__lt=_end_of(on)).order_by("-at", "-id").first()
    return standing_of(last.kind) if last else ""


def by_number(text: str) -> Designation | None:
    """The designation of a number as somebody typed it: Thai or Arabic digits, with or without leading zeros."""
    plain = to_arabic_digits(clean_text(text))
    wanted = Q(number=plain)
    if found := NUMBER.fullmatch(plain):
        wanted |= Q(sequence=int(found["sequence"]), year=int(found["year"]))
    return designations().filter(wanted).first()


def expected_number(at: datetime, ahead: int = 0) -> str:
    """The number that the next designation would get, or the one `ahead` places after it; expected, not given."""
    year = timezone.localdate(at).year
    series = Series.objects.filter(office=OFFICE, book=BOOK, year=year).first()
    return format_number((series.last if series else 0) + 1 + ahead, year + BE_OFFSET)


def designation_of(filing: Filing) -> Designation | None:
    """The designation that a filing led to, if it did."""
    return designations().filter(filing=filing).first()


def decision_of(filing: Filing) -> Resolution | None:
    """What the committee last resolved about a filing, once its chair has confirmed."""
    return decisions_of(filing).select_related("item__meeting__body").order_by("-confirmed_at", "-id").first()


def decisions_of(filing: Filing) -> QuerySet[Resolution]:
    """The committee's confirmed resolutions about a filing."""
    return Resolution.objects.filter(item__kind=KIND, item__subject_key=filing.key, confirmed_at__isnull=False)


def awaiting_approval() -> QuerySet[Filing]:
    """Filings that the committee can answer now (`against_answering`) and that stand on no open agenda of its."""
    listed = Screening.objects.filter(filing=OuterRef("pk"), listed=True)
    answered = Resolution.objects.filter(
        item__kind=KIND, item__subject_key=OuterRef("key"), confirmed_at__isnull=False, outcome__in=ANSWERS
    )
    set_down = AgendaItem.objects.filter(kind=KIND, subject_key=OuterRef("key"), meeting__confirmed_at=None)
    numbered = Designation.objects.filter(filing=OuterRef("pk"))
    returned = Return.objects.filter(filing=OuterRef("pk"))
    rows = Filing.objects.filter(Exists(listed), application__withdrawn_at=None)
    rows = rows.exclude(Exists(answered)).exclude(Exists(numbered)).exclude(Exists(returned)).exclude(Exists(set_down))
    return rows.select_related("application__plan__area").order_by("filed_at", "id")


def against_answering(filing: Filing, resolution: Resolution | None = None) -> list[Reason]:
    """Why the committee cannot answer a filing now, one way or the other, apart from a resolution just taken on it."""
    if Designation.objects.filter(filing=filing).exists():
        return [Reason(_("This filing has its number already"), None, "guideline-3/number")]
    if filing.application.withdrawn_at:
        return [Reason(_("The application has been withdrawn"), "outcome", "application/withdraw")]
    if Return.objects.filter(filing=filing).exists():
        text = _("This filing has been returned for correction: a new filing follows it")
        return [Reason(text, "outcome", APPROVAL)]
    earlier = decisions_of(filing).filter(outcome__in=ANSWERS)
    if earlier.exclude(pk=resolution.pk if resolution else None).exists():
        return [Reason(_("The committee has answered this filing already"), "outcome", APPROVAL)]
    if not Screening.objects.filter(filing=filing, listed=True).exists():
        return [Reason(_("Not on the subcommittee's list"), "outcome", "guideline-2/screening")]
    return []


def against_designating(filing: Filing, resolution: Resolution | None = None) -> list[Reason]:
    """Why a filing cannot get its number now: it cannot be answered, or has not passed the criteria."""
    verdict = verdict_of(filing)
    if found := against_answering(filing, resolution):
        return found
    if verdict is None or verdict.verdict != PASS:
        return [
            Reason(
                _("The filing has not passed the criteria: return it, decline it or postpone it"), "outcome", APPROVAL
            )
        ]
    return []


def items_before(item: AgendaItem) -> int:
    """How many items of the kind stand before one on the same agenda and may take a number first."""
    earlier = item.meeting.items.filter(kind=item.kind, order__lt=item.order)
    return earlier.exclude(resolution__outcome__in=("return", "decline", "postpone")).count()


@dataclass(frozen=True)
class Mark:
    """One thing that was scored: a dimension's key or `overall`, what it had and what it needs, exactly."""

    part: str
    score: Fraction | None
    required: Fraction
    met: bool


def verdict_of(filing: Filing) -> Verdict | None:
    """What the rules said when the filing's review was closed."""
    return Verdict.objects.filter(filing=filing).first()


def findings_of(verdict: Verdict) -> list[dict]:
    """Every finding of a verdict, from its canonical answer."""
    return json.loads(bytes(verdict.answer))["findings"]


def marks_of(verdict: Verdict) -> list[Mark]:
    """The scores of a verdict: the claimed dimensions in the order of the law, then the whole."""
    scored = [row for row in findings_of(verdict) if row["provision"].startswith("guideline-2/") and "required" in row]
    marks = [_mark(row) for row in scored]
    return [mark for mark in marks if mark.part != "overall"] + [mark for mark in marks if mark.part == "overall"]


def _mark(row: dict) -> Mark:
    score = Fraction(row["measured"]) if "measured" in row else None
    return Mark(row.get("dimension", "overall"), score, Fraction(row["required"]), row["outcome"] == MET)


def province_people(designation: Designation, at: datetime) -> list[Person]:
    """The people of the provinces in which the area lies."""
    offices = Organisation.objects.filter(
        kind=OrganisationKind.PROVINCE, province__in=designation.area.provinces.all(), until__isnull=True
    )
    return [person for office in offices for person in people_of(office, at)]


def committee_name() -> str:
    """The steering committee's name as the law has it."""
    return edition().bodies[0].th


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
