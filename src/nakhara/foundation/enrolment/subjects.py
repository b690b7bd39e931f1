"""Who sees a request to enrol, and its letter: whoever asked, the secretariat, the province it concerns."""

from django.db.models import Q
from django.urls import reverse

from nakhara.foundation.documents.models import Document
from nakhara.foundation.documents.subjects import seen_through
from nakhara.foundation.enrolment.models import Enrolment, Invitation
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import Subject, grant, register
from nakhara.foundation.parties.subjects import member_roles


def _visible(actor: Actor) -> Q | None:
    if actor.person is None:
        return None
    seen = Q(person=actor.person)
    if "secretariat" in actor.standing:
        return Q(pk__isnull=False)  # an empty condition would be lost beside a later room's
    if "province" in actor.standing:
        seen |= Q(province=actor.organisation.province)
    return seen


def _own_invitations(actor: Actor) -> Q | None:
    return Q(organisation=actor.organisation) if actor.organisation else None


def register_subjects() -> None:
    """Make requests and invitations known."""
    register(
        Subject(
            model=Enrolment,
            title=lambda row: row.name_th,
            address=lambda row: reverse("enrolment:detail", args=[row.key]),
            roles=lambda actor, row: set(),
            visible=_visible,
        )
    )
    register(
        Subject(
            model=Invitation,
            title=lambda row: row.email,
            address=lambda row: reverse("enrolment:people"),
            roles=lambda actor, row: member_roles(actor, row.organisation),
            visible=_own_invitations,
        )
    )
    grant(Document, roles=lambda actor, document: set(), visible=seen_through(Enrolment))
