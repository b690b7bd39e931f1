"""Verbs of a request on a letter of authorisation: ask, accept, refuse (criteria-1.1)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nakhara.foundation.documents.actions import cite
from nakhara.foundation.documents.models import Document
from nakhara.foundation.enrolment.actions.accounts import ENROLMENT
from nakhara.foundation.enrolment.models import Enrolment
from nakhara.foundation.enrolment.queries import checkers_of
from nakhara.foundation.notices.actions import tell
from nakhara.foundation.parties.actions import (
    add_member,
    create_organisation,
    digits_of_number,
    faults_of_number,
)
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import NotAllowedError, allow, subject_of, visible
from nakhara.foundation.places.models import District, Province
from nakhara.foundation.record.actions import record
from nakhara.foundation.record.refusals import Reason, RefusedError, require
from nakhara.rulebook.thai import clean_text


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
        by=ENROLMENT,
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
        by=ENROLMENT,
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
    if by.person and by.person.pk == enrolment.person_id:
        raise RefusedError(_("This letter is your own: somebody else checks it"))
    enrolment = Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)
    if enrolment.decided_at is not None:
        raise RefusedError(_("This request has been answered already"))
    return enrolment


def _decide(by: Actor, enrolment: Enrolment, accepted: bool, reason: str, at: datetime) -> Enrolment:
    enrolment.decided_at, enrolment.accepted, enrolment.reason = at, accepted, reason
    enrolment.save()
    entered = {"organisation": enrolment.organisation.key} if enrolment.organisation else {}
    record(by, "enrolment/check", enrolment, at, facts={"accepted": accepted, **entered})

    def write() -> tuple[str, str]:
        if accepted:
            return _("You may begin: %s is in") % enrolment.name_th, _("Invite your colleagues and start a plan")
        return _("The letter of %s was not accepted") % enrolment.name_th, reason

    tell([enrolment.person], write, link=_address(enrolment), dedupe=f"enrolment:{enrolment.key}:answer", at=at)
    return enrolment


def _address(enrolment: Enrolment) -> str:
    return subject_of(enrolment).address(enrolment)
