"""Offices of Uttaradit and letters between them, for tests; made by the actions."""

from nakhara.circulars.actions import send_letter, write_letter
from nakhara.circulars.models import Dispatch, Letter
from nakhara.foundation.parties.actor import OPERATOR, Actor
from nakhara.foundation.parties.models import Organisation
from nakhara.foundation.parties.tests.factories import AT, a_member, acting, an_organisation
from nakhara.foundation.places.tests.factories import a_district, a_province


def an_office(kind: str = "province", place: str = "53", **fields) -> Organisation:
    """An office of a place: a province by two digits, a district or local authority by four."""
    province = a_province(place[:2])
    district = a_district(place) if len(place) == 4 else None
    name = (district or province).name_th
    values = {"name_th": f"{kind} {name}", "province": province, "district": district, "juristic_id": None, **fields}
    return an_organisation(kind, **values)


def a_clerk(office: Organisation | None = None) -> Actor:
    """A clerk of an office, by default of a province."""
    return acting(a_member(office or an_office(), clerks=True))


def uttaradit() -> dict[str, Organisation]:
    """A ministry, a department, a province with two districts, its authorities and three of Laplae's."""
    ministry = an_organisation("ministry", name_th="กระทรวงมหาดไทย", juristic_id=None)
    return {
        "ministry": ministry,
        "department": an_organisation("department", name_th="กรมส่งเสริมการปกครองท้องถิ่น", parent=ministry),
        "province": an_office("province", "53", name_th="จังหวัดอุตรดิตถ์", code="อต ๐๐๒๓.๓"),
        "laplae": an_office("district", "5308", name_th="อำเภอลับแล"),
        "mueang": an_office("district", "5301", name_th="อำเภอเมืองอุตรดิตถ์"),
        "pao": an_office("pao", "53", name_th="องค์การบริหารส่วนจังหวัดอุตรดิตถ์"),
        "town": an_office("town", "5301", name_th="เทศบาลเมืองอุตรดิตถ์"),
        "municipality": an_office("subdistrict-municipality", "5308", name_th="เทศบาลตำบลทุ่งยั้ง"),
        "sao": an_office("sao", "5308", name_th="องค์การบริหารส่วนตำบลฝายหลวง"),
        "other": an_office("sao", "5301", name_th="องค์การบริหารส่วนตำบลวังกะพี้"),
    }


def a_letter(by: Actor | None = None, *, subject: str = "การขับเคลื่อนการพัฒนาเมืองอัจฉริยะ", at=AT, **values) -> Letter:
    """A draft of an office."""
    texts = {"subject": subject, "addressee": "นายอำเภอทุกอำเภอ", "body": "เพื่อทราบ", "signed_as": "ผู้ว่าราชการจังหวัด"}
    return write_letter(by=by or a_clerk(), texts={**texts, **values.pop("texts", {})}, at=at, **values)


def a_dispatch(receiver: Organisation | None = None, *, by: Actor | None = None, at=AT, **values) -> Dispatch:
    """A letter sent to one office and not received yet."""
    letter = a_letter(by, at=at, **values)
    receiver = receiver or an_office("district", "5308")
    send(by or acting_for(letter), letter, [receiver], at=at)
    return Dispatch.objects.select_related("letter", "receiver").get(letter=letter)


def send(by: Actor, letter: Letter, receivers: list[Organisation], *, at=AT, **values) -> Letter:
    """Send a draft as it stands."""
    return send_letter(by=by, letter=letter, receivers=receivers, version=letter.version, at=at, **values)


def acting_for(letter: Letter) -> Actor:
    """A clerk of the office that writes a letter."""
    return acting(a_member(letter.sender, clerks=True))


__all__ = ["AT", "OPERATOR", "a_clerk", "a_dispatch", "a_letter", "acting_for", "an_office", "send", "uttaradit"]
