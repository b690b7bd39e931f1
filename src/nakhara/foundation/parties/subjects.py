"""What parties say of their things: who sees them, and which roles people have toward them."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import Subject, own_areas, owner_roles, register
from nakhara.foundation.parties.models import Body, Interest, Membership, Organisation, Seat, SeatRole
from nakhara.foundation.places.models import Area
from nakhara.look.links import link


def member_roles(actor: Actor, organisation: Organisation) -> set[str]:
    """The roles an organisation's own people have toward it, by their rights."""
    post = actor.post
    if actor.organisation is None or actor.organisation.pk != organisation.pk:
        return set()
    roles = {"owner-viewer"}
    roles |= {"owner-admin"} if post.administers else set()
    roles |= {"owner-editor"} if post.edits or post.administers else set()
    roles |= {"owner-signer"} if post.signs else set()
    return roles | ({"clerk"} if post.clerks else set())


def body_roles(actor: Actor, body: Body) -> set[str]:
    """The roles that sitters of a body, and its secretariat, have toward it."""
    if actor.body is None:
        return set()
    if actor.body.pk == body.pk:
        role = actor.post.seat.role
        roles = {"member"}
        roles |= {"chair"} if role == SeatRole.CHAIR else set()
        return roles | ({"body-secretary"} if role in (SeatRole.SECRETARY, SeatRole.MEMBER_SECRETARY) else set())
    return {"body-secretary"} if body.secretariat_id == actor.body.pk else set()


def sees_sitters(actor: Actor) -> bool:
    """Whether an actor is told the names of those who sit in bodies: other sitters, and those who run the system."""
    return actor.body is not None or "operator" in actor.standing


def _everybody(actor: Actor) -> Q:
    return Q(pk__isnull=False)  # an empty condition would be lost beside a later room's


def _own_people(actor: Actor) -> Q | None:
    if "operator" in actor.standing:
        return _everybody(actor)
    return Q(organisation=actor.organisation) if actor.organisation else None


def _own_interests(actor: Actor) -> Q | None:
    return Q(person=actor.person) if actor.person else None


def register_subjects() -> None:
    """Make the things of parties known, and areas: places stand below, and it is owners who make an area somebody's."""
    for subject in (*_public_things(), *_personal_things()):
        register(subject)


def _public_things() -> Iterator[Subject]:
    yield Subject(
        model=Area,
        title=lambda thing: thing.name_th,
        address=lambda thing: link("area", thing.key),
        roles=owner_roles,
        # the public sees an area once a later room grants it
        visible=lambda actor: own_areas(actor, "pk"),
    )
    yield Subject(
        model=Organisation,
        title=lambda thing: thing.name_th,
        address=lambda thing: reverse("parties:organisation", args=[thing.key]),
        roles=member_roles,
        visible=_everybody,
    )
    yield Subject(
        model=Body,
        title=lambda thing: thing.name_th,
        address=lambda thing: reverse("parties:body", args=[thing.key]),
        roles=body_roles,
        visible=_everybody,
    )
    yield Subject(
        model=Seat,
        title=lambda thing: thing.title_th,
        address=lambda thing: reverse("parties:seat", args=[thing.key]),
        roles=lambda actor, thing: body_roles(actor, thing.body),
        visible=_everybody,
    )


def _personal_things() -> Iterator[Subject]:
    yield Subject(
        model=Membership,
        title=lambda thing: str(thing.person),
        address=lambda thing: link("people"),
        roles=lambda actor, thing: member_roles(actor, thing.organisation),
        visible=_own_people,
    )
    yield Subject(
        model=Interest,
        title=lambda thing: thing.organisation.name_th,
        address=lambda thing: reverse("parties:interests"),
        roles=lambda actor, thing: {"self"} if actor.person and actor.person.pk == thing.person_id else set(),
        visible=_own_interests,
    )
