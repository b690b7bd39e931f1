"""The words of sample cases, from `data/words.toml`: names, texts, places, all of them invented."""

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from nakhara.rulebook.thai import juristic_id_ok

BANGKOK = "10"
IN_BANGKOK = ("university", "company", "estate")


@cache
def table() -> dict[str, Any]:
    """The word lists."""
    return tomllib.loads((files("nakhara.demo.sample") / "data" / "words.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Place:
    """A district and its province, by code and by name."""

    province: str
    province_th: str
    province_en: str
    district: str
    district_th: str
    district_en: str

    @property
    def full(self) -> str:
        """The place as an address has it."""
        if self.province == BANGKOK:
            return f"เขต{self.district_th} กรุงเทพมหานคร"
        return f"อำเภอ{self.district_th} จังหวัด{self.province_th}"


@dataclass(frozen=True)
class Identity:
    """Who owns an area: a juristic person that does not exist, and the area it plans for."""

    row: dict[str, Any]
    name_th: str
    name_en: str
    juristic_id: str
    area_th: str
    area_en: str
    place: Place

    def again(self, juristic_id: str) -> "Identity":
        """A second one of the same kind at the same place, told apart by the end of its juristic number."""
        mark = juristic_id[-5:-1]
        return replace(
            self,
            name_th=f"{self.name_th} ({mark})",
            name_en=f"{self.name_en} ({mark})",
            area_th=f"{self.area_th} ({mark})",
            area_en=f"{self.area_en} ({mark})",
        )


class Words:
    """Draws words by one source of chance."""

    def __init__(self, rng: Random):
        self.rng = rng

    def one(self, *path: str) -> Any:
        """One of a list."""
        found: Any = table()
        for name in path:
            found = found[name]
        return self.rng.choice(found)

    def person(self) -> tuple[str, str]:
        """A name in Thai and in English; the surname says that it is invented."""
        people = table()["people"]
        given, stem = self.rng.choice(people["given"]), self.rng.choice(people["stems"])
        th, en = people["invented"]
        return f"{given[0]} {stem[0]}{th}", f"{given[1]} {stem[1]}{en}"

    def identity(self, place: Place, juristic_id: str) -> Identity:
        """An owner at a place, with its area; Bangkok has no local authorities of these kinds."""
        rows = [row for row in table()["owner"] if place.province != BANGKOK or row["kind"] in IN_BANGKOK]
        row = self.rng.choices(rows, [row["weight"] for row in rows])[0]
        return Identity(
            row,
            _placed(row["th"], place),
            _placed(row["en"], place),
            juristic_id,
            _placed(row["area"][0], place),
            _placed(row["area"][1], place),
            place,
        )

    def text(self, template: str, identity: Identity, year: int) -> str:
        """A template filled in with the area's names and small numbers."""
        return template.format(
            area=identity.area_th,
            district=identity.place.district_th,
            province=identity.place.province_th,
            place=identity.place.full,
            year=year,
            n=self.rng.randint(8, 30),
            m=self.rng.randint(31, 90),
            k=self.rng.randint(3, 9),
        )


def juristic_id(number: int) -> str:
    """The juristic number of an invented organisation: the check digit is right."""
    first = f"0999{number:08d}"
    return next(first + digit for digit in "0123456789" if juristic_id_ok(first + digit))


def _placed(template: str, place: Place) -> str:
    return template.format(
        district=place.district_th,
        district_en=place.district_en,
        province=place.province_th,
        province_en=place.province_en,
    )
