"""The demo's organisations, bodies and people, from `data/people.toml`, made by the actions of parties."""

import tomllib
from datetime import datetime
from importlib.resources import files

from nakhara.foundation.parties.actions import (
    add_member,
    add_seat,
    appoint,
    create_body,
    create_organisation,
    register_person,
)
from nakhara.foundation.parties.actor import OPERATOR
from nakhara.foundation.parties.administration import found_administration
from nakhara.foundation.parties.models import Body, BodyKind, Organisation, OrganisationKind, Person, SeatRole
from nakhara.foundation.places.models import District
from nakhara.rulebook.loading import edition
from nakhara.rulebook.thai import juristic_id_ok

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
        found_administration(by=OPERATOR, at=self.at)
        self._state_offices()
        for row in self.source["organisation"]:
            self.organisations[row["id"]] = self._organisation(row)
        self._local_authorities()
        for row in self.source["person"]:
            self.persons[row["id"]] = self._person(row["id"], row["th"], row["en"], row.get("operator", False))
        for row in self.source["body"]:
            self.bodies[row["id"]] = self._body(row)
        self._working_groups()
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
        return register_person(
            by=OPERATOR,
            email=f"{name}@{DOMAIN}",
            name_th=th,
            name_en=en,
            password=PASSWORD if signs_in else None,
            is_operator=operator,
            at=self.at,
        )

    def _body(self, row: dict) -> Body:
        body = create_body(
            by=OPERATOR,
            kind=row["kind"],
            name_th=row["th"],
            name_en=row["en"],
            provision=row["provision"],
            parent=self.bodies.get(row.get("parent", "")),
            secretariat=self.bodies.get(row.get("secretariat", "")),
            at=self.at,
        )
        for order, seat in enumerate(row["seats"], start=1):
            self._seat(body, order, seat)
        return body

    def _seat(self, body: Body, order: int, row: dict) -> None:
        seat = add_seat(
            by=OPERATOR,
            body=body,
            order=order,
            role=row["role"],
            title_th=row["th"],
            title_en=row["en"],
            office=self.organisations.get(row.get("office", "")),
            since=self.at.date(),
            at=self.at,
        )
        if "who" in row:
            appoint(by=OPERATOR, seat=seat, person=self._sitter(row), at=self.at)

    def _sitter(self, row: dict) -> Person:
        if row["who"] not in self.persons:
            th, en = f"{row['th']} (ตัวอย่าง)", f"{row['en']} (sample)"
            self.persons[row["who"]] = self._person(row["who"], th, en, signs_in=False)
        return self.persons[row["who"]]

    def _working_groups(self) -> None:
        """A group for each dimension, each of three reviewers who also sit in the next ones."""
        for i in range(1, REVIEWERS + 1):
            name = f"reviewer{i}"
            self.persons[name] = self._person(name, f"ผู้พิจารณาคนที่ {i} (ตัวอย่าง)", f"Reviewer {i} (sample)")
        for number, dimension in enumerate(edition().dimensions):
            group = create_body(
                by=OPERATOR,
                kind=BodyKind.WORKING_GROUP,
                name_th=f"คณะทำงานด้าน{dimension.th}",
                name_en=f"Working group on {dimension.en}",
                provision="guideline-2/dimension-score",
                parent=self.bodies["subcommittee"],
                secretariat=self.bodies["secretariat"],
                dimensions=(dimension.key,),
                at=self.at,
            )
            self.bodies[dimension.key] = group
            for order in range(SEATS_A_GROUP):
                who = f"reviewer{(number + order) % REVIEWERS + 1}"
                role = SeatRole.CHAIR if order == 0 else SeatRole.MEMBER
                th, en = ("ประธานคณะทำงาน", "Chair") if order == 0 else ("ผู้ทรงคุณวุฒิ", "Expert")
                self._seat(group, order + 1, {"role": role, "th": th, "en": en, "who": who})

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
