"""Who sees a notice: the person it is for."""

from django.db.models import Q
from django.urls import reverse

from nakhara.foundation.notices.models import Notice
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import Subject, register


def _own(actor: Actor) -> Q | None:
    return Q(person=actor.person) if actor.person else None


def register_subjects() -> None:
    """Make notices known."""
    register(
        Subject(
            model=Notice,
            title=lambda notice: notice.subject_th,
            address=lambda notice: reverse("notices:list"),
            roles=lambda actor, notice: set(),
            visible=_own,
        )
    )
