"""Coming in on a letter of authorisation, and by invitation: who may, once, with which rights (criteria-1.1)."""

import json
from datetime import timedelta

import pytest

from nakhara.foundation.documents.queries import cited_by
from nakhara.foundation.enrolment.actions import (
    accept_enrolment,
    ask_for_account,
    open_account,
    refuse_enrolment,
    take_up,
    withdraw_invitation,
)
from nakhara.foundation.enrolment.models import AccountLink, Enrolment, Invitation
from nakhara.foundation.enrolment.tests.factories import RIGHTS, an_enrolment, an_invitation
from nakhara.foundation.notices.models import Notice
from nakhara.foundation.parties.actor import PUBLIC, Actor
from nakhara.foundation.parties.may import NotAllowedError
from nakhara.foundation.parties.models import Membership, Organisation, Person
from nakhara.foundation.parties.tests.factories import (
    AT,
    PASSWORD,
    a_body,
    a_juristic_id,
    a_member,
    a_person,
    a_sitter,
    acting,
    an_organisation,
)
from nakhara.foundation.places.tests.factories import a_province
from nakhara.foundation.record.models import Event
from nakhara.foundation.record.refusals import RefusedError

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)


@pytest.fixture
def officer():
    """Somebody of the secretariat."""
    return acting(a_sitter(a_body("secretariat")))


def a_clerk_of(code: str) -> Actor:
    """Somebody who works for a province."""
    return acting(a_member(an_organisation("province", province=a_province(code), juristic_id=None), edits=True))


def refused(act, *args, **values) -> list[tuple]:
    """The field and provision of each reason for which something is refused."""
    with pytest.raises(RefusedError) as error:
        act(*args, **values)
    return [(reason.field, reason.provision) for reason in error.value.reasons]


def recorded(thing) -> list[tuple[str, dict]]:
    """The events of a thing: step and facts."""
    events = Event.objects.filter(subject_key=thing.key).order_by("id")
    return [(event.step, json.loads(bytes(event.canonical))["facts"]) for event in events]


def told(dedupe: str) -> set[Person | str]:
    """Who was told on an occasion: the person, or the address of somebody without an account."""
    return {notice.person or notice.email for notice in Notice.objects.filter(dedupe__startswith=dedupe)}


# An account.


def links_to(email: str) -> list[str]:
    """The links that were mailed to an address, in order."""
    return list(Notice.objects.filter(email=email).order_by("id").values_list("link", flat=True))


def token_of(email: str) -> str:
    return links_to(email)[-1].rstrip("/").rpartition("/")[2]


def test_a_mailed_link_opens_one_account_for_its_address_and_does_not_tell_it():
    ask_for_account(email="New@City.example", at=AT)
    token = token_of("new@city.example")
    assert ("new" in token.lower() and "city" in token.lower(), len(token)) == (False, 43)
    person = open_account(token=token, name_th=" ผู้มา\u200bใหม่ ", password=PASSWORD, at=AT)
    assert (person.email, person.name_th, person.check_password(PASSWORD)) == ("new@city.example", "ผู้มาใหม่", True)
    assert refused(open_account, token=token, name_th="ซ้ำ", password=PASSWORD, at=AT) == [(None, None)]


def test_a_link_that_was_cut_or_is_too_old_opens_nothing():
    ask_for_account(email="new@city.example", at=AT)
    token = token_of("new@city.example")
    opening = {"name_th": "ผู้มาใหม่", "password": PASSWORD}
    assert refused(open_account, token=token[:-1], at=AT, **opening) == [(None, None)]
    assert refused(open_account, token=token, at=AT + timedelta(days=3), **opening) == [(None, None)]
    assert not Person.objects.filter(email="new@city.example").exists()


@pytest.mark.parametrize("known", [False, True])
def test_asked_again_the_same_link_goes_out_once_in_five_minutes(known):
    email = a_person().email if known else "new@city.example"
    for seconds in (0, 1, 299, 300, 301):
        ask_for_account(email=email, at=AT + timedelta(seconds=seconds))
    links = links_to(email)
    assert (len(links), len(set(links))) == (2, 1)


def test_a_link_that_is_too_old_makes_way_for_a_new_one():
    ask_for_account(email="new@city.example", at=AT)
    ask_for_account(email="new@city.example", at=AT + timedelta(days=3))
    old, new = links_to("new@city.example")
    assert old != new
    assert AccountLink.objects.count() == 1


# A letter of authorisation.


def test_a_request_stands_with_its_letter_and_those_who_check_it_are_told(officer):
    near, far = a_clerk_of("53"), a_clerk_of("20")
    person = a_person()
    number = a_juristic_id()
    spaced = f"{number[0]}-{number[1:5]} {number[5:]}"
    enrolment = an_enrolment(Actor(person=person), juristic_id=spaced, name_th=" เทศบาลเมือง\u200bทดลอง ")
    assert Enrolment.objects.values().get() == {
        "id": enrolment.pk,
        "key": enrolment.key,
        "person_id": person.pk,
        "kind": "town",
        "name_th": "เทศบาลเมืองทดลอง",
        "name_en": "",
        "juristic_id": number,
        "legal_basis": "พระราชบัญญัติเทศบาล พ.ศ. ๒๔๙๖",
        "province_id": "53",
        "district_id": None,
        "title_th": "นายกเทศมนตรี",
        "letter_id": enrolment.letter.pk,
        "letter_number": "อต ๕๒๐๐๑/๑๒",
        "letter_dated": AT.date(),
        "asked_at": AT,
        "decided_at": None,
        "accepted": None,
        "reason": "",
        "organisation_id": None,
    }
    assert recorded(enrolment) == [("enrolment/request", {"kind": "town", "juristic_id": number})]
    assert [citation.document for citation in cited_by(enrolment)] == [enrolment.letter]
    assert told("enrolment:") == {officer.person, near.person}
    assert far.person not in told("enrolment:")


def test_a_request_that_cannot_be_is_refused_with_every_reason():
    wrong = {"juristic_id": "0994000000001", "letter_dated": LATER.date()}
    assert refused(an_enrolment, **wrong) == [("juristic_id", "criteria-1.1"), ("letter_dated", None)]
    here = an_organisation().juristic_id
    assert refused(an_enrolment, juristic_id=here) == [("juristic_id", "criteria-1.1")]
    assert not Enrolment.objects.exists()


def test_the_same_person_asks_once_until_the_answer_and_again_after_a_refusal(officer):
    person = Actor(person=a_person())
    first = an_enrolment(person)
    assert refused(an_enrolment, person, juristic_id=first.juristic_id) == [("juristic_id", None)]
    refuse_enrolment(by=officer, enrolment=first, reason="ไม่มีลายมือชื่อ", at=LATER)
    assert an_enrolment(person, juristic_id=first.juristic_id).decided_at is None


def test_nobody_asks_without_an_account():
    with pytest.raises(NotAllowedError):
        an_enrolment(PUBLIC)


def test_a_letter_that_holds_brings_the_organisation_in_with_its_administrator(officer):
    enrolment = an_enrolment()
    done = accept_enrolment(by=officer, enrolment=enrolment, at=LATER)
    organisation = Organisation.objects.get(juristic_id=enrolment.juristic_id)
    assert (done.decided_at, done.accepted, done.reason, done.organisation) == (LATER, True, "", organisation)
    names = (organisation.kind, organisation.name_th, organisation.legal_basis, organisation.province_id)
    assert names == ("town", "เทศบาลเมืองทดลอง", "พระราชบัญญัติเทศบาล พ.ศ. ๒๔๙๖", "53")
    rights = ("person", "title_th", "administers", "edits", "signs", "clerks", "since")
    assert list(Membership.objects.filter(organisation=organisation).values_list(*rights)) == [
        (enrolment.person_id, "นายกเทศมนตรี", True, True, True, True, LATER)
    ]
    assert recorded(enrolment)[1:] == [("enrolment/check", {"accepted": True, "organisation": organisation.key})]
    assert told(f"enrolment:{enrolment.key}:answer") == {enrolment.person}


def test_a_letter_is_answered_once(officer):
    enrolment = an_enrolment()
    accept_enrolment(by=officer, enrolment=enrolment, at=LATER)
    again = {"by": officer, "enrolment": Enrolment.objects.get(), "at": LATER}
    assert refused(accept_enrolment, **again) == [(None, None)]
    assert refused(refuse_enrolment, reason="ไม่ครบ", **again) == [(None, None)]
    assert Organisation.objects.filter(juristic_id=enrolment.juristic_id).count() == 1


def test_of_two_requests_for_one_number_the_first_accepted_brings_it_in(officer):
    first = an_enrolment()
    second = an_enrolment(juristic_id=first.juristic_id)
    accept_enrolment(by=officer, enrolment=first, at=LATER)
    late = {"by": officer, "enrolment": second, "at": LATER}
    assert refused(accept_enrolment, **late) == [("juristic_id", "criteria-1.1")]
    second.refresh_from_db()
    assert (second.decided_at, Membership.objects.filter(person=second.person).exists()) == (None, False)


def test_a_letter_that_does_not_hold_is_refused_with_a_reason_that_reaches_whoever_asked(officer):
    enrolment = an_enrolment()
    assert refused(refuse_enrolment, by=officer, enrolment=enrolment, reason=" \u200b", at=LATER) == [("reason", None)]
    done = refuse_enrolment(by=officer, enrolment=enrolment, reason=" ไม่มีลายมือชื่อ ", at=LATER)
    assert (done.decided_at, done.accepted, done.reason) == (LATER, False, "ไม่มีลายมือชื่อ")
    assert recorded(enrolment)[1:] == [("enrolment/check", {"accepted": False})]
    notice = Notice.objects.get(dedupe__startswith=f"enrolment:{enrolment.key}:answer")
    assert (notice.person, notice.body_th) == (enrolment.person, "ไม่มีลายมือชื่อ")
    assert not Organisation.objects.filter(juristic_id=enrolment.juristic_id).exists()


def test_a_letter_is_checked_by_the_secretariat_and_the_province_it_concerns_alone(officer):
    enrolment = an_enrolment()
    others = [
        Actor(person=enrolment.person),
        acting(a_member()),
        acting(a_member(an_organisation("ministry", juristic_id=None))),
        acting(a_sitter(a_body("committee"), "chair")),
        a_clerk_of("20"),
        PUBLIC,
    ]
    for other in others:
        with pytest.raises(NotAllowedError):
            accept_enrolment(by=other, enrolment=enrolment, at=LATER)
        with pytest.raises(NotAllowedError):
            refuse_enrolment(by=other, enrolment=enrolment, reason="ไม่ครบ", at=LATER)
    assert accept_enrolment(by=a_clerk_of("53"), enrolment=enrolment, at=LATER).accepted is True
    assert refuse_enrolment(by=officer, enrolment=an_enrolment(), reason="ไม่ครบ", at=LATER).accepted is False


# Invitations.


def test_an_administrator_invites_with_rights_by_a_link_to_the_address():
    admin = a_member()
    invitation = an_invitation(admin, "Helper@City.example", title_th=" นัก\u200bวิชาการ ")
    values = Invitation.objects.values().get()
    token = values.pop("token")
    assert len(token) > 40
    assert values == {
        "id": invitation.pk,
        "key": invitation.key,
        "organisation_id": admin.organisation.pk,
        "email": "helper@city.example",
        "title_th": "นักวิชาการ",
        **RIGHTS,
        "invited_by_id": admin.person.pk,
        "invited_at": AT,
        "until": AT + timedelta(days=14),
        "taken_at": None,
        "withdrawn_at": None,
    }
    assert recorded(invitation) == [("enrolment/invite", {"organisation": admin.organisation.key, **RIGHTS})]
    event = Event.objects.get(subject_key=invitation.key)
    assert b"helper@city.example" not in bytes(event.canonical)
    notice = Notice.objects.get(dedupe__startswith="invitation:")
    assert (notice.email, notice.link) == ("helper@city.example", f"/enrol/invited/{token}/")


def test_a_newer_invitation_takes_the_place_of_the_older_one():
    admin = a_member()
    older, newer = an_invitation(admin), an_invitation(admin, at=LATER)
    elsewhere = an_invitation()
    rows = dict(Invitation.objects.values_list("key", "withdrawn_at"))
    assert rows == {older.key: LATER, newer.key: None, elsewhere.key: None}


def test_whoever_works_there_already_is_not_invited():
    admin = a_member()
    colleague = a_member(admin.organisation, edits=True)
    assert refused(an_invitation, admin, colleague.person.email.upper()) == [("email", None)]


def test_only_an_administrator_invites_and_withdraws():
    admin = a_member()
    invitation = an_invitation(admin)
    colleague = a_member(admin.organisation, edits=True, signs=True, clerks=True)
    with pytest.raises(NotAllowedError):
        an_invitation(colleague)
    for other in (colleague, a_member()):
        with pytest.raises(NotAllowedError):
            withdraw_invitation(by=acting(other), invitation=invitation, at=LATER)
    assert Invitation.objects.get() == invitation
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is None


def test_an_invitation_is_taken_up_once_by_the_person_of_its_address():
    admin, guest, other = a_member(), a_person("guest"), a_person("other")
    invitation = an_invitation(admin, guest.email)
    assert refused(take_up, token=invitation.token, person=other, at=LATER) == [(None, None)]
    post = take_up(token=invitation.token, person=guest, at=LATER)
    told = (post.organisation, post.person, post.title_th, post.since)
    assert told == (admin.organisation, guest, "นักวิชาการ", LATER)
    assert {name: getattr(post, name) for name in RIGHTS} == RIGHTS
    assert recorded(invitation)[1:] == [("enrolment/take", {"membership": post.key})]
    assert refused(take_up, token=invitation.token, person=guest, at=LATER) == [(None, None)]


def test_an_invitation_is_taken_up_with_a_new_account():
    invitation = an_invitation()
    post = take_up(token=invitation.token, person=None, name_th="ผู้ช่วย", password=PASSWORD, at=LATER)
    assert (post.person.email, post.person.name_th) == ("helper@city.example", "ผู้ช่วย")
    invitation.refresh_from_db()
    assert invitation.taken_at == LATER


def test_an_invitation_holds_fourteen_days_and_until_it_is_withdrawn():
    guest = a_person("guest")
    invitation = an_invitation(email=guest.email)
    end = AT + timedelta(days=14)
    assert refused(take_up, token=invitation.token, person=guest, at=end) == [(None, None)]
    assert refused(take_up, token="no-such-token", person=guest, at=LATER) == [(None, None)]
    admin = a_member()
    withdrawn = an_invitation(admin, guest.email)
    withdraw_invitation(by=acting(admin), invitation=withdrawn, at=LATER)
    assert recorded(withdrawn)[1:] == [("enrolment/invite", {"withdrawn": True})]
    assert refused(take_up, token=withdrawn.token, person=guest, at=LATER) == [(None, None)]
    assert refused(withdraw_invitation, by=acting(admin), invitation=withdrawn, at=LATER) == [(None, None)]
    assert take_up(token=invitation.token, person=guest, at=end - timedelta(seconds=1)).person == guest
