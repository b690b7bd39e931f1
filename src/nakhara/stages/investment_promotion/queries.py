"""Reads of investment promotion: claims, and the answer to a number, a place and a date (guideline-4, guideline-5)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import areas_of_actor, may, visible
from nakhara.foundation.parties.models import Body, BodyKind, Person
from nakhara.foundation.parties.queries import people_in
from nakhara.foundation.places.models import Province
from nakhara.rulebook import terms
from nakhara.rulebook.loading import edition
from nakhara.rulebook.thai import clean_text, to_arabic_digits
from nakhara.stages.designation.models import Designation
from nakhara.stages.designation.queries import IN_FORCE, by_number, designations, standing, standing_of
from nakhara.stages.investment_promotion.models import Privileges, PromotionClaim

TERM = "term/promotion"
STEP = "guideline-4"
WAITING, DECIDED = "waiting", "decided"


def claims_for(actor: Actor, text: str = "", state: str = "") -> QuerySet[PromotionClaim]:
    """The claims that an actor sees, undecided and longest waiting first."""
    rows = visible(actor, PromotionClaim.objects.all()).select_related(
        "designation__area", "designation__filing", "organisation", "privileges"
    )
    if words := clean_text(text):
        rows = rows.filter(_holding(words))
    if state in (WAITING, DECIDED):
        rows = rows.filter(privileges__isnull=state == WAITING)
    return rows.order_by(F("privileges__recorded_at").asc(nulls_first=True), "filed_at", "id")


def _holding(words: str) -> Q:
    """Claims whose receipt, number, area, owner or activity holds the words; Thai digits in numbers are understood."""
    names = ("designation__area__name_th", "organisation__name_th", "activity")
    said = [(f"{name}__icontains", words) for name in names]
    numbers = [(f"{name}__icontains", to_arabic_digits(words)) for name in ("receipt", "designation__number")]
    return Q(*said, *numbers, _connector=Q.OR)


def privileges_of(claim: PromotionClaim) -> Privileges | None:
    """The board's resolution on a claim, if it has been recorded."""
    return getattr(claim, "privileges", None)


def answer_due(claim: PromotionClaim) -> date:
    """By when the board is to answer (term/promotion)."""
    return terms.due(TERM, timezone.localdate(claim.filed_at), edition(claim.designation.filing.edition))


def may_claim_for(actor: Actor) -> list[Designation]:
    """The designations in force with whose numbers the actor may file."""
    areas = areas_of_actor(actor)
    rows = designations().filter(area__in=list(areas)) if areas else []
    return [row for row in rows if standing_of(row.act) == IN_FORCE and may(actor, STEP, row)]


@dataclass(frozen=True)
class Answer:
    """What may be quoted of a number, a place and a day: each question with yes, no, or nothing asked."""

    designation: Designation | None
    on: date
    province: Province | None
    standing: str
    in_zone: bool | None
    zone_stands: bool

    @property
    def holds(self) -> bool:
        """Whether the number is in force there on that day and its zone stands."""
        return self.standing == IN_FORCE and self.zone_stands and self.in_zone is not False


def answer(number: str, province: Province | None, on: date) -> Answer:
    """Whether a number is in force on a day and its area lies in a province; finer comes with boundaries."""
    found = by_number(number)
    if found is None:
        return Answer(None, on, province, "", None, False)
    zone = found.zone
    lies = (
        None if province is None else any(row.province_id == province.code for row in found.area.area_provinces.all())
    )
    stands = zone.since <= on and (zone.until is None or on <= zone.until)
    return Answer(found, on, province, standing(found, on), lies, stands)


def board_people(at: datetime) -> list[Person]:
    """The people of the board of investment."""
    return [person for body in Body.objects.filter(kind=BodyKind.BOARD) for person in people_in(body, at)]
