"""Who sees a meeting and who may do what there: the body's sitters and the secretariat that serves it."""

from django.db.models import Q
from django.urls import reverse

from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import Subject, register
from nakhara.foundation.parties.models import BodyKind
from nakhara.foundation.parties.subjects import body_roles
from nakhara.meetings.models import AgendaItem, Meeting


def _visible(prefix: str):
    def condition(actor: Actor) -> Q | None:
        body = actor.body
        if body is None:
            return None
        if body.kind == BodyKind.SECRETARIAT:
            return Q(**{f"{prefix}body__secretariat": body}) | Q(**{f"{prefix}body": body})
        return Q(**{f"{prefix}body": body})

    return condition


def register_subjects() -> None:
    """Make meetings and agenda items known."""
    register(
        Subject(
            model=Meeting,
            title=lambda m: f"{m.body.name_th} {m.number}/{m.year + 543}",
            address=lambda m: reverse("meetings:meeting", args=[m.key]),
            roles=lambda actor, m: body_roles(actor, m.body),
            visible=_visible(""),
        )
    )
    register(
        Subject(
            model=AgendaItem,
            title=lambda item: item.title,
            address=lambda item: reverse("meetings:meeting", args=[item.meeting.key]) + f"#item-{item.key}",
            roles=lambda actor, item: body_roles(actor, item.meeting.body),
            visible=_visible("meeting__"),
        )
    )
