"""What a new installation holds, so that its operator can begin to appoint people (contracts: init)."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from nakhara.circulars.models import Letter
from nakhara.demo.people import People
from nakhara.foundation.parties.models import Appointment, Body, Organisation, Person, Seat
from nakhara.foundation.parties.queries import bodies
from nakhara.programme.models import Target
from nakhara.rulebook.loading import edition
from nakhara.site.install import install, lay_ground

pytestmark = pytest.mark.django_db
AT = datetime(2018, 11, 13, 9, 0, tzinfo=ZoneInfo("Asia/Bangkok"))


@dataclass(frozen=True)
class Administrator:
    email: str = "admin@city.example"
    password: str = "correct horse battery"


def installed() -> list[str]:
    """Install; the lines that were told."""
    told: list[str] = []
    install(at=AT, administrator=Administrator(), progress=told.append)
    return told


def seats(body: Body) -> list[tuple[str, str, str]]:
    rows = Seat.objects.filter(body=body).select_related("office").order_by("order")
    return [(seat.role, seat.title_th, seat.office.code if seat.office else "") for seat in rows]


def test_an_installation_has_its_bodies_with_vacant_seats_held_by_offices():
    told = installed()
    assert [(b.kind, b.parent and b.parent.kind, b.secretariat and b.secretariat.kind) for b in bodies()] == [
        ("secretariat", None, None),
        ("committee", None, "secretariat"),
        ("subcommittee", "committee", "secretariat"),
        ("board", None, None),
        *[("working-group", "subcommittee", "secretariat")] * 7,
    ]
    assert seats(Body.objects.get(kind="committee")) == [
        ("chair", "รองนายกรัฐมนตรี", ""),
        ("member", "รัฐมนตรีว่าการกระทรวงคมนาคม", "คค"),
        ("member", "รัฐมนตรีว่าการกระทรวงดิจิทัลเพื่อเศรษฐกิจและสังคม", "ดศ"),
        ("member", "รัฐมนตรีว่าการกระทรวงพลังงาน", "พน"),
        ("member", "ปลัดกระทรวงมหาดไทย", "มท"),
        ("member-secretary", "ผู้อำนวยการสำนักงานนโยบายและแผนการขนส่งและจราจร", "คค ๐๘"),
        ("member-secretary", "ผู้อำนวยการสำนักงานนโยบายและแผนพลังงาน", "พน ๐๖"),
        ("member-secretary", "ผู้อำนวยการสำนักงานส่งเสริมเศรษฐกิจดิจิทัล", "สศด"),
    ]
    assert seats(Body.objects.get(kind="subcommittee")) == [
        ("chair", "รัฐมนตรีช่วยว่าการกระทรวงคมนาคม", "คค"),
        ("member", "ปลัดกระทรวงมหาดไทย", "มท"),
        ("member-secretary", "ผู้อำนวยการสำนักงานนโยบายและแผนการขนส่งและจราจร", "คค ๐๘"),
    ]
    groups = Body.objects.filter(kind="working-group").order_by("id")
    dimensions = [[row.dimension for row in group.dimensions.all()] for group in groups]
    assert dimensions == [[dimension.key] for dimension in edition().dimensions]
    assert {len(seats(group)) for group in groups} == {3}
    assert Appointment.objects.count() == 0
    assert [line for line in told if "first operator" in line] == ["ผู้ดูแลระบบคนแรก / first operator: admin@city.example"]


def test_an_installation_has_the_state_its_targets_letters_and_one_operator():
    installed()
    kinds = ("ministry", "province", "district")
    assert [Organisation.objects.filter(kind=kind).count() for kind in kinds] == [4, 76, 878]
    assert Organisation.objects.filter(name_th="กรมส่งเสริมการปกครองท้องถิ่น").count() == 1
    assert Target.objects.count() == 15
    assert Letter.objects.exclude(provision="").count() == len(edition().letters)
    assert list(Person.objects.values_list("email", "is_operator")) == [("admin@city.example", True)]


def test_a_demo_has_the_seats_of_an_installation_and_its_people_in_them():
    def ground() -> list[tuple]:
        rows = Seat.objects.order_by("body", "order")
        return list(rows.values_list("body__name_th", "order", "role", "title_th", "office__name_th"))

    with transaction.atomic():
        installed()
        wanted = ground()
        transaction.set_rollback(True)
    lay_ground(at=AT, progress=lambda line: None)
    People(AT).make()
    assert ground() == wanted
    assert Appointment.objects.count() == len(wanted) - 2
