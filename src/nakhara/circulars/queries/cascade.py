"""Who has a letter, tier by tier: through every letter that encloses it or stands on it, and through every passing-on.

A letter that asks to tell the tier below is meant for all of that tier, whether it has been sent there yet or not;
without such an ask only those count to whom it was sent (policy-local).
"""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from nakhara.circulars.models import Ask, Dispatch, Letter, LetterEdge
from nakhara.foundation.parties.models import Organisation
from nakhara.foundation.parties.models import OrganisationKind as Kind
from nakhara.foundation.places.queries import BANGKOK

LOCAL = (Kind.PAO, Kind.CITY, Kind.TOWN, Kind.SUBDISTRICT_MUNICIPALITY, Kind.SAO)
OF_PROVINCE = (Kind.PAO, Kind.CITY, Kind.TOWN)
TIERS = {"department": (Kind.DEPARTMENT,), "province": (Kind.PROVINCE,), "district": (Kind.DISTRICT,), "local": LOCAL}


def chain(letter: Letter) -> list[int]:
    """The letter and every letter that carries it further, by enclosing it or standing on it."""
    edges = list(LetterEdge.objects.filter(letter__cancelled_at=None).values_list("other", "letter"))
    found, fresh = {letter.pk}, {letter.pk}
    while fresh:
        fresh = {carrier for other, carrier in edges if other in fresh} - found
        found |= fresh
    return sorted(found)


@dataclass(frozen=True)
class Tier:
    """How many offices of one tier are meant and how many have received."""

    key: str
    total: int
    received: int

    @property
    def silent(self) -> int:
        return self.total - self.received


class Cascade:
    """The way of one letter at this moment; every question is a read of its own, whatever the number of offices."""

    def __init__(self, letter: Letter):
        self.letter = letter
        self.letters = chain(letter)
        self.dispatches = Dispatch.objects.filter(letter__in=self.letters)
        self.reached = {
            (kind, place)
            for kind, province, district in self.dispatches.filter(receiver__kind__in=UPPER).values_list(
                "receiver__kind", "receiver__province", "receiver__district"
            )
            for place in [district if kind == Kind.DISTRICT else province]
        }
        self.tells = Ask.objects.filter(letter__in=self.letters, kind="tell").exists()

    def tiers(self) -> list[Tier]:
        """Every tier that the letter is meant for, from the top."""
        found = [self._tier(key) for key in TIERS]
        return [tier for tier in found if tier.total]

    def _tier(self, key: str) -> Tier:
        meant = self.meant(key)
        counted = meant.aggregate(total=Count("pk"), received=Count("pk", filter=self._has()))
        return Tier(key, counted["total"], counted["received"])

    def meant(self, key: str) -> QuerySet[Organisation]:
        """The offices of a tier for which the letter is meant."""
        sent = Q(pk__in=self.dispatches.values("receiver"))
        condition = sent | self._expected(key) if self.tells else sent
        return Organisation.objects.filter(condition, kind__in=TIERS[key])

    def _expected(self, key: str) -> Q:
        everywhere = (Kind.DEPARTMENT, None) in self.reached
        provinces = [place for kind, place in self.reached if kind == Kind.PROVINCE]
        districts = [place for kind, place in self.reached if kind == Kind.DISTRICT]
        country = Q(province__isnull=False, until=None) & ~Q(province=BANGKOK)
        within = country if everywhere else Q(province__in=provinces, until=None)
        if key == "province":
            return within if everywhere else Q(pk__in=[])
        if key == "district":
            return within
        if key == "local":
            return within | Q(district__in=districts, until=None) & ~Q(kind__in=OF_PROVINCE)
        return Q(pk__in=[])

    def _has(self) -> Q:
        return Q(pk__in=self.dispatches.filter(receipt__isnull=False).values("receiver"))

    def silent(self, key: str, province: str = "") -> QuerySet[Organisation]:
        """The offices of a tier that have not received, in dictionary order."""
        rows = self.meant(key).exclude(self._has()).select_related("province", "district")
        if province:
            rows = rows.filter(province=province)
        return rows.order_by("province__sort_key", "sort_key", "id")

    def by_province(self) -> dict[str, tuple[int, int]]:
        """For each province how many local authorities are meant and how many have received."""
        rows = self.meant("local").order_by().values_list("province")
        counted = rows.annotate(total=Count("pk"), received=Count("pk", filter=self._has()))
        return {code: (total, received) for code, total, received in counted if code}


UPPER = (Kind.DEPARTMENT, Kind.PROVINCE, Kind.DISTRICT)
