"""What a document is called, where it is, who sees it: its organisation's people, whoever gave it, and whoever sees a
thing that rests on it (later rooms grant that with `seen_through`).
"""

from django.db.models import Model, Q
from django.urls import reverse

from nakhara.foundation.documents.models import Citation, Document
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import Subject, Visible, visible

KEEPER = "keeper"


def document_subject() -> Subject:
    """What is to be known of documents."""
    return Subject(
        model=Document,
        title=lambda document: document.name,
        address=lambda document: reverse("documents:download", args=[document.key]),
        roles=_roles,
        visible=_visible,
    )


def _roles(actor: Actor, document: Document) -> set[str]:
    if document.organisation_id is None:
        own = actor.person is not None and document.added_by_id == actor.person.pk
        return {KEEPER} if own else set()
    own = actor.organisation is not None and document.organisation_id == actor.organisation.pk
    return {KEEPER} if own and works(actor) else set()


def _visible(actor: Actor) -> Q | None:
    if actor.person is None:
        return None
    own = Q(added_by=actor.person, organisation=None)
    return own | Q(organisation=actor.organisation) if actor.organisation else own


def works(actor: Actor) -> bool:
    """Whether the actor does more than look on in their organisation."""
    post = actor.post
    return bool(post.administers or post.edits or post.signs or post.clerks)


def seen_through(model: type[Model]) -> Visible:
    """Sight of documents through a later room's things.

    In its `ready()`: `grant(Document, roles=no_roles, visible=seen_through(Plan))`.
    """

    def sight(actor: Actor) -> Q:
        keys = visible(actor, model._default_manager.all()).order_by().values("key")
        cited = Citation.objects.filter(subject_kind=model._meta.label_lower, subject_key__in=keys)
        return Q(pk__in=cited.values("document"))

    return sight


def no_roles(actor: Actor, thing: Model) -> set[str]:
    """Sight without any right to act."""
    return set()
