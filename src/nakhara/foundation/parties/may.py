"""The one question of access: may this actor take this step with this thing? Conflicts of interest come first.

Each app says in its `subjects.py`, once for each kind of thing it owns, how a thing is called and where it is, who has
which role toward it and who sees it; a later app may grant on an earlier app's things. Who may take a step is data of
the edition (`step.toml`).
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model, Q, QuerySet

from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.models import AreaParty, AreaRole, Interest, Membership
from nakhara.foundation.record import clock
from nakhara.rulebook.loading import edition

Roles = Callable[[Actor, Model], set[str]]
Visible = Callable[[Actor], Q | None]


class NotAllowedError(Exception):
    """This actor may not take this step; `conflict` says that an interest bars it."""

    def __init__(self, step: str, conflict: bool = False):
        self.step = step
        self.conflict = conflict
        super().__init__(f"{step} is not allowed" + (" (conflict of interest)" if conflict else ""))


@dataclass(frozen=True)
class Subject:
    """What an app says about one kind of thing it owns.

    `area` is the lookup path from the thing to its area (`"application__plan__area"`), if it has one: by it interests
    are found. `visible` gives the condition under which an actor sees a row: a `Q`, or None for no row at all.
    """

    model: type[Model]
    title: Callable[[Model], str]
    address: Callable[[Model], str]
    roles: Roles
    visible: Visible
    area: str | None = None


SUBJECTS: dict[str, Subject] = {}
GRANTS: dict[str, list[tuple[Roles, Visible]]] = {}


def register(subject: Subject) -> None:
    """Make a kind of thing known (in `AppConfig.ready()`)."""
    label = subject.model._meta.label_lower
    if label in SUBJECTS:
        raise ValueError(f"{label} is registered twice")
    SUBJECTS[label] = subject


def grant(model: type[Model], *, roles: Roles, visible: Visible) -> None:
    """Give roles and sight on an earlier app's things (in a later app's `AppConfig.ready()`)."""
    GRANTS.setdefault(model._meta.label_lower, []).append((roles, visible))


def subject_of(thing: Model | type[Model]) -> Subject:
    """The registered subject of a thing or its model."""
    return SUBJECTS[thing._meta.label_lower]


def roles_toward(actor: Actor, thing: Model | None) -> set[str]:
    """Every role the actor has: by post alone, and toward this thing."""
    roles = set(actor.standing)
    if thing is not None:
        label = thing._meta.label_lower
        roles |= SUBJECTS[label].roles(actor, thing)
        for more, _ in GRANTS.get(label, ()):
            roles |= more(actor, thing)
    return roles


def may(actor: Actor, step: str, thing: Model | None = None) -> bool:
    """Whether the actor may take the step with the thing."""
    rule = edition().steps[step]
    if thing is not None and rule.conflict_bars and in_conflict(actor, thing):
        return False
    return bool(rule.actors & roles_toward(actor, thing))


def allow(actor: Actor, step: str, thing: Model | None = None) -> None:
    """Raise NotAllowedError unless the actor may take the step with the thing."""
    if not may(actor, step, thing):
        conflict = thing is not None and edition().steps[step].conflict_bars and in_conflict(actor, thing)
        raise NotAllowedError(step, conflict)


def visible(actor: Actor, rows: QuerySet) -> QuerySet:
    """The rows that the actor may see; nothing of a case in which an interest bars them."""
    label = rows.model._meta.label_lower
    conditions = [SUBJECTS[label].visible(actor), *(sight(actor) for _, sight in GRANTS.get(label, ()))]
    seen = [condition for condition in conditions if condition is not None]
    if not seen:
        return rows.none()
    condition = seen[0]
    for more in seen[1:]:
        condition |= more
    rows = rows.filter(condition)
    path = SUBJECTS[label].area
    if path and actor.judges and (barred := barred_areas(actor)):
        rows = rows.exclude(**{f"{path}__in": barred})
    return rows


def in_conflict(actor: Actor, thing: Model) -> bool:
    """Whether a dated interest of a judging actor touches the area of the thing."""
    path = subject_of(thing).area
    if path is None or not actor.judges:
        return False
    barred = barred_areas(actor)
    return bool(barred) and follow(thing, path).pk in barred


def barred_areas(actor: Actor) -> set[int]:
    """Areas owned or developed by an organisation in which the actor has an interest today."""
    return actor.remember("barred", lambda: _areas_of(_interests(actor)))


def _interests(actor: Actor) -> set[int]:
    if actor.person is None:
        return set()
    today = clock.today()
    current = Q(until__isnull=True) | Q(until__gte=today)
    declared = Interest.objects.filter(current, person=actor.person, since__lte=today)
    employed = Membership.objects.filter(person=actor.person, until__isnull=True)
    return set(declared.values_list("organisation", flat=True)) | set(employed.values_list("organisation", flat=True))


def _areas_of(organisations: set[int]) -> set[int]:
    if not organisations:
        return set()
    parties = AreaParty.objects.filter(organisation__in=organisations, until__isnull=True)
    return set(parties.values_list("area", flat=True))


def follow(thing: Model, path: str):
    """The thing at the end of a lookup path (`"plan__area"`)."""
    for name in path.split("__"):
        thing = getattr(thing, name)
    return thing


def areas_of_actor(actor: Actor) -> dict[int, str]:
    """The areas that the actor's organisation owns or develops now, each with its role."""

    def compute():
        if actor.organisation is None:
            return {}
        rows = AreaParty.objects.filter(organisation=actor.organisation, until__isnull=True)
        return dict(rows.values_list("area", "role"))

    return actor.remember("areas", compute)


def owner_roles(actor: Actor, area) -> set[str]:
    """The roles of an area's own people, by their rights in its organisation (guideline-1)."""
    role = areas_of_actor(actor).get(area.pk)
    if role is None:
        return set()
    post = actor.post
    roles = {"owner-viewer"}
    roles |= {"owner-editor"} if post.edits or post.administers else set()
    roles |= {"owner-admin"} if post.administers else set()
    roles |= {"owner-signer"} if post.signs else set()
    roles |= {"area-owner-signer"} if post.signs and role == AreaRole.OWNER else set()
    return roles


def own_areas(actor: Actor, path: str) -> Q | None:
    """The condition that a row's area, at the end of `path`, is one of the actor's own."""
    areas = areas_of_actor(actor)
    return Q(**{f"{path}__in": list(areas)}) if areas else None
