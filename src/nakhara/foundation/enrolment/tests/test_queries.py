"""Who checks a letter, which invitations hold, who works for an organisation."""

from datetime import timedelta

import pytest

from nakhara.foundation.enrolment.actions import take_up, withdraw_invitation
from nakhara.foundation.enrolment.models import Enrolment
from nakhara.foundation.enrolment.queries import checkers_of, members_of, open_invitation, open_invitations
from nakhara.foundation.enrolment.tests.factories import an_enrolment, an_invitation
from nakhara.foundation.parties.actions import add_member, end_appointment, end_membership, suspend_member
from nakhara.foundation.parties.actor import OPERATOR, PUBLIC, Actor
from nakhara.foundation.parties.may import visible
from nakhara.foundation.parties.tests.factories import (
    AT,
    a_body,
    a_member,
    a_person,
    a_sitter,
    acting,
    an_organisation,
)
from nakhara.foundation.places.tests.factories import a_province

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)


@pytest.fixture
def province():
    """The office of Uttaradit."""
    return an_organisation("province", province=a_province("53"), juristic_id=None)


def test_a_letter_is_checked_by_the_secretariats_and_the_province_each_person_once(province):
    first, second = a_body("secretariat"), a_body("secretariat")
    officer = a_sitter(first)
    both = a_sitter(second, person=officer.person)
    gone = a_sitter(second)
    end_appointment(by=OPERATOR, appointment=gone, at=LATER)
    clerk = a_member(province)
    add_member(by=OPERATOR, organisation=province, person=officer.person, at=AT)
    suspended = a_member(province)
    suspend_member(by=OPERATOR, membership=suspended, at=LATER)
    a_member(an_organisation("province", province=a_province("20"), juristic_id=None))
    a_sitter(a_body("committee"))
    enrolment = an_enrolment()
    found = checkers_of(enrolment, LATER + timedelta(days=1))
    assert (sorted(one.pk for one in found)) == sorted([both.person.pk, clerk.person.pk])


def test_a_request_is_read_by_whoever_asked_the_secretariat_and_its_province(province):
    enrolment = an_enrolment()
    readers = {
        "asked": Actor(person=enrolment.person),
        "secretariat": acting(a_sitter(a_body("secretariat"))),
        "province": acting(a_member(province)),
        "other province": acting(a_member(an_organisation("province", province=a_province("20"), juristic_id=None))),
        "town of the province": acting(a_member(an_organisation("town", province=a_province("53")))),
        "committee": acting(a_sitter(a_body("committee"))),
        "public": PUBLIC,
    }
    assert {name: visible(actor, Enrolment.objects.all()).exists() for name, actor in readers.items()} == {
        "asked": True,
        "secretariat": True,
        "province": True,
        "other province": False,
        "town of the province": False,
        "committee": False,
        "public": False,
    }


def test_an_invitation_is_open_until_it_is_taken_up_withdrawn_or_too_old():
    admin = a_member()
    first, second = an_invitation(admin, "a@city.example"), an_invitation(admin, "b@city.example", at=LATER)
    other = an_invitation(email="c@city.example")
    taken, withdrawn = an_invitation(admin, "d@city.example"), an_invitation(admin, "e@city.example")
    take_up(token=taken.token, person=a_person("d", email="d@city.example"), at=LATER)
    withdraw_invitation(by=acting(admin), invitation=withdrawn, at=LATER)
    assert list(open_invitations(LATER, admin.organisation)) == [second, first]
    assert set(open_invitations(LATER)) == {second, first, other}
    assert list(open_invitations(AT + timedelta(days=14), admin.organisation)) == [second]
    tokens = [first.token, taken.token, withdrawn.token, "no-such-token", ""]
    assert [open_invitation(token, LATER) for token in tokens] == [first, None, None, None, None]


def test_everybody_who_works_for_an_organisation_is_listed_the_suspended_too():
    admin = a_member()
    suspended, gone = a_member(admin.organisation), a_member(admin.organisation)
    a_member()
    suspend_member(by=acting(admin), membership=suspended, at=LATER)
    end_membership(by=acting(admin), membership=gone, at=LATER)
    assert list(members_of(admin.organisation)) == [admin, suspended]
