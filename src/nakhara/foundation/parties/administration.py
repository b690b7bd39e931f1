"""The state's own offices, one for each province and district: who letters go to (letter-B, letter-A)."""

from collections.abc import Iterable

from nakhara.foundation.parties.models import Organisation, OrganisationKind
from nakhara.foundation.places.models import District, Province
from nakhara.look.charts.tiles import tiles
from nakhara.rulebook.thai import sort_key

BANGKOK = "10"


def provinces_missing() -> list[Organisation]:
    """The organisation of every province but Bangkok that has none yet, unsaved."""
    known = set(Organisation.objects.filter(kind=OrganisationKind.PROVINCE).values_list("province", flat=True))
    return [_province(p) for p in Province.objects.exclude(code=BANGKOK).exclude(code__in=known)]


def districts_of(provinces: Iterable[Organisation]) -> list[Organisation]:
    """The organisation of every district under these provinces, unsaved."""
    by_province = {office.province_id: office for office in provinces}
    return [_district(d, by_province[d.province_id]) for d in District.objects.filter(province__in=by_province)]


def _province(place: Province) -> Organisation:
    name = f"จังหวัด{place.name_th}"
    return Organisation(
        kind=OrganisationKind.PROVINCE,
        name_th=name,
        name_en=f"{place.name_en} Province",
        sort_key=sort_key(name),
        code=str(tiles()[place.code]["th"]),
        province=place,
    )


def _district(place: District, province: Organisation) -> Organisation:
    name = f"อำเภอ{place.name_th}"
    return Organisation(
        kind=OrganisationKind.DISTRICT,
        name_th=name,
        name_en=f"{place.name_en} District",
        sort_key=sort_key(name),
        parent=province,
        province_id=place.province_id,
        district=place,
    )
