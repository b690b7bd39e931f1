"""Who acts: a person, the post they act from, and the chain of capacities (letter-A stacks two)."""

from dataclasses import dataclass, field
from functools import cached_property

from nakhara.foundation.parties.models import (
    Appointment,
    BodyKind,
    Membership,
    OrganisationKind,
    Person,
    SeatRole,
)

STANDING_OF_BODY = {
    BodyKind.COMMITTEE: "committee",
    BodyKind.SUBCOMMITTEE: "subcommittee",
    BodyKind.WORKING_GROUP: "working-group",
    BodyKind.BOARD: "board",
    BodyKind.SECRETARIAT: "secretariat",
}
STANDING_OF_ORGANISATION = {
    OrganisationKind.PROVINCE: "province",
    OrganisationKind.MINISTRY: "ministry",
}


@dataclass(frozen=True)
class Actor:
    """A person in one post; without a person, a system act under its own name, never under somebody's."""

    person: Person | None = None
    post: Membership | Appointment | None = None
    capacities: tuple[str, ...] = ()
    system: str = ""
    _cache: dict = field(default_factory=dict, compare=False, repr=False)

    @property
    def is_anonymous(self) -> bool:
        return self.person is None and not self.system

    @cached_property
    def standing(self) -> frozenset[str]:
        """The roles this actor has whatever the thing (a secretariat officer, a province's clerk)."""
        roles = {"public"}
        if self.person is not None:
            roles.add("signed-in")
            if self.person.is_operator:
                roles.add("operator")
        if self.system:
            roles |= {"signed-in", "operator"}
        return frozenset(roles | _standing_of(self.post))

    @property
    def organisation(self):
        """The organisation acted for, if the post is in one."""
        return self.post.organisation if isinstance(self.post, Membership) else None

    @property
    def body(self):
        """The body acted in, if the post is a seat of one."""
        return self.post.seat.body if isinstance(self.post, Appointment) else None

    @property
    def judges(self) -> bool:
        """Whether this actor sits in a body: then interests bar, an owner's own employment does not."""
        return isinstance(self.post, Appointment)

    @property
    def recorded_key(self) -> str:
        return self.person.key if self.person else f"system:{self.system or 'public'}"

    def as_recorded(self) -> dict:
        """The actor as an event names them: keys only."""
        post = {} if self.post is None else {"post": self.post.key, "kind": self.post._meta.model_name}
        return {"key": self.recorded_key, **post, "capacities": list(self.capacities)}

    def remember(self, name: str, compute):
        """Keep an answer for as long as this actor lives (one request)."""
        if name not in self._cache:
            self._cache[name] = compute()
        return self._cache[name]


def _standing_of(post) -> set[str]:
    if isinstance(post, Appointment):
        seat = post.seat
        roles = {STANDING_OF_BODY[seat.body.kind]}
        if seat.role == SeatRole.CHAIR:
            roles.add(f"{STANDING_OF_BODY[seat.body.kind]}-chair")
        if seat.role in (SeatRole.SECRETARY, SeatRole.MEMBER_SECRETARY):
            roles.add(f"{STANDING_OF_BODY[seat.body.kind]}-secretary")
        return roles
    if isinstance(post, Membership):
        roles = {"clerk-anywhere"} if post.clerks else set()
        role = STANDING_OF_ORGANISATION.get(post.organisation.kind)
        acts = post.administers or post.edits or post.signs or post.clerks
        return roles | ({role} if role and acts else set())
    return set()


PUBLIC = Actor()
OPERATOR = Actor(system="operator")
WORKER = Actor(system="worker")
