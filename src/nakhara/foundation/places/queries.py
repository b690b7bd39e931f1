"""Reads of places: the directory in dictionary order, areas by name or province, zones in force on a day."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from nakhara.foundation.places.models import Area, Overlap, Province, Zone
from nakhara.rulebook.thai import clean_text

BANGKOK = "10"


def provinces() -> list[Province]:
    """The 77 provinces in the order of the reader's language."""
    return list(Province.objects.order_by("sort_key" if in_thai() else "name_en"))


def province_choices() -> list[tuple[str, str]]:
    """Codes and names of the provinces, for a form's choices."""
    rows = Province.objects.order_by("sort_key" if in_thai() else "name_en")
    return list(rows.values_list("code", "name_th" if in_thai() else "name_en"))


def search_areas(text: str = "", *, province: str = "") -> QuerySet[Area]:
    """Areas whose name or province holds the text, in dictionary order; their provinces are at hand."""
    rows = Area.objects.order_by("sort_key", "id").prefetch_related("provinces")
    if province:
        rows = rows.filter(pk__in=Area.objects.filter(provinces=province).values("pk"))
    if words := clean_text(text):
        there = Province.objects.filter(Q(name_th__icontains=words) | Q(name_en__icontains=words))
        within = Area.objects.filter(provinces__in=there).values("pk")
        rows = rows.filter(Q(name_th__icontains=words) | Q(name_en__icontains=words) | Q(pk__in=within))
    return rows


def area_named(name_th: str, provinces: list[str]) -> list[Area]:
    """The areas of exactly this name in exactly these provinces, oldest first."""
    named = Area.objects.filter(name_th=clean_text(name_th)).prefetch_related("provinces").order_by("id")
    return [area for area in named if {p.code for p in area.provinces.all()} == set(provinces)]


def overlaps_of(area: Area) -> list[Area]:
    """The areas known to share ground with this one, whichever way round it was noted."""
    pairs = Overlap.objects.filter(Q(area=area) | Q(other=area)).values_list("area", "other")
    others = {pk for pair in pairs for pk in pair} - {area.pk}
    return list(Area.objects.filter(pk__in=others).order_by("sort_key", "id"))


def zones_on(day: date) -> QuerySet[Zone]:
    """The promotion zones that stand on a day (guideline-3/zone)."""
    standing = Q(until__isnull=True) | Q(until__gte=day)
    return Zone.objects.filter(standing, since__lte=day).select_related("area")


def in_thai() -> bool:
    """Whether the reader's language is Thai."""
    return (get_language() or "th").startswith("th")
