"""Reads of enrolment: who checks a letter, which invitations hold."""

from datetime import datetime

from django.db.models import Q, QuerySet

from nakhara.foundation.enrolment.models import AccountLink, Enrolment, Invitation
from nakhara.foundation.parties.models import Body, BodyKind, Membership, Organisation, OrganisationKind, Person
from nakhara.foundation.parties.queries import current, people_in


def checkers_of(enrolment: Enrolment, at: datetime) -> list[Person]:
    """The secretariats' people and those of the province who may act there, each once; never whoever asks."""
    bodies = Body.objects.filter(kind=BodyKind.SECRETARIAT)
    found = [person for body in bodies for person in people_in(body, at)]
    may_act = Q(administers=True) | Q(edits=True) | Q(signs=True) | Q(clerks=True)
    posts = Membership.objects.filter(
        current(at), may_act, organisation__kind=OrganisationKind.PROVINCE, organisation__province=enrolment.province
    )
    found += [post.person for post in posts.select_related("person")]
    return list({person.pk: person for person in found if person.pk != enrolment.person_id}.values())


def open_link(token: str, at: datetime) -> AccountLink | None:
    """The address's link that opens an account, if it still does."""
    return AccountLink.objects.filter(token=token, until__gt=at).first()


def open_invitation(token: str, at: datetime) -> Invitation | None:
    """The invitation of a link, if it still holds."""
    rows = open_invitations(at).select_related("organisation")
    return rows.filter(token=token).first()


def open_invitations(at: datetime, organisation: Organisation | None = None) -> QuerySet[Invitation]:
    """Invitations that were neither taken up nor withdrawn and are not too old."""
    rows = Invitation.objects.filter(taken_at=None, withdrawn_at=None, until__gt=at).order_by("-invited_at")
    return rows.filter(organisation=organisation) if organisation else rows


def members_of(organisation: Organisation) -> QuerySet[Membership]:
    """Everybody who works for an organisation, the suspended among them."""
    return Membership.objects.filter(organisation=organisation, until=None).select_related("person").order_by("id")
