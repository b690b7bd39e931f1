"""Reads of parties: posts of a person, sitters of a body, owners of an area."""

from datetime import datetime

from django.db.models import Q

from nakhara.foundation.parties.models import (
    Appointment,
    AreaParty,
    Body,
    Membership,
    Organisation,
    Person,
    Seat,
)


def current(at: datetime) -> Q:
    """The condition that a dated row holds at a moment and is not suspended."""
    return Q(since__lte=at, suspended_at__isnull=True) & (Q(until__isnull=True) | Q(until__gt=at))


def posts_of(person: Person, at: datetime) -> list[Membership | Appointment]:
    """The posts a person may act from at a moment: organisations first, then seats of bodies."""
    memberships = Membership.objects.filter(current(at), person=person).select_related("organisation__province")
    appointments = Appointment.objects.filter(current(at), person=person).select_related("seat__body")
    return [*memberships.order_by("id"), *appointments.order_by("id")]


def seats_of(body: Body, at: datetime) -> list[Seat]:
    """The seats a body has on a day, in order."""
    day = at.date()
    standing = Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day))
    return list(Seat.objects.filter(standing, body=body).select_related("office").order_by("order"))


def sitters(body: Body, at: datetime) -> dict[int, Appointment]:
    """Who sits where in a body at a moment: seat id to appointment; a seat that is missing is vacant."""
    rows = Appointment.objects.filter(current(at), seat__body=body).select_related("person", "seat")
    return {row.seat_id: row for row in rows}


def lead_of(area) -> Organisation | None:
    """The organisation that leads for an area."""
    rows = AreaParty.objects.filter(area=area, until__isnull=True).select_related("organisation")
    party = rows.order_by("-leads", "id").first()
    return party.organisation if party else None


def leads_of(areas) -> dict[int, Organisation]:
    """The leading organisation of each of many areas, by area id, in one query."""
    rows = AreaParty.objects.filter(area__in=areas, until__isnull=True).select_related("organisation")
    return {row.area_id: row.organisation for row in rows.order_by("leads", "-id")}


def people_of(organisation: Organisation, at: datetime) -> list[Person]:
    """The people who act for an organisation at a moment."""
    rows = Membership.objects.filter(current(at), organisation=organisation).select_related("person")
    return [row.person for row in rows]


def people_in(body: Body, at: datetime) -> list[Person]:
    """The people who sit in a body at a moment."""
    return [a.person for a in sitters(body, at).values()]
