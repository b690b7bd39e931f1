"""Verbs of enrolment: an account by mail, a request on a letter of authorisation, invitations (criteria-1.1)."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.core.signing import BadSignature, TimestampSigner
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from nakhara.foundation.documents.actions import cite
from nakhara.foundation.documents.models import Document
from nakhara.foundation.enrolment.models import Enrolment, Invitation
from nakhara.foundation.enrolment.queries import checkers_of, open_invitation
from nakhara.foundation.notices.actions import tell
from nakhara.foundation.parties.actions import (
    add_member,
    create_organisation,
    digits_of_number,
    faults_of_number,
    register_person,
)
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import NotAllowedError, allow, subject_of, visible
from nakhara.foundation.parties.models import Membership, Organisation, Person
from nakhara.foundation.places.models import District, Province
from nakhara.foundation.record.actions import record
from nakhara.foundation.record.refusals import Reason, RefusedError, require
from nakhara.rulebook.thai import clean_text

BY_MAIL = Actor(system="enrolment")
ACCOUNT_LINK_LASTS = timedelta(days=3)
INVITATION_LASTS = timedelta(days=14)
_signer = TimestampSigner(salt="nakhara.enrolment.account")


def ask_for_account(*, email: str, at: datetime) -> None:
    """Mail a link that opens an account; an address that has one is told so by mail, never on the page."""
    email = email.lower()
    known = Person.objects.filter(email=email).exists()
    link = reverse("account_login") if known else reverse("enrolment:open-account", args=[_signer.sign(email)])

    def write() -> tuple[str, str]:
        if known:
            return _("You have an account already"), _(
                "Sign in with this address; a forgotten password is set anew there"
            )
        return _("Open your account"), _("The link opens an account for this address and lasts 3 days")

    tell([], write, link=link, dedupe=f"account:{secrets.token_hex(8)}", at=at, email=email)


def address_in(token: str) -> str:
    """The address that a mailed link stands for; raises RefusedError when the link is wrong or too old."""
    try:
        return _signer.unsign(token, max_age=ACCOUNT_LINK_LASTS)
    except BadSignature:
        raise RefusedError(_("This link is too old or was cut: ask for a new one")) from None


def open_account(*, token: str, name_th: str, name_en: str = "", password: str, at: datetime) -> Person:
    """Open an account for the address that a mailed link stands for."""
    email = address_in(token)
    return register_person(by=BY_MAIL, email=email, name_th=name_th, name_en=name_en, password=password, at=at)


@transaction.atomic
def request_enrolment(
    *,
    by: Actor,
    kind: str,
    name_th: str,
    name_en: str = "",
    juristic_id: str,
    legal_basis: str,
    province: Province,
    district: District | None = None,
    title_th: str,
    letter: Document,
    letter_number: str,
    letter_dated: date,
    at: datetime,
) -> Enrolment:
    """Ask to bring a juristic person in as its administrator, on its letter of authorisation (criteria-1.1)."""
    allow(by, "enrolment/request")
    juristic_id = digits_of_number(juristic_id)
    waiting = Enrolment.objects.filter(person=by.person, juristic_id=juristic_id, decided_at=None).exists()
    twice = Reason(_("You have asked for this juristic person already: wait for the answer"), "juristic_id")
    late = Reason(_("The letter is dated after today: check its date"), "letter_dated")
    require(
        [*faults_of_number(juristic_id), *([twice] if waiting else []), *([late] if letter_dated > at.date() else [])]
    )
    enrolment = Enrolment.objects.create(
        person=by.person,
        kind=kind,
        name_th=clean_text(name_th),
        name_en=clean_text(name_en),
        juristic_id=juristic_id,
        legal_basis=clean_text(legal_basis),
        province=province,
        district=district,
        title_th=clean_text(title_th),
        letter=letter,
        letter_number=clean_text(letter_number),
        letter_dated=letter_dated,
        asked_at=at,
    )
    cite(document=letter, thing=enrolment, at=at)
    record(by, "enrolment/request", enrolment, at, facts={"kind": kind, "juristic_id": juristic_id})

    def write() -> tuple[str, str]:
        return _("A letter of authorisation to check"), f"{enrolment.name_th} {enrolment.letter_number}"

    tell(checkers_of(enrolment, at), write, link=_address(enrolment), dedupe=f"enrolment:{enrolment.key}", at=at)
    return enrolment


@transaction.atomic
def accept_enrolment(*, by: Actor, enrolment: Enrolment, at: datetime) -> Enrolment:
    """The letter holds: the juristic person is in, and whoever asked administers it."""
    enrolment = _undecided(by, enrolment)
    organisation = create_organisation(
        by=by,
        kind=enrolment.kind,
        name_th=enrolment.name_th,
        name_en=enrolment.name_en,
        juristic_id=enrolment.juristic_id,
        legal_basis=enrolment.legal_basis,
        province=enrolment.province,
        district=enrolment.district,
        at=at,
    )
    add_member(
        by=by,
        organisation=organisation,
        person=enrolment.person,
        title_th=enrolment.title_th,
        administers=True,
        edits=True,
        signs=True,
        clerks=True,
        at=at,
    )
    enrolment.organisation = organisation
    return _decide(by, enrolment, True, "", at)


@transaction.atomic
def refuse_enrolment(*, by: Actor, enrolment: Enrolment, reason: str, at: datetime) -> Enrolment:
    """The letter does not hold; the reason says what to send instead."""
    enrolment = _undecided(by, enrolment)
    reason = clean_text(reason)
    require([] if reason else [Reason(_("Say what is wrong with the letter and what to send"), "reason")])
    return _decide(by, enrolment, False, reason, at)


def _undecided(by: Actor, enrolment: Enrolment) -> Enrolment:
    allow(by, "enrolment/check", enrolment)
    if not visible(by, Enrolment.objects.filter(pk=enrolment.pk)).exists():
        raise NotAllowedError("enrolment/check")  # a province answers the letters of its own juristic persons
    enrolment = Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)
    if enrolment.decided_at is not None:
        raise RefusedError(_("This request has been answered already"))
    return enrolment


def _decide(by: Actor, enrolment: Enrolment, accepted: bool, reason: str, at: datetime) -> Enrolment:
    enrolment.decided_at, enrolment.accepted, enrolment.reason = at, accepted, reason
    enrolment.save()
    record(by, "enrolment/check", enrolment, at, facts={"accepted": accepted})

    def write() -> tuple[str, str]:
        if accepted:
            return _("You may begin: %s is in") % enrolment.name_th, _("Invite your colleagues and start a plan")
        return _("The letter of %s was not accepted") % enrolment.name_th, reason

    tell([enrolment.person], write, link=_address(enrolment), dedupe=f"enrolment:{enrolment.key}:answer", at=at)
    return enrolment


@transaction.atomic
def invite(
    *, by: Actor, organisation: Organisation, email: str, title_th: str = "", rights: Mapping[str, bool], at: datetime
) -> Invitation:
    """Ask somebody into the organisation, with rights, by a link to their address."""
    allow(by, "enrolment/invite", organisation)
    email = email.lower()
    here = Membership.objects.filter(organisation=organisation, person__email=email, until=None).exists()
    require([Reason(_("This person works for the organisation already"), "email")] if here else [])
    Invitation.objects.filter(organisation=organisation, email=email, taken_at=None, withdrawn_at=None).update(
        withdrawn_at=at
    )
    invitation = Invitation.objects.create(
        organisation=organisation,
        email=email,
        title_th=clean_text(title_th),
        token=secrets.token_urlsafe(32),
        invited_by=by.person,
        invited_at=at,
        until=at + INVITATION_LASTS,
        **rights,
    )
    facts = {"organisation": organisation.key, **rights}
    record(by, "enrolment/invite", invitation, at, facts=facts, personal={"email": email})

    def write() -> tuple[str, str]:
        invited = _("%s invites you to work on its smart-city plan") % organisation.name_th
        return invited, _("The link lasts 14 days")

    link = reverse("enrolment:take", args=[invitation.token])
    tell([], write, link=link, dedupe=f"invitation:{invitation.key}", at=at, email=email)
    return invitation


@transaction.atomic
def withdraw_invitation(*, by: Actor, invitation: Invitation, at: datetime) -> Invitation:
    """An invitation no longer holds."""
    allow(by, "enrolment/invite", invitation.organisation)
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    invitation.withdrawn_at = at
    invitation.save(update_fields=["withdrawn_at"])
    record(by, "enrolment/invite", invitation, at, facts={"withdrawn": True})
    return invitation


@transaction.atomic
def take_up(*, token: str, person: Person | None, name_th: str = "", password: str = "", at: datetime) -> Membership:
    """Take an invitation up: as the signed-in person of its address, or with a new account for it."""
    invitation = open_invitation(token, at)
    if invitation is None:
        raise RefusedError(_("This invitation was taken up, withdrawn or is too old: ask for a new one"))
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if person is not None and person.email != invitation.email:
        raise RefusedError(_("The invitation is for another address: sign out and open it again"))
    if person is None:
        person = register_person(by=BY_MAIL, email=invitation.email, name_th=name_th, password=password, at=at)
    rights = {name: getattr(invitation, name) for name in ("administers", "edits", "signs", "clerks")}
    membership = add_member(
        by=Actor(person=person),
        organisation=invitation.organisation,
        person=person,
        title_th=invitation.title_th,
        at=at,
        **rights,
    )
    invitation.taken_at = at
    invitation.save(update_fields=["taken_at"])
    return membership


def _address(enrolment: Enrolment) -> str:
    return subject_of(enrolment).address(enrolment)
