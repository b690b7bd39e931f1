"""Verbs of places: load the directory, make an area, note an overlap, announce a zone.

Places stand below parties: who may do these is asked by the action of the later room that calls them.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nakhara.foundation.places.formats import read_districts, read_provinces, read_subdistricts
from nakhara.foundation.places.models import Area, AreaProvince, District, Overlap, Province, Subdistrict, Zone
from nakhara.foundation.record.actions import Recorded, record
from nakhara.foundation.record.refusals import Reason, require
from nakhara.rulebook.loading import DEFAULT
from nakhara.rulebook.thai import clean_text, sort_key

NAMES = ["name_th", "name_en", "sort_key"]


@transaction.atomic
def load_directory() -> dict[str, int]:
    """Load the country's provinces, districts and subdistricts, or bring them up to date; says how many there are."""
    _load(Province, read_provinces(), NAMES)
    _load(District, read_districts(), [*NAMES, "province"])
    _load(Subdistrict, read_subdistricts(), [*NAMES, "district", "postal_code"])
    return {model._meta.model_name: model.objects.count() for model in (Province, District, Subdistrict)}


def _load(model, rows, columns) -> None:
    model.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["code"], update_fields=columns, batch_size=2000
    )


@transaction.atomic
def create_area(*, by: Recorded, name_th: str, name_en: str = "", provinces: Sequence[str], at: datetime) -> Area:
    """Make an area, in one province or several, in the order in which they are named (target-open)."""
    name_th, name_en = clean_text(name_th), clean_text(name_en)
    codes = list(dict.fromkeys(provinces))
    require(_reasons_against(name_th, codes))
    area = Area.objects.create(name_th=name_th, name_en=name_en, sort_key=sort_key(name_th), created_at=at)
    AreaProvince.objects.bulk_create(
        AreaProvince(area=area, province_id=code, order=order) for order, code in enumerate(codes)
    )
    record(by, "place/area", area, at, facts={"name": name_th, "provinces": codes})
    return area


def _reasons_against(name: str, codes: list[str]) -> list[Reason]:
    reasons = []
    if not name:
        reasons.append(Reason(_("Give the area a name"), "name_th"))
    if not codes:
        reasons.append(Reason(_("Choose at least one province"), "provinces"))
    elif Province.objects.filter(code__in=codes).count() < len(codes):
        reasons.append(Reason(_("Choose provinces from the list"), "provinces"))
    return reasons


@transaction.atomic
def note_overlap(*, by: Recorded, area: Area, other: Area, at: datetime) -> Overlap:
    """Note that two areas share ground; it is known, not forbidden, and noted once whichever way round (target-2)."""
    first, second = sorted((area, other), key=lambda one: one.pk)
    overlap, made = Overlap.objects.get_or_create(area=first, other=second)
    if made:
        record(by, "place/overlap", first, at, facts={"other": second.key})
    return overlap


@transaction.atomic
def announce_zone(
    *, by: Recorded, area: Area, basis: str, boundary: dict | None = None, edition: str = DEFAULT, at: datetime
) -> Zone:
    """Announce an area's promotion zone from this day on, under an edition of the law (guideline-3/zone)."""
    since = timezone.localtime(at).date()
    zone = Zone.objects.create(area=area, basis=clean_text(basis), boundary=boundary or area.boundary, since=since)
    record(by, f"{edition}:guideline-3/zone", zone, at, facts={"area": area.key, "basis": zone.basis})
    return zone
