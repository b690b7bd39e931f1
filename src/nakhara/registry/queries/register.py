"""Reads of the register: which areas the public may know of, in which state, by word, province or Smart.

An area shows here when it is designated, when it has an application under way, or when the targets name it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import (
    Case,
    CharField,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
    prefetch_related_objects,
)
from django.db.models.functions import Cast

from nakhara.foundation.parties.models import AreaParty
from nakhara.foundation.places.models import Area, AreaProvince, Province
from nakhara.foundation.places.queries import search_areas
from nakhara.look.wording import language
from nakhara.meetings.models import Resolution
from nakhara.programme.models import Target
from nakhara.rulebook.thai import clean_text, to_arabic_digits
from nakhara.stages.application.models import Application, Filing
from nakhara.stages.designation.models import Designation
from nakhara.stages.designation.queries import KIND, designations, standing_of

DESIGNATED, APPLYING, TARGET = "designated", "applying", "target"
AT_HAND = Prefetch("area_provinces", AreaProvince.objects.select_related("province").order_by("order", "id"))
# What an area's page says of its designation: of the hundred columns that hang together with it these few.
SHOWN = (
    *("key", "number", "dimensions", "designated_at", "area"),
    *("zone__since", "zone__until", "zone__basis", "zone__boundary"),
    *("filing__key", "filing__snapshot", "filing__sha256", "filing__edition", "filing__application__number"),
    *(f"filing__application__plan__organisation__{name}" for name in ("name_th", "name_en")),
    *(f"resolution__item__meeting__{name}" for name in ("number", "year")),
)
STATES = (DESIGNATED, APPLYING, TARGET)


@dataclass(frozen=True)
class Row:
    """An area as the register shows it; `designation` is None until there is one."""

    area: Area
    state: str
    designation: Designation | None = None

    @property
    def provinces(self) -> list[Province]:
        """Where it lies, in the order in which the owner names them."""
        return [one.province for one in self.area.area_provinces.all()]

    @property
    def standing(self) -> str:
        """What its designation is now; empty without one."""
        return standing_of(self.designation.act) if self.designation else ""


def areas(text: str = "", *, province: str = "", dimension: str = "", state: str = "") -> QuerySet[Area]:
    """The areas of the register: designated ones first, latest first, then by name; each with `state`."""
    rows = _known(search_areas("", province=province))
    if words := clean_text(text):
        rows = rows.filter(_holding(words))
    if dimension:
        rows = rows.filter(pk__in=_with_dimension(dimension).values("area"))
    if state in STATES:
        rows = rows.filter(state=state)
    return rows.order_by(F("designated_at").desc(nulls_last=True), "state", "sort_key", "id")


def _known(rows: QuerySet[Area]) -> QuerySet[Area]:
    """The areas that stand in the register, by sets that the database reads once, not once an area."""
    designated = Q(pk__in=Designation.objects.values("area"))
    applying = Q(pk__in=under_way().values("plan__area"))
    latest = Designation.objects.filter(area=OuterRef("pk")).order_by("-designated_at", "-sequence")
    rows = rows.filter(designated | applying | Q(pk__in=Target.objects.values("area")))
    return rows.prefetch_related(None).annotate(
        designated_at=Subquery(latest.values("designated_at")[:1]),
        state=Case(
            When(designated, then=Value(DESIGNATED)),
            When(applying, then=Value(APPLYING)),
            default=Value(TARGET),
            output_field=CharField(),
        ),
    )


def under_way() -> QuerySet[Application]:
    """Applications that are being considered: filed, not withdrawn, neither declined nor designated."""
    declined = Resolution.objects.filter(
        item__kind__in=(KIND, "screening"), outcome="decline", confirmed_at__isnull=False
    ).values("item__subject_key")
    closed = Filing.objects.filter(Q(key__in=declined) | Q(pk__in=Designation.objects.values("filing")))
    return Application.objects.filter(withdrawn_at=None).exclude(pk__in=closed.values("application"))


def _holding(words: str) -> Q:
    """Areas whose name, number, owner or province holds the words; Thai digits in a number are understood."""
    owners = Q(organisation__name_th__icontains=words) | Q(organisation__name_en__icontains=words)
    within = Province.objects.filter(Q(name_th__icontains=words) | Q(name_en__icontains=words))
    return (
        Q(name_th__icontains=words)
        | Q(name_en__icontains=words)
        | Q(pk__in=Designation.objects.filter(number__icontains=to_arabic_digits(words)).values("area"))
        | Q(pk__in=AreaParty.objects.filter(owners, until=None).values("area"))
        | Q(pk__in=Area.objects.filter(provinces__in=within).values("pk"))
    )


def _with_dimension(key: str) -> QuerySet[Designation]:
    """Designations that have a Smart; its key stands in a list in the row."""
    rows = Designation.objects.annotate(keys=Cast("dimensions", TextField()))
    return rows.filter(keys__contains=f'"{key}"')


def rows_of(page: Iterable[Area]) -> list[Row]:
    """The areas of one page with their latest designations and their provinces, in two queries for any number."""
    listed = list(page)
    prefetch_related_objects(listed, AT_HAND)
    # A list says nothing of filing, zone and resolution, which are large.
    rows = designations().select_related(None).prefetch_related(None).filter(area__in=[area.pk for area in listed])
    found = {row.area_id: row for row in reversed(rows)}
    return [Row(area, area.state, found.get(area.pk)) for area in listed]


def _shown() -> QuerySet[Designation]:
    rows = designations().prefetch_related(None).select_related(None)
    rows = rows.select_related("zone", "filing__application__plan__organisation", "resolution__item__meeting")
    return rows.only(*SHOWN)


def row_of(key: str) -> Row | None:
    """One area by its key, if the public may know of it."""
    area = Area.objects.filter(key=key).prefetch_related(AT_HAND).first()
    if area is None:
        return None
    if designation := _shown().filter(area=area).first():
        designation.area = area
        return Row(area, DESIGNATED, designation)
    if under_way().filter(plan__area=area).exists():
        return Row(area, APPLYING)
    return Row(area, TARGET) if Target.objects.filter(area=area).exists() else None


def name_of(area) -> str:
    """An area's or province's name in the reader's language."""
    return (area.name_en if language() == "en" else "") or area.name_th
