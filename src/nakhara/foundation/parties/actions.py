"""Verbs of parties: organisations, people, bodies, owners of areas, interests (background-1, background-2)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import allow
from nakhara.foundation.parties.models import (
    Appointment,
    AreaParty,
    Body,
    BodyDimension,
    Interest,
    Membership,
    Organisation,
    Person,
    Seat,
)
from nakhara.foundation.places.models import Area, District, Province, Subdistrict
from nakhara.foundation.record.actions import record
from nakhara.foundation.record.refusals import Reason, RefusedError, require
from nakhara.rulebook.thai import clean_text, juristic_id_ok, normalise_juristic_id, sort_key

RIGHTS = ("administers", "edits", "signs", "clerks")


@transaction.atomic
def create_organisation(
    *,
    by: Actor,
    kind: str,
    name_th: str,
    name_en: str = "",
    juristic_id: str | None = None,
    legal_basis: str = "",
    parent: Organisation | None = None,
    province: Province | None = None,
    district: District | None = None,
    subdistrict: Subdistrict | None = None,
    code: str = "",
    is_sample: bool = False,
    at: datetime,
) -> Organisation:
    """Enter an organisation; a juristic number stands for one organisation only, in whatever digits it is written."""
    name_th = clean_text(name_th)
    juristic_id = digits_of_number(juristic_id) if juristic_id else None
    require(faults_of_number(juristic_id))
    organisation = Organisation.objects.create(
        kind=kind,
        name_th=name_th,
        name_en=clean_text(name_en),
        sort_key=sort_key(name_th),
        juristic_id=juristic_id,
        legal_basis=legal_basis,
        parent=parent,
        province=province,
        district=district,
        subdistrict=subdistrict,
        code=code,
        is_sample=is_sample,
        since=at.date(),
    )
    record(by, "party/manage", organisation, at, facts={"kind": str(kind), "juristic_id": juristic_id or ""})
    return organisation


def digits_of_number(juristic_id: str) -> str:
    """The thirteen digits of a juristic number; a wrong one stays as written, for `faults_of_number` to refuse."""
    try:
        return normalise_juristic_id(juristic_id)
    except ValueError:
        return juristic_id


def faults_of_number(juristic_id: str | None) -> list[Reason]:
    """Why a juristic number cannot be entered: a wrong check digit, or it is here already (criteria-1.1)."""
    if juristic_id is None:
        return []
    if not juristic_id_ok(juristic_id):
        text = _("Check the juristic number: 13 digits, the last of which checks the others")
        return [Reason(text, field="juristic_id", provision="criteria-1.1")]
    if Organisation.objects.filter(juristic_id=juristic_id).exists():
        text = _("This juristic number is here already: ask its administrator to invite you")
        return [Reason(text, field="juristic_id", provision="criteria-1.1")]
    return []


@transaction.atomic
def register_person(
    *,
    by: Actor,
    email: str,
    name_th: str,
    name_en: str = "",
    password: str | None = None,
    is_operator: bool = False,
    at: datetime,
) -> Person:
    """Enter a person; without a password they cannot sign in until they set one by mail."""
    if Person.objects.filter(email=email.lower()).exists():
        raise RefusedError(Reason(_("This address has an account already: sign in with it"), field="email"))
    person = Person.objects.create_user(
        email, password, name_th=clean_text(name_th), name_en=clean_text(name_en), is_operator=is_operator
    )
    record(by, "party/manage", person, at, personal={"email": person.email, "name": person.name_th})
    return person


@transaction.atomic
def add_member(
    *,
    by: Actor,
    organisation: Organisation,
    person: Person,
    title_th: str = "",
    title_en: str = "",
    administers: bool = False,
    edits: bool = False,
    signs: bool = False,
    clerks: bool = False,
    at: datetime,
) -> Membership:
    """A person begins to work for an organisation, with rights."""
    if Membership.objects.filter(organisation=organisation, person=person, until=None).exists():
        raise RefusedError(Reason(_("This person works for the organisation already"), field="email"))
    rights = {"administers": administers, "edits": edits, "signs": signs, "clerks": clerks}
    membership = Membership.objects.create(
        organisation=organisation, person=person, title_th=title_th, title_en=title_en, since=at, **rights
    )
    record(by, "enrolment/invite", membership, at, facts={"organisation": organisation.key, **rights})
    return membership


@transaction.atomic
def change_rights(*, by: Actor, membership: Membership, rights: dict[str, bool], at: datetime) -> Membership:
    """Widen or limit what a member may do; an organisation keeps at least one administrator."""
    allow(by, "enrolment/invite", membership.organisation)
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if not rights.get("administers", membership.administers):
        _keep_an_administrator(membership)
    for name in RIGHTS:
        setattr(membership, name, rights.get(name, getattr(membership, name)))
    membership.save(update_fields=RIGHTS)
    facts = {"organisation": membership.organisation.key, **{name: getattr(membership, name) for name in RIGHTS}}
    record(by, "enrolment/invite", membership, at, facts=facts)
    return membership


@transaction.atomic
def end_membership(*, by: Actor, membership: Membership, at: datetime) -> Membership:
    """A person no longer works for the organisation; their next request is refused."""
    return _stop(by, membership, at, "until")


@transaction.atomic
def suspend_member(*, by: Actor, membership: Membership, at: datetime) -> Membership:
    """A member may not act until resumed; their next request is refused."""
    return _stop(by, membership, at, "suspended_at")


def _stop(by: Actor, membership: Membership, at: datetime, field: str) -> Membership:
    allow(by, "enrolment/remove", membership.organisation)
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    _keep_an_administrator(membership)
    setattr(membership, field, at)
    membership.save(update_fields=[field])
    facts = {"organisation": membership.organisation.key, "ended": field}
    record(by, "enrolment/remove", membership, at, facts=facts)
    return membership


def _keep_an_administrator(membership: Membership) -> None:
    if not membership.administers:
        return
    others = Membership.objects.filter(
        organisation=membership.organisation, administers=True, until=None, suspended_at=None
    )
    if not others.exclude(pk=membership.pk).exists():
        raise RefusedError(_("Make somebody else an administrator first: an organisation keeps at least one"))


@transaction.atomic
def resume_member(*, by: Actor, membership: Membership, at: datetime) -> Membership:
    """A suspended member may act again."""
    allow(by, "enrolment/invite", membership.organisation)
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    membership.suspended_at = None
    membership.save(update_fields=["suspended_at"])
    record(by, "enrolment/invite", membership, at, facts={"organisation": membership.organisation.key})
    return membership


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


@transaction.atomic
def set_area_party(
    *, by: Actor, area: Area, organisation: Organisation, role: str, leads: bool = True, at: datetime
) -> AreaParty:
    """An organisation owns or develops an area from this day; a new lead takes the place of the old one."""
    if leads:
        AreaParty.objects.filter(area=area, leads=True, until=None).update(leads=False)
    party = AreaParty.objects.create(area=area, organisation=organisation, role=role, leads=leads, since=at.date())
    facts = {"organisation": organisation.key, "role": str(role), "leads": leads}
    record(by, "guideline-1/plan", area, at, facts=facts)
    return party


@transaction.atomic
def declare_interest(
    *, by: Actor, person: Person, organisation: Organisation, kind: str, note: str = "", since: date, at: datetime
) -> Interest:
    """A person declares a relation that bars them from judging an organisation's case."""
    allow(by, "interest/declare")
    if Interest.objects.filter(person=person, organisation=organisation, kind=kind, until=None).exists():
        raise RefusedError(Reason(_("You have declared this already: it stands in the list"), field="kind"))
    interest = Interest.objects.create(
        person=person, organisation=organisation, kind=kind, note=clean_text(note), since=since
    )
    personal = {"organisation": organisation.key, "kind": str(kind), "note": interest.note}
    record(by, "interest/declare", interest, at, personal=personal)
    return interest


@transaction.atomic
def end_interest(*, by: Actor, interest: Interest, at: datetime) -> Interest:
    """An interest is no more from tomorrow; it still bars today, and stays on record."""
    allow(by, "interest/declare", interest)
    interest = Interest.objects.select_for_update().get(pk=interest.pk)
    if interest.until is not None:
        raise RefusedError(_("This interest has ended already"))
    interest.until = max(at.date(), interest.since)
    interest.save(update_fields=["until"])
    record(by, "interest/declare", interest, at, personal={"until": interest.until.isoformat()})
    return interest
