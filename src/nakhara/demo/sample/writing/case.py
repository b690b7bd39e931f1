"""A case while it is being written: the things its deeds name, and how events and notices of it are written."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import translation

from nakhara.demo.sample.deeds import HEAD, HELPER, OPERATOR, SECRETARY, Deed
from nakhara.demo.sample.offices import Offices
from nakhara.demo.sample.stories.story import Story
from nakhara.demo.sample.writing.batch import Batch
from nakhara.foundation.documents.models import Document
from nakhara.foundation.notices.models import Notice
from nakhara.foundation.parties.actor import OPERATOR as SYSTEM
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.models import Appointment, Membership, Organisation, Person
from nakhara.foundation.places.models import Area
from nakhara.stages.application.models import Application, Filing
from nakhara.stages.plan.models import Plan, Project, Text
from nakhara.stages.review.models import Assignment


@dataclass
class Case:
    """One story and the rows it has come to so far."""

    story: Story
    batch: Batch
    offices: Offices
    numbers: Iterator[tuple[str, str]]
    organisation: Organisation | None = None
    people: dict[str, Person] = field(default_factory=dict)
    posts: dict[str, Membership] = field(default_factory=dict)
    area: Area | None = None
    plan: Plan | None = None
    texts: dict[str, Text] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)
    documents: dict[int, Document] = field(default_factory=dict)
    cited: dict[tuple[int, str], None] = field(default_factory=dict)
    application: Application | None = None
    filing: Filing | None = None
    sheets: dict[tuple[str, int], Assignment] = field(default_factory=dict)
    levels: dict[str, dict[str, int | None]] = field(default_factory=dict)
    _actors: dict[str, Actor] = field(default_factory=dict)

    def actor(self, deed: Deed) -> Actor:
        """Who does a deed."""
        if deed.by in (HEAD, HELPER):
            if deed.by not in self._actors:
                self._actors[deed.by] = Actor(person=self.people[deed.by], post=self.posts[deed.by])
            return self._actors[deed.by]
        if deed.by in (OPERATOR, SECRETARY):
            return SYSTEM if deed.by == OPERATOR else self.offices.secretary
        return self.offices.reviewers[self.sitter(deed).pk]

    def sitter(self, deed: Deed) -> Appointment:
        """The reviewer a deed names by part and seat."""
        return self.offices.panels[deed.what["part"]][deed.what["seat"]]

    def sheet(self, deed: Deed) -> Assignment:
        """The score sheet a deed is about."""
        return self.sheets[deed.what["part"], deed.what["seat"]]

    def record(self, deed: Deed, step: str, thing, facts: dict[str, Any] | None = None, **personal: str) -> None:
        """The event of a deed."""
        self.batch.record(self.actor(deed), step, thing, deed.at, facts, personal)

    def tell(
        self, people: Iterable[Person], write: Callable[[], tuple[str, str]], *, link: str, dedupe: str, at: datetime
    ) -> None:
        """The notices of a deed, as `notices.actions.tell` writes them and the worker has mailed them since."""
        told = {}
        for language in ("th", "en"):
            with translation.override(language):
                told[f"subject_{language}"], told[f"body_{language}"] = write()
        for person in people:
            key = f"{dedupe}:{person.key}"
            self.batch.add(Notice(person=person, link=link, dedupe=key, at=at, mailed_at=at, **told))

    @property
    def owners(self) -> list[Person]:
        """The owner's people, who are told what becomes of their case."""
        return list(self.people.values())
