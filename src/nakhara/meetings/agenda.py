"""Kinds of agenda items: a later room registers what its items say, need and do; meetings knows none of them.

A kind is an object with the methods of `Kind`. Filled in `AppConfig.ready()`; a test lists them.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.db.models import Model, QuerySet

from nakhara.foundation.parties.actor import Actor
from nakhara.meetings.models import AgendaItem, Meeting, Resolution


@dataclass(frozen=True)
class Line:
    """One reason beside an item: a state (ok, wait, bad), what it says, and its clause."""

    kind: str
    text: str
    provision: str = ""


@dataclass(frozen=True)
class Option:
    """One outcome of an item: whether the rules allow it now and, where they do not, why."""

    outcome: str
    label: str
    offered: bool = True
    why: str = ""
    provision: str = ""


class Kind(Protocol):
    """What a later room says of its agenda items."""

    name: str
    provision: str
    model: type[Model] | None

    def title(self, thing: Model | None) -> str:
        """What stands on the agenda."""

    def candidates(self, meeting: Meeting) -> QuerySet:
        """The things that may be put on this meeting's agenda now; none where the body does not deal with the kind."""

    def papers(self, item: AgendaItem) -> list[tuple[str, str]]:
        """Label and address of each paper of the item."""

    def needs(self, item: AgendaItem, at: datetime) -> str:
        """One sentence: what this item needs to pass."""

    def lines(self, item: AgendaItem) -> list[Line]:
        """The reasons that the machine found."""

    def options(self, item: AgendaItem, at: datetime) -> list[Option]:
        """The outcomes, in order, apart from quorum, which meetings adds itself."""

    def on_confirm(self, item: AgendaItem, resolution: Resolution, *, by: Actor, at: datetime) -> None:
        """What the outcome does, in the transaction of the chair's confirmation."""

    def on_list_confirmed(self, pairs: list[tuple[AgendaItem, Resolution]], *, by: Actor, at: datetime) -> None:
        """What the whole list of this kind does, once, after each item's own effect."""


KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind of agenda item known."""
    if kind.name in KINDS:
        raise ValueError(f"agenda kind {kind.name} is registered twice")
    KINDS[kind.name] = kind


def kind_of(item: AgendaItem) -> Kind:
    """The kind of an item."""
    return KINDS[item.kind]


def thing_of(item: AgendaItem) -> Model | None:
    """The thing an item is about, if it is about one; read once for each item at hand."""
    model = kind_of(item).model
    if not model or not item.subject_key:
        return None
    if not hasattr(item, "_thing"):
        item._thing = model._default_manager.get(key=item.subject_key)
    return item._thing
