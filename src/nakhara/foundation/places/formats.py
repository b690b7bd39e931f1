"""The official directory of places as geothai ships it, turned into rows; Bangkok's districts lose their prefix."""

from collections.abc import Iterator

import geothai

from nakhara.foundation.places.models import District, Province, Subdistrict
from nakhara.rulebook.thai import sort_key

BANGKOK = "10"
PREFIX = "เขต"


def read_provinces() -> Iterator[Province]:
    """The 77 provinces, Bangkok among them."""
    for row in geothai.provinces():
        yield Province(code=row.code, **_names(row.name_th, row.name_en))


def read_districts() -> Iterator[District]:
    """Every amphoe and khet."""
    for province in geothai.provinces():
        for row in geothai.districts(province.code):
            # only Bangkok's names carry the word for district; displays add their own
            name = row.name_th.removeprefix(PREFIX) if row.province_code == BANGKOK else row.name_th
            yield District(code=row.code, province_id=row.province_code, **_names(name, row.name_en))


def read_subdistricts() -> Iterator[Subdistrict]:
    """Every tambon and khwaeng, with its first postal code."""
    for province in geothai.provinces():
        for district in geothai.districts(province.code):
            for row in geothai.subdistricts(district.code):
                yield Subdistrict(
                    code=row.code,
                    district_id=row.district_code,
                    postal_code=next(iter(row.postal_codes), ""),
                    **_names(row.name_th, row.name_en),
                )


def _names(name_th: str, name_en: str) -> dict[str, str]:
    return {"name_th": name_th, "name_en": name_en, "sort_key": sort_key(name_th)}
