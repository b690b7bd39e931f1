"""People, organisations and bodies for tests, made by the actions."""

from datetime import datetime
from itertools import count
from zoneinfo import ZoneInfo

from django.test import Client

from nakhara.foundation.parties.actions import (
    add_member,
    add_seat,
    appoint,
    create_body,
    create_organisation,
    register_person,
)
from nakhara.foundation.parties.actor import OPERATOR, Actor
from nakhara.foundation.parties.gate import POST_IN_SESSION
from nakhara.foundation.parties.models import Appointment, Body, Membership, Organisation, Person
from nakhara.foundation.places.models import Province
from nakhara.rulebook.thai import juristic_id_ok, sort_key

AT = datetime(2018, 11, 13, 9, 0, tzinfo=ZoneInfo("Asia/Bangkok"))
PASSWORD = "only-for-tests-2561"
_numbers = count(1)
_EVERY_RIGHT = {"administers": True, "edits": True, "signs": True, "clerks": True}


def a_person(name: str | None = None, **fields) -> Person:
    """Somebody with an account."""
    name = name or f"person{next(_numbers)}"
    values = {"email": f"{name}@test.example", "name_th": f"ผู้ทดสอบ {name}", "password": PASSWORD, "at": AT, **fields}
    return register_person(by=OPERATOR, **values)


def a_juristic_id() -> str:
    """A juristic number that no other test organisation has."""
    first = f"0994{next(_numbers):08d}"
    return next(first + digit for digit in "0123456789" if juristic_id_ok(first + digit))


def a_province(code: str = "53", th: str = "อุตรดิตถ์", en: str = "Uttaradit") -> Province:
    """One province of the directory."""
    values = {"name_th": th, "name_en": en, "sort_key": sort_key(th)}
    return Province.objects.get_or_create(code=code, defaults=values)[0]


def an_organisation(kind: str = "town", **fields) -> Organisation:
    """A juristic person of some kind."""
    number = next(_numbers)
    values = {"name_th": f"เทศบาลทดสอบ {number}", "name_en": f"Test town {number}", "juristic_id": a_juristic_id()}
    return create_organisation(by=OPERATOR, kind=kind, at=AT, **{**values, **fields})


def a_member(organisation: Organisation | None = None, person: Person | None = None, **rights) -> Membership:
    """Somebody who works for an organisation; with every right unless rights are named."""
    return add_member(
        by=OPERATOR,
        organisation=organisation or an_organisation(),
        person=person or a_person(),
        at=AT,
        **(rights or _EVERY_RIGHT),
    )


def a_body(kind: str = "committee", seats: int = 3, **fields) -> Body:
    """A body whose first seat is the chair's; its seats are vacant."""
    values = {"name_th": f"คณะทดสอบ {next(_numbers)}", "name_en": "Test body", **fields}
    body = create_body(by=OPERATOR, kind=kind, at=AT, **values)
    for order in range(1, seats + 1):
        a_seat(body, "chair" if order == 1 else "member", order)
    return body


def a_seat(body: Body, role: str = "member", order: int | None = None):
    """One more seat of a body."""
    order = order or body.seats.count() + 1
    title = {"title_th": f"ที่นั่ง {order}", "title_en": f"Seat {order}"}
    return add_seat(by=OPERATOR, body=body, order=order, role=role, since=AT.date(), at=AT, **title)


def a_sitter(body: Body, role: str = "member", person: Person | None = None) -> Appointment:
    """Somebody in the first vacant seat of that role; a new seat when all are taken."""
    taken = Appointment.objects.filter(seat__body=body, until=None).values("seat")
    seat = body.seats.filter(role=role).exclude(pk__in=taken).order_by("order").first() or a_seat(body, role)
    return appoint(by=OPERATOR, seat=seat, person=person or a_person(), at=AT)


def acting(post: Membership | Appointment) -> Actor:
    """The person of a post, acting from it."""
    return Actor(person=post.person, post=post)


def login(client: Client, post: Membership | Appointment) -> Client:
    """Sign the person in and choose the post."""
    client.force_login(post.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session[POST_IN_SESSION] = post.key
    session.save()
    return client
