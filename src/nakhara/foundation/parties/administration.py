"""The state's own offices, one for each province and district: who letters go to (letter-B, letter-A)."""

from datetime import datetime

from django.db import transaction

from nakhara.foundation.parties.models import Organisation, OrganisationKind
from nakhara.foundation.places.models import District, Province
from nakhara.foundation.record.actions import record
from nakhara.look.charts.tiles import tiles
from nakhara.rulebook.thai import sort_key

BANGKOK = "10"


@transaction.atomic
def found_administration(*, by, at: datetime) -> None:
    """Make an organisation of every province but Bangkok, and of every district under it, where there is none yet."""
    known = set(Organisation.objects.filter(kind=OrganisationKind.PROVINCE).values_list("province", flat=True))
    provinces = Province.objects.exclude(code=BANGKOK).exclude(code__in=known)
    offices = Organisation.objects.bulk_create([_province(p) for p in provinces])
    by_province = {office.province_id: office for office in offices}
    districts = District.objects.filter(province__in=by_province)
    Organisation.objects.bulk_create([_district(d, by_province[d.province_id]) for d in districts])
    for office in offices:
        record(by, "party/manage", office, at, facts={"founded": "province and districts"})


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
