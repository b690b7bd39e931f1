"""Places for tests: a province, a district, a subdistrict by code, an area; real names, only the rows asked for."""

from collections.abc import Sequence
from datetime import UTC, datetime

import geothai

from nakhara.foundation.places.actions import create_area
from nakhara.foundation.places.models import Area, District, Province, Subdistrict
from nakhara.rulebook.thai import sort_key

AT = datetime(2018, 11, 13, 2, 0, tzinfo=UTC)


class Nobody:
    """An actor for tests below parties."""

    recorded_key = "system:test"

    def as_recorded(self) -> dict:
        return {"key": self.recorded_key, "capacities": []}


def a_province(code: str = "53") -> Province:
    """A province by its code, by default Uttaradit."""
    found = geothai.province(code)
    return Province.objects.get_or_create(code=code, defaults=_names(found))[0]


def a_district(code: str = "5308") -> District:
    """A district by its code, by default Laplae."""
    found = geothai.district(code)
    defaults = {"province": a_province(code[:2]), **_names(found)}
    return District.objects.get_or_create(code=code, defaults=defaults)[0]


def a_subdistrict(code: str = "530801") -> Subdistrict:
    """A subdistrict by its code."""
    found = geothai.subdistrict(code)
    defaults = {"district": a_district(code[:4]), **_names(found)}
    return Subdistrict.objects.get_or_create(code=code, defaults=defaults)[0]


def an_area(
    name: str = "เมืองตัวอย่าง", provinces: Sequence[str] = ("53",), *, name_en: str = "Sample city", at=AT
) -> Area:
    """An area in these provinces."""
    for code in provinces:
        a_province(code)
    return create_area(by=Nobody(), name_th=name, name_en=name_en, provinces=list(provinces), at=at)


def _names(found) -> dict[str, str]:
    name = found.name_th.removeprefix("เขต")
    return {"name_th": name, "name_en": found.name_en, "sort_key": sort_key(name)}
