"""Verbs of people: enter a person, let them work for an organisation, limit, suspend and end that (enrolment/*)."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import allow
from nakhara.foundation.parties.models import Membership, Organisation, Person
from nakhara.foundation.record.actions import claim_version, record
from nakhara.foundation.record.refusals import Reason, RefusedError
from nakhara.rulebook.thai import clean_text

RIGHTS = ("administers", "edits", "signs", "clerks")


@transaction.atomic
def register_person(
    *, by: Actor, email: str, name_th: str, name_en: str = "", password: str | None = None, at: datetime
) -> Person:
    """Enter a person; without a password they cannot sign in until they set one by mail."""
    allow(by, "party/manage")
    return _enter(by, email, password, at, name_th=name_th, name_en=name_en)


@transaction.atomic
def register_operator(
    *, by: Actor, email: str, name_th: str, name_en: str = "", password: str | None = None, at: datetime
) -> Person:
    """Enter a person who runs this installation."""
    allow(by, "party/operator")
    return _enter(by, email, password, at, name_th=name_th, name_en=name_en, is_operator=True)


def _enter(by: Actor, email: str, password: str | None, at: datetime, *, is_operator: bool = False, **names) -> Person:
    if Person.objects.filter(email=email.lower()).exists():
        raise RefusedError(Reason(_("This address has an account already: sign in with it"), field="email"))
    names = {name: clean_text(text) for name, text in names.items()}
    person = Person.objects.create_user(email, password, is_operator=is_operator, **names)
    personal = {"email": person.email, "name": person.name_th}
    record(by, "party/operator" if is_operator else "party/manage", person, at, personal=personal)
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
    allow(by, "enrolment/invite", organisation)
    if Membership.objects.filter(organisation=organisation, person=person, until=None).exists():
        raise RefusedError(Reason(_("This person works for the organisation already"), field="email"))
    rights = {"administers": administers, "edits": edits, "signs": signs, "clerks": clerks}
    membership = Membership.objects.create(
        organisation=organisation, person=person, title_th=title_th, title_en=title_en, since=at, **rights
    )
    record(by, "enrolment/invite", membership, at, facts={"organisation": organisation.key, **rights})
    return membership


@transaction.atomic
def change_rights(*, by: Actor, membership: Membership, rights: Mapping[str, bool], at: datetime) -> Membership:
    """Widen or limit what a member may do; an organisation keeps at least one administrator.

    This verb and those below raise StaleError when the member was changed since `membership` was read.
    """
    allow(by, "enrolment/invite", membership.organisation)
    _claim(membership)
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
    _claim(membership)
    if getattr(membership, field) is not None:
        raise RefusedError(_("This person is suspended already"))
    _keep_an_administrator(membership)
    setattr(membership, field, at)
    membership.save(update_fields=[field])
    facts = {"organisation": membership.organisation.key, "ended": field}
    record(by, "enrolment/remove", membership, at, facts=facts)
    return membership


def _claim(membership: Membership) -> None:
    """Make sure that this person works there and was not changed since.

    The organisation's row is locked first: two administrators who remove each other come one after the other.
    """
    Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    claim_version(membership, membership.version)
    if membership.until is not None:
        raise RefusedError(_("This person has left the organisation already"))


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
    _claim(membership)
    if membership.suspended_at is None:
        raise RefusedError(_("This person is not suspended"))
    membership.suspended_at = None
    membership.save(update_fields=["suspended_at"])
    record(by, "enrolment/invite", membership, at, facts={"organisation": membership.organisation.key})
    return membership
