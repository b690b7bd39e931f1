"""The demo's own organisations and people, from `data/people.toml`, beside what every installation has."""

import tomllib
from datetime import datetime
from importlib.resources import files

from nakhara.foundation.parties.actions import (
    add_member,
    appoint,
    create_organisation,
    register_operator,
    register_person,
)
from nakhara.foundation.parties.actor import OPERATOR
from nakhara.foundation.parties.models import Body, Organisation, OrganisationKind, Person, Seat
from nakhara.foundation.places.models import District
from nakhara.rulebook.loading import edition
from nakhara.rulebook.thai import juristic_id_ok
from nakhara.site.founding import found_parties

PASSWORD = "nakhara-demo-2561"
DOMAIN = "demo.example"
REVIEWERS = 9
SEATS_A_GROUP = 3
LAPLAE = "5308"


def data(name: str) -> dict:
    """One of the demo's data files."""
    return tomllib.loads((files("nakhara.demo") / "data" / f"{name}.toml").read_text("utf-8"))


class People:
    """The demo's organisations, bodies and persons by their ids in the data."""

    def __init__(self, at: datetime):
        self.at = at
        self.source = data("people")
        self.organisations: dict[str, Organisation] = {}
        self.bodies: dict[str, Body] = {}
        self.persons: dict[str, Person] = {}

    def make(self) -> "People":
        """Make them all."""
        found = found_parties(at=self.at)
        self.organisations, self.bodies = dict(found.offices), found.bodies
        self._state_offices()
        for row in self.source["organisation"]:
            self.organisations[row["id"]] = self._organisation(row)
        self._local_authorities()
        for row in self.source["person"]:
            self.persons[row["id"]] = self._person(row["id"], row["th"], row["en"], row.get("operator", False))
        self._reviewers()
        self._appoint()
        self._clerks()
        return self

    def _state_offices(self) -> None:
        offices = Organisation.objects.filter(kind__in=[OrganisationKind.PROVINCE, OrganisationKind.DISTRICT])
        for office in offices:
            place = office.district_id or office.province_id
            self.organisations[f"{office.kind}:{place}"] = office

    def _organisation(self, row: dict) -> Organisation:
        district = District.objects.select_related("province").get(code=row["district"]) if "district" in row else None
        return create_organisation(
            by=OPERATOR,
            kind=row["kind"],
            name_th=row["th"],
            name_en=row["en"],
            code=row.get("code", ""),
            juristic_id=_juristic(row.get("juristic")),
            legal_basis=row.get("basis", ""),
            parent=self.organisations.get(row.get("parent", "")),
            province=district.province if district else None,
            district=district,
            is_sample=row.get("sample", False),
            at=self.at,
        )

    def _local_authorities(self) -> None:
        laplae = District.objects.select_related("province").get(code=LAPLAE)
        for row in self.source["laplae"]:
            office = self._local(row["kind"], row["th"], row["en"], laplae, sample=False)
            if "id" in row:
                self.organisations[row["id"]] = office
        wanted = self.source["samples"]["districts"]
        for district in District.objects.select_related("province").filter(code__in=wanted):
            for kind, th, en in (
                ("subdistrict-municipality", "เทศบาลตำบลตัวอย่าง", "Sample Subdistrict Municipality,"),
                ("sao", "องค์การบริหารส่วนตำบลตัวอย่าง", "Sample Subdistrict Administrative Organisation,"),
            ):
                name_th, name_en = f"{th} {district.name_th}", f"{en} {district.name_en}"
                self._local(kind, name_th, name_en, district, sample=True)

    def _local(self, kind: str, th: str, en: str, district: District, *, sample: bool) -> Organisation:
        return create_organisation(
            by=OPERATOR,
            kind=kind,
            name_th=th,
            name_en=en,
            parent=self.organisations.get(f"district:{district.code}"),
            province=district.province,
            district=district,
            is_sample=sample,
            at=self.at,
        )

    def _person(self, name: str, th: str, en: str, operator: bool = False, *, signs_in: bool = True) -> Person:
        enter = register_operator if operator else register_person
        password = PASSWORD if signs_in else None
        names = {"name_th": th, "name_en": en}
        return enter(by=OPERATOR, email=f"{name}@{DOMAIN}", password=password, at=self.at, **names)

    def _reviewers(self) -> None:
        for i in range(1, REVIEWERS + 1):
            name = f"reviewer{i}"
            self.persons[name] = self._person(name, f"ผู้พิจารณาคนที่ {i} (ตัวอย่าง)", f"Reviewer {i} (sample)")

    def _appoint(self) -> None:
        for body, names in self._sitters().items():
            seats = self.bodies[body].seats.order_by("order")
            for seat, name in zip(seats, names, strict=True):
                if name:
                    appoint(by=OPERATOR, seat=seat, person=self._sitter(name, seat), at=self.at)

    def _sitters(self) -> dict[str, list[str]]:
        """Who sits where, by body; a working group's reviewers also sit in the next ones."""
        groups = {
            dimension.key: [f"reviewer{(number + order) % REVIEWERS + 1}" for order in range(SEATS_A_GROUP)]
            for number, dimension in enumerate(edition().dimensions)
        }
        return self.source["sitters"] | groups

    def _sitter(self, name: str, seat: Seat) -> Person:
        if name not in self.persons:
            th, en = f"{seat.title_th} (ตัวอย่าง)", f"{seat.title_en} (sample)"
            self.persons[name] = self._person(name, th, en, signs_in=False)
        return self.persons[name]

    def _clerks(self) -> None:
        for row in self.source["person"]:
            if "office" in row:
                add_member(
                    by=OPERATOR,
                    organisation=self.organisations[row["office"]],
                    person=self.persons[row["id"]],
                    title_th="เจ้าหน้าที่สารบรรณ",
                    title_en="Correspondence officer",
                    edits=True,
                    signs=True,
                    clerks=True,
                    at=self.at,
                )


def _juristic(first_twelve: str | None) -> str | None:
    if first_twelve is None:
        return None
    return next(first_twelve + digit for digit in "0123456789" if juristic_id_ok(first_twelve + digit))
