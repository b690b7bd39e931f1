"""Verbs of parties: who may, what is refused, what stands in the record."""

import json
from datetime import date, timedelta

import pytest

from nakhara.foundation.parties import actions
from nakhara.foundation.parties.actor import OPERATOR, PUBLIC, Actor
from nakhara.foundation.parties.may import NotAllowedError
from nakhara.foundation.parties.models import (
    Appointment,
    AreaParty,
    Body,
    Interest,
    Membership,
    Organisation,
    Person,
    Seat,
)
from nakhara.foundation.parties.tests.factories import (
    AT,
    a_body,
    a_member,
    a_person,
    a_seat,
    a_sitter,
    acting,
    an_organisation,
)
from nakhara.foundation.places.tests.factories import a_district, a_province, an_area
from nakhara.foundation.record.models import Event
from nakhara.foundation.record.refusals import RefusedError, StaleError

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)
TABLES = (Organisation, Person, Membership, Body, Seat, Appointment, AreaParty, Interest, Event)


def rows() -> list[int]:
    return [model.objects.count() for model in TABLES]


def recorded(thing) -> list[tuple[str, dict]]:
    """The events of a thing: step and facts."""
    events = Event.objects.filter(subject_key=thing.key).order_by("id")
    return [(event.step, json.loads(bytes(event.canonical))["facts"]) for event in events]


# Who may.


def things() -> dict:
    """One thing of each kind, none of them the actor's."""
    body = a_body(seats=1)
    return {
        "body": body,
        "seat": body.seats.get(),
        "sitter": a_sitter(a_body()),
        "organisation": an_organisation(),
        "member": a_member(),
        "person": a_person(),
        "area": an_area(),
    }


NAMES = {"name_th": "ชื่อ", "name_en": "Name"}
NOBODYS = {
    "create_organisation": lambda t: {"kind": "town", **NAMES},
    "found_administration": lambda t: {},
    "set_area_party": lambda t: {"area": t["area"], "organisation": t["organisation"], "role": "owner"},
    "register_person": lambda t: {"email": "new@city.example", **NAMES},
    "register_operator": lambda t: {"email": "new@city.example", **NAMES},
    "add_member": lambda t: {"organisation": t["organisation"], "person": t["person"]},
    "change_rights": lambda t: {"membership": t["member"], "rights": {}},
    "end_membership": lambda t: {"membership": t["member"]},
    "suspend_member": lambda t: {"membership": t["member"]},
    "resume_member": lambda t: {"membership": t["member"]},
    "create_body": lambda t: {"kind": "board", **NAMES},
    "add_seat": lambda t: {
        "body": t["body"],
        "order": 9,
        "role": "member",
        "title_th": "ที่นั่ง",
        "title_en": "Seat",
        "since": AT.date(),
    },
    "appoint": lambda t: {"seat": t["seat"], "person": t["person"]},
    "appoint_newcomer": lambda t: {"seat": t["seat"], "email": "new@city.example", **NAMES},
    "end_appointment": lambda t: {"appointment": t["sitter"]},
    "declare_interest": lambda t: {
        "person": t["person"],
        "organisation": t["organisation"],
        "kind": "family",
        "since": AT.date(),
    },
}


@pytest.mark.parametrize("verb", NOBODYS)
def test_neither_the_public_nor_anothers_administrator_nor_a_sitter_may(verb):
    values = NOBODYS[verb](things())
    strangers = [PUBLIC, Actor(person=a_person()), acting(a_member()), acting(a_sitter(a_body("working-group")))]
    before = rows()
    for stranger in strangers:
        with pytest.raises(NotAllowedError):
            getattr(actions, verb)(by=stranger, at=LATER, **values)
    assert rows() == before


def test_every_verb_is_tried_by_strangers():
    tried = {*NOBODYS, "end_interest"}
    assert {name for name in actions.__all__ if callable(getattr(actions, name))} - tried == {
        "digits_of_number",
        "faults_of_number",
    }


def test_the_secretariat_manages_bodies_and_makes_no_operator():
    officer = acting(a_sitter(a_body("secretariat")))
    seat, email = a_body(seats=1).seats.get(), "new@city.example"
    appointment = actions.appoint_newcomer(by=officer, seat=seat, email=email, name_th="ผู้มาใหม่", at=LATER)
    assert (appointment.person.email, appointment.person.is_operator) == (email, False)
    with pytest.raises(NotAllowedError):
        actions.register_operator(by=officer, email="op@city.example", name_th="ผู้ดูแล", at=LATER)


def test_an_editor_makes_the_organisation_owner_of_an_area_and_a_viewer_does_not():
    editor, area = a_member(edits=True), an_area()
    viewer = a_member(editor.organisation, edits=False)
    values = {"area": area, "organisation": editor.organisation, "role": "owner"}
    with pytest.raises(NotAllowedError):
        actions.set_area_party(by=acting(viewer), at=LATER, **values)
    party = actions.set_area_party(by=acting(editor), at=LATER, **values)
    assert (party.organisation, party.leads, recorded(area)[-1]) == (
        editor.organisation,
        True,
        ("th-2561:guideline-1/plan", {"organisation": editor.organisation.key, "role": "owner", "leads": True}),
    )


# The state's own offices.


def test_the_administration_is_entered_once_with_one_event():
    for code in ("53", "10"):
        a_province(code)
    a_district("5308")
    offices = [actions.found_administration(by=OPERATOR, at=AT) for _ in range(2)]
    province, district = Organisation.objects.order_by("id")
    assert offices == [[province], []]
    assert [(one.kind, one.name_th, one.code, one.parent) for one in (province, district)] == [
        ("province", "จังหวัดอุตรดิตถ์", "อต", None),
        ("district", "อำเภอลับแล", "", province),
    ]
    assert Event.objects.count() == 1
    assert recorded(province) == [("party/manage", {"provinces": [province.key], "districts": 1})]


# What has ended stays as it ended.


@pytest.mark.parametrize("verb", ["change_rights", "end_membership", "suspend_member", "resume_member"])
def test_nothing_more_happens_to_a_membership_that_has_ended(verb):
    admin = a_member()
    gone = actions.end_membership(by=OPERATOR, membership=a_member(admin.organisation), at=AT)
    more = {"rights": {"signs": False}} if verb == "change_rights" else {}
    with pytest.raises(RefusedError, match="พ้นจากหน่วยงานแล้ว"):
        getattr(actions, verb)(by=acting(admin), membership=gone, at=LATER, **more)
    gone.refresh_from_db()
    assert (gone.until, gone.suspended_at, gone.signs) == (AT, None, True)


def test_a_suspension_is_neither_moved_nor_lifted_twice():
    admin = a_member()
    member = a_member(admin.organisation)
    actions.suspend_member(by=acting(admin), membership=member, at=AT)
    with pytest.raises(RefusedError):
        actions.suspend_member(by=acting(admin), membership=member, at=LATER)
    member.refresh_from_db()
    assert member.suspended_at == AT
    actions.resume_member(by=acting(admin), membership=member, at=LATER)
    with pytest.raises(RefusedError):
        actions.resume_member(by=acting(admin), membership=member, at=LATER)


def test_a_member_changed_since_they_were_read_is_not_changed_again():
    admin = a_member()
    read = a_member(admin.organisation)
    actions.change_rights(
        by=acting(admin), membership=Membership.objects.get(pk=read.pk), rights={"signs": False}, at=AT
    )
    with pytest.raises(StaleError):
        actions.change_rights(by=acting(admin), membership=read, rights={"signs": True}, at=LATER)
    assert Membership.objects.values_list("signs", "version").get(pk=read.pk) == (False, 2)


def test_the_last_administrator_stays_one():
    admin = a_member()
    suspended = a_member(admin.organisation)
    actions.suspend_member(by=OPERATOR, membership=suspended, at=AT)
    for verb, more in (
        ("end_membership", {}),
        ("suspend_member", {}),
        ("change_rights", {"rights": {"administers": False}}),
    ):
        with pytest.raises(RefusedError):
            getattr(actions, verb)(by=acting(admin), membership=Membership.objects.get(pk=admin.pk), at=LATER, **more)
    assert list(Membership.objects.filter(administers=True, until=None, suspended_at=None)) == [admin]


def test_an_appointment_ends_once():
    sitter = a_sitter(a_body())
    actions.end_appointment(by=OPERATOR, appointment=sitter, at=AT)
    with pytest.raises(RefusedError):
        actions.end_appointment(by=OPERATOR, appointment=sitter, at=LATER)
    sitter.refresh_from_db()
    assert (sitter.until, recorded(sitter)[1:]) == (AT, [("party/manage", {"seat": sitter.seat.key})])


def test_nobody_is_appointed_to_a_seat_that_is_no_more():
    seat = a_seat(a_body())
    seat.until = AT.date()
    seat.save()
    with pytest.raises(RefusedError):
        actions.appoint(by=OPERATOR, seat=seat, person=a_person(), at=AT + timedelta(days=1))
    seat.refresh_from_db()
    assert (seat.appointments.count(), seat.version) == (0, 1)
    assert actions.appoint(by=OPERATOR, seat=seat, person=a_person(), at=AT).seat == seat


# Interests.


@pytest.mark.parametrize("whose", ["self", "operator", "secretariat"])
def test_an_interest_is_ended_by_whom_it_is_about_the_operator_or_the_secretariat(whose):
    sitter, other = a_sitter(a_body()), a_sitter(a_body())
    values = {"organisation": an_organisation(), "kind": "family", "since": date(2018, 11, 1), "at": AT}
    interest = actions.declare_interest(by=acting(sitter), person=sitter.person, **values)
    with pytest.raises(NotAllowedError):
        actions.end_interest(by=acting(other), interest=interest, at=LATER)
    officer = a_sitter(a_body("secretariat"))
    by = {"self": acting(sitter), "operator": OPERATOR, "secretariat": acting(officer)}[whose]
    assert actions.end_interest(by=by, interest=interest, at=LATER).until == AT.date()
