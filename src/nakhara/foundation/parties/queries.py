"""Reads of parties: posts of a person, sitters of a body, owners of an area, who is not independent of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from nakhara.foundation.parties.models import (
    Appointment,
    AreaParty,
    Body,
    Interest,
    InterestKind,
    Membership,
    Organisation,
    OrganisationKind,
    Person,
    Seat,
)
from nakhara.rulebook.thai import clean_text


def current(at: datetime) -> Q:
    """The condition that a dated row holds at a moment and is not suspended."""
    return Q(since__lte=at, suspended_at__isnull=True) & (Q(until__isnull=True) | Q(until__gt=at))


def posts_of(person: Person, at: datetime) -> list[Membership | Appointment]:
    """The posts a person may act from at a moment: organisations first, then seats of bodies."""
    memberships = Membership.objects.filter(person=person).select_related("organisation__province").order_by("id")
    appointments = Appointment.objects.filter(person=person).select_related("seat__body").order_by("id")
    return [post for post in (*memberships, *appointments) if holds(post, at)]


def holds(post: Membership | Appointment, at: datetime) -> bool:
    """What `current` has the database say, of a post at hand: every request asks for a person's few."""
    return post.since <= at and post.suspended_at is None and (post.until is None or post.until > at)


def seats_of(body: Body, at: datetime) -> list[Seat]:
    """The seats a body has on a day, in order."""
    return list(Seat.objects.filter(_standing(at), body=body).select_related("office").order_by("order"))


def _standing(at: datetime) -> Q:
    day = timezone.localdate(at)
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day))


def sitters(body: Body, at: datetime) -> dict[int, Appointment]:
    """Who sits where in a body at a moment: seat id to appointment; a seat that is missing is vacant."""
    rows = Appointment.objects.filter(current(at), seat__body=body).select_related("person", "seat")
    return {row.seat_id: row for row in rows}


def next_order(body: Body) -> int:
    """Where one more seat of a body stands."""
    return (Seat.objects.filter(body=body).aggregate(last=Max("order"))["last"] or 0) + 1


def sitter_of(seat: Seat) -> Appointment | None:
    """Who sits in a seat now; one who is suspended still holds it."""
    return Appointment.objects.filter(seat=seat, until=None).select_related("person").first()


def past_sitters(seat: Seat) -> QuerySet[Appointment]:
    """Who sat in a seat before, the last first."""
    return Appointment.objects.filter(seat=seat).exclude(until=None).select_related("person").order_by("-until", "-id")


def person_with(email: str) -> Person | None:
    """The person who has this address."""
    return Person.objects.filter(email=email.lower()).first()


def seat_holders() -> QuerySet[Organisation]:
    """The offices that hold seats of bodies: ministries, departments, agencies."""
    kinds = [OrganisationKind.MINISTRY, OrganisationKind.DEPARTMENT, OrganisationKind.AGENCY]
    return Organisation.objects.filter(kind__in=kinds, until=None).order_by("sort_key", "id")


def vacant_seats(at: datetime) -> QuerySet[Seat]:
    """The seats of every body in which nobody sits."""
    taken = Exists(Appointment.objects.filter(seat=OuterRef("pk"), until=None))
    return Seat.objects.filter(_standing(at)).exclude(taken).select_related("body").order_by("body", "order")


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


@dataclass(frozen=True)
class Relation:
    """Why a person is not independent of an area: the kind of interest, and the organisation it is in."""

    kind: InterestKind
    organisation: Organisation


def interests_in(areas: Iterable, on: date) -> dict[int, dict[int, Relation]]:
    """Who is barred from judging each of many areas on a day, and why: area id to person id, in three queries.

    The same relations as `may.barred_areas`, read from the area's side.
    """
    rows = AreaParty.objects.filter(area__in=list(areas), until__isnull=True).select_related("organisation")
    parties = [(row.area_id, row.organisation) for row in rows]
    relations = _relations({organisation.pk: organisation for _area, organisation in parties}, on)
    found: dict[int, dict[int, Relation]] = defaultdict(dict)
    for area, organisation in parties:
        found[area] |= relations[organisation.pk]
    return found


def _relations(organisations: dict[int, Organisation], on: date) -> dict[int, dict[int, Relation]]:
    """By organisation id, who has which relation to it; what somebody declared stands before where they work."""
    found: dict[int, dict[int, Relation]] = defaultdict(dict)
    employed = Membership.objects.filter(organisation__in=organisations, until__isnull=True)
    for person, pk in employed.values_list("person", "organisation"):
        found[pk][person] = Relation(InterestKind.EMPLOYMENT, organisations[pk])
    standing = Q(until__isnull=True) | Q(until__gte=on)
    for row in Interest.objects.filter(standing, organisation__in=organisations, since__lte=on):
        found[row.organisation_id][row.person_id] = Relation(InterestKind(row.kind), organisations[row.organisation_id])
    return found


def directory(text: str = "", kind: str = "") -> QuerySet[Organisation]:
    """Organisations that stand, found by name or code, in the order of the Thai dictionary."""
    rows = Organisation.objects.filter(until=None).select_related("province", "district")
    if kind:
        rows = rows.filter(kind=kind)
    for word in clean_text(text).split():
        rows = rows.filter(Q(name_th__icontains=word) | Q(name_en__icontains=word) | Q(code__iexact=word))
    return rows.order_by("sort_key", "id")


def offices_of(organisation: Organisation) -> QuerySet[Organisation]:
    """What stands under an organisation."""
    rows = Organisation.objects.filter(parent=organisation, until=None)
    return rows.select_related("province", "district").order_by("sort_key", "id")


def members_of(organisation: Organisation) -> QuerySet[Membership]:
    """Those who work for an organisation now, the suspended too."""
    rows = Membership.objects.filter(organisation=organisation, until=None).select_related("person")
    return rows.order_by("-administers", "person__name_th", "id")


def bodies() -> QuerySet[Body]:
    """Every body, as it was set up: the committee first, its groups after it."""
    return Body.objects.select_related("parent").prefetch_related("dimensions").order_by("id")


def seat_counts(at: datetime) -> dict[int, tuple[int, int]]:
    """How many seats each body has on a day and how many of them are filled, by body id, in one query."""
    sitting = Exists(Appointment.objects.filter(current(at), seat=OuterRef("pk")))
    rows = Seat.objects.filter(_standing(at)).order_by().values("body")
    counted = rows.annotate(all=Count("pk"), filled=Count("pk", filter=sitting))
    return {row["body"]: (row["all"], row["filled"]) for row in counted}


def interests_of(person: Person) -> QuerySet[Interest]:
    """A person's interests, the present ones first."""
    rows = Interest.objects.filter(person=person).select_related("organisation")
    return rows.order_by(F("until").asc(nulls_first=True), "-since", "-id")


def demo_people() -> QuerySet[Person]:
    """The people of the demo with whom one signs in, in the order in which they were made."""
    rows = Person.objects.filter(email__endswith="@demo.example", is_active=True)
    return rows.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).order_by("id")


def posts_of_all(people: Iterable[Person], at: datetime) -> dict[int, list[Membership | Appointment]]:
    """The posts of each of many people, by person id, in two queries."""
    memberships = Membership.objects.filter(current(at), person__in=people).select_related("organisation")
    appointments = Appointment.objects.filter(current(at), person__in=people).select_related("seat__body")
    found: dict[int, list[Membership | Appointment]] = defaultdict(list)
    for post in [*memberships.order_by("id"), *appointments.order_by("id")]:
        found[post.person_id].append(post)
    return found
