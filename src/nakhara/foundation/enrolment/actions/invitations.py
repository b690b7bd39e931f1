"""Verbs of invitations: ask somebody in, withdraw it, take it up."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from nakhara.foundation.enrolment.actions.accounts import ENROLMENT
from nakhara.foundation.enrolment.models import Invitation
from nakhara.foundation.enrolment.queries import open_invitation
from nakhara.foundation.notices.actions import tell
from nakhara.foundation.parties.actions import RIGHTS, add_member, register_person
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import allow
from nakhara.foundation.parties.models import Membership, Organisation, Person
from nakhara.foundation.record.actions import record
from nakhara.foundation.record.refusals import Reason, RefusedError, require
from nakhara.rulebook.thai import clean_text

INVITATION_LASTS = timedelta(days=14)


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
    if invitation.taken_at or invitation.withdrawn_at:
        raise RefusedError(_("This invitation was taken up or withdrawn already"))
    invitation.withdrawn_at = at
    invitation.save(update_fields=["withdrawn_at"])
    record(by, "enrolment/invite", invitation, at, facts={"withdrawn": True})
    return invitation


@transaction.atomic
def take_up(*, token: str, person: Person | None, name_th: str = "", password: str = "", at: datetime) -> Membership:
    """Take an invitation up: as the signed-in person of its address, or with a new account for it."""
    invitation = _held(token, at)
    if person is not None and person.email != invitation.email:
        raise RefusedError(_("The invitation is for another address: sign out and open it again"))
    if person is None:
        person = register_person(by=ENROLMENT, email=invitation.email, name_th=name_th, password=password, at=at)
    actor = Actor(person=person)
    allow(actor, "enrolment/take")
    rights = {name: getattr(invitation, name) for name in RIGHTS}
    told = {"organisation": invitation.organisation, "person": person, "title_th": invitation.title_th}
    membership = add_member(by=ENROLMENT, at=at, **told, **rights)
    invitation.taken_at = at
    invitation.save(update_fields=["taken_at"])
    record(actor, "enrolment/take", invitation, at, facts={"membership": membership.key})
    return membership


def _held(token: str, at: datetime) -> Invitation:
    """The invitation of a link, locked and then looked at: it may have been taken up or withdrawn a moment ago."""
    locked = Invitation.objects.select_for_update().filter(token=token).first()
    invitation = open_invitation(token, at) if locked else None
    if invitation is None:
        raise RefusedError(_("This invitation was taken up, withdrawn or is too old: ask for a new one"))
    return invitation
