"""Verbs of bodies: set one up, give it seats, fill and empty them (background-1, background-2)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nakhara.foundation.parties.actions.people import register_person
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import allow
from nakhara.foundation.parties.models import Appointment, Body, BodyDimension, Organisation, Person, Seat
from nakhara.foundation.record.actions import claim_version, record
from nakhara.foundation.record.refusals import RefusedError


@transaction.atomic
def create_body(
    *,
    by: Actor,
    kind: str,
    name_th: str,
    name_en: str,
    provision: str = "",
    parent: Body | None = None,
    secretariat: Body | None = None,
    dimensions: Sequence[str] = (),
    at: datetime,
) -> Body:
    """Set up a body; a working group scores the dimensions named."""
    allow(by, "party/manage")
    body = Body.objects.create(
        kind=kind, name_th=name_th, name_en=name_en, provision=provision, parent=parent, secretariat=secretariat
    )
    BodyDimension.objects.bulk_create([BodyDimension(body=body, dimension=key) for key in dimensions])
    record(by, "party/manage", body, at, facts={"kind": str(kind), "dimensions": list(dimensions)})
    return body


@transaction.atomic
def add_seat(
    *,
    by: Actor,
    body: Body,
    order: int,
    role: str,
    title_th: str,
    title_en: str,
    office: Organisation | None = None,
    since: date,
    at: datetime,
) -> Seat:
    """Give a body a seat, held by an office."""
    allow(by, "party/manage")
    seat = Seat.objects.create(
        body=body, order=order, role=role, title_th=title_th, title_en=title_en, office=office, since=since
    )
    record(by, "party/manage", seat, at, facts={"body": body.key, "role": str(role), "order": order})
    return seat


@transaction.atomic
def appoint(*, by: Actor, seat: Seat, person: Person, at: datetime) -> Appointment:
    """A person takes a vacant seat; raises StaleError when somebody took or left it since `seat` was read."""
    allow(by, "party/manage")
    return _take(by, seat, person, at)


@transaction.atomic
def appoint_newcomer(
    *, by: Actor, seat: Seat, email: str, name_th: str, name_en: str = "", at: datetime
) -> Appointment:
    """Enter a person whom nobody has entered yet and give them a vacant seat; they set a password by mail."""
    allow(by, "party/manage")
    person = register_person(by=by, email=email, name_th=name_th, name_en=name_en, at=at)
    return _take(by, seat, person, at)


def _take(by: Actor, seat: Seat, person: Person, at: datetime) -> Appointment:
    claim_version(seat, seat.version)
    if seat.until is not None and seat.until < at.date():
        raise RefusedError(_("This seat is no more: choose one that the body has now"))
    if Appointment.objects.filter(seat=seat, until=None).exists():
        raise RefusedError(_("The seat is taken: end the present appointment first"))
    appointment = Appointment.objects.create(seat=seat, person=person, since=at)
    record(by, "party/manage", appointment, at, facts={"seat": seat.key, "person": person.key})
    return appointment


@transaction.atomic
def end_appointment(*, by: Actor, appointment: Appointment, at: datetime) -> Appointment:
    """A seat falls vacant."""
    allow(by, "party/manage")
    seat = appointment.seat
    claim_version(seat, seat.version)
    appointment.refresh_from_db(fields=["until"])
    if appointment.until is not None:
        raise RefusedError(_("This appointment has ended already"))
    appointment.until = at
    appointment.save(update_fields=["until"])
    record(by, "party/manage", appointment, at, facts={"seat": seat.key})
    return appointment
