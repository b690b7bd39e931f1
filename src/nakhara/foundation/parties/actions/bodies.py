"""Verbs of bodies: set one up, give it seats, fill and empty them (background-1, background-2)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import allow
from nakhara.foundation.parties.models import Appointment, Body, BodyDimension, Organisation, Person, Seat
from nakhara.foundation.record.actions import record
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
    """A person takes a vacant seat."""
    allow(by, "party/manage")
    if Appointment.objects.filter(seat=seat, until=None).exists():
        raise RefusedError(_("The seat is taken: end the present appointment first"))
    appointment = Appointment.objects.create(seat=seat, person=person, since=at)
    record(by, "party/manage", appointment, at, facts={"seat": seat.key, "person": person.key})
    return appointment


@transaction.atomic
def end_appointment(*, by: Actor, appointment: Appointment, at: datetime) -> Appointment:
    """A seat falls vacant."""
    allow(by, "party/manage")
    appointment = Appointment.objects.select_for_update().get(pk=appointment.pk)
    appointment.until = at
    appointment.save(update_fields=["until"])
    record(by, "party/manage", appointment, at, facts={"seat": appointment.seat.key})
    return appointment
