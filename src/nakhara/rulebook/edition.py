"""An edition of the law: everything its data files say, parsed on first use and never changed after."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from nakhara.rulebook.dimensions import Dimension, Item, dimensions_of, items_of
from nakhara.rulebook.provision import Bilingual, Provision, provision_of, with_prefix
from nakhara.rulebook.steps import Role, Step, step_of

# Judging a file needs none of these, and a command that answers in a blink cannot wait for them.
if TYPE_CHECKING:
    from nakhara.rulebook.bodies import Body
    from nakhara.rulebook.form import Field, Section
    from nakhara.rulebook.letters import Contact, Edge, Letter, Receipt
    from nakhara.rulebook.targets import Target

# The order in which a reader meets the law: the documents first, then what the project adds.
SECTIONS = (
    "background",
    "policy",
    "dimension",
    "criteria",
    "guideline",
    "target",
    "letter",
    "contact",
    "rubric",
    "meeting",
    "term",
)


@dataclass(frozen=True)
class Level(Bilingual):
    """A level from 0 to 5: a short name and its anchor in words."""

    value: int
    th: str
    en: str
    anchor_th: str
    anchor_en: str

    def anchor(self, lang: str = "th") -> str:
        return self.anchor_en if lang == "en" else self.anchor_th


@dataclass(frozen=True)
class Outcome(Bilingual):
    """What a meeting may resolve about an item: approve, return, decline or postpone."""

    key: str
    th: str
    en: str


@dataclass(frozen=True, eq=False)
class Edition:
    """One edition of the law; `texts` holds its data files by name, `archive` all their bytes, hashed by `sha256`."""

    id: str
    sha256: str
    texts: Mapping[str, str] = field(repr=False)
    archive: bytes = field(repr=False)
    _sections: dict[str, dict[str, Provision]] = field(default_factory=dict, init=False, repr=False)
    _known: dict[tuple[str, str | None, date], Any] = field(default_factory=dict, init=False, repr=False)
    _tables: dict[str, dict[str, Any]] = field(default_factory=dict, init=False, repr=False)

    def table(self, section: str) -> dict[str, Any]:
        """One data file, parsed the first time it is asked for."""
        if section not in self._tables:
            self._tables[section] = tomllib.loads(self.texts[section])
        return self._tables[section]

    def section(self, section: str) -> dict[str, Provision]:
        """The provisions of one data file, in its order."""
        if section not in self._sections:
            entries = self.table(section).items()
            self._sections[section] = {id: provision_of(id, section, entry) for id, entry in entries}
        return self._sections[section]

    @cached_property
    def provisions(self) -> dict[str, Provision]:
        """Every provision by id: the documents', then the project's own rules and steps."""
        found = {id: entry for section in SECTIONS for id, entry in self.section(section).items()}
        return found | {id: _own_step(step) for id, step in self.steps.items() if id not in found}

    def provision(self, id: str) -> Provision:
        """One provision, without parsing files that cannot hold it; raises KeyError."""
        named = id.partition("-")[0].partition("/")[0]
        for section in (named, "rubric"):
            if section in SECTIONS and id in self.section(section):
                return self.section(section)[id]
        return self.provisions[id]

    def value(self, id: str, name: str | None, on: date) -> Any:
        """The exact value of a provision in force that day; raises NotInForceError before the first."""
        asked = (id, name, on)
        if asked not in self._known:
            self._known[asked] = self.provision(id).value(name, on)
        return self._known[asked]

    @cached_property
    def since(self) -> date:
        """The first day on which all of the criteria and the guideline is in force."""
        sections = (*self.section("criteria").values(), *self.section("guideline").values())
        return max(entry.values[0].since for entry in sections)

    def days(self, term: str, on: date) -> int:
        """A term in calendar days, such as "term/review" (the project's own)."""
        return int(self.value(term, None, on))

    @cached_property
    def dimensions(self) -> tuple[Dimension, ...]:
        """The seven dimensions in the order of the law."""
        return tuple(dimensions_of(self.section("dimension")))

    @cached_property
    def dimension_keys(self) -> tuple[str, ...]:
        return tuple(entry.key for entry in self.dimensions)

    def dimension(self, key: str) -> Dimension:
        """The dimension of that key; raises KeyError."""
        return self._dimension_by_key[key]

    @cached_property
    def _dimension_by_key(self) -> dict[str, Dimension]:
        return {entry.key: entry for entry in self.dimensions}

    @cached_property
    def overall(self) -> tuple[Item, ...]:
        """The five items of the plan as a whole (overall/*, the project's own)."""
        return items_of(self.section("rubric"), "overall")

    def items_of(self, key: str) -> tuple[Item, ...]:
        """The items that are given levels: a dimension's attributes, or the five for "overall"."""
        return self.overall if key == "overall" else self.dimension(key).attributes

    @cached_property
    def levels(self) -> tuple[Level, ...]:
        """Levels 0 to 5 with their anchors in words (the project's own)."""
        return tuple(Level(**entry) for entry in self.table("rubric")["score/levels"]["scale"])

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What a meeting may resolve, in the order in which it is offered (the project's own)."""
        return tuple(Outcome(**entry) for entry in self.table("meeting")["meeting/resolution"]["outcomes"])

    @cached_property
    def form(self) -> "tuple[Section, ...]":
        """The sections of the plan form (guideline-1/plan)."""
        from nakhara.rulebook.form import section_of

        return tuple(section_of(entry) for entry in self.table("form")["section"])

    @cached_property
    def _fields(self) -> "dict[str, Field]":
        return {question.id: question for section in self.form for question in section.fields}

    def field(self, id: str) -> "Field":
        """A field of the form, also of a repeating section (dimension/environment/aim); raises KeyError."""
        from nakhara.rulebook.form import for_dimension

        if id in self._fields:
            return self._fields[id]
        parts = id.split("/")
        if len(parts) < 3 or parts[1] not in self._dimension_by_key:
            raise KeyError(id)
        return for_dimension(self._fields["/".join([parts[0], "{dimension}", *parts[2:]])], parts[1])

    @cached_property
    def conditions(self) -> tuple[Provision, ...]:
        """The five preliminary conditions (criteria-1.*)."""
        return tuple(with_prefix(self.section("criteria").values(), "criteria-1."))

    @cached_property
    def condition_ids(self) -> tuple[str, ...]:
        return tuple(entry.id for entry in self.conditions)

    @cached_property
    def steps(self) -> dict[str, Step]:
        """Every act of the system by id, with the roles that may do it."""
        return {id: step_of(id, entry) for id, entry in self.table("step").items() if id != "roles"}

    @cached_property
    def roles(self) -> dict[str, Role]:
        """The roles toward a thing that steps name."""
        return {entry["key"]: Role(**entry) for entry in self.table("step")["roles"]}

    @cached_property
    def bodies(self) -> "tuple[Body, ...]":
        """The steering committee and the subcommittee with the seats their orders name (background-*)."""
        from nakhara.rulebook.bodies import body_of

        provisions = self.section("background").values()
        return tuple(body_of(entry) for entry in provisions if "seats" in entry.details)

    @cached_property
    def targets(self) -> "tuple[Target, ...]":
        """The three phases of the programme."""
        from nakhara.rulebook.targets import target_of

        provisions = self.section("target").values()
        return tuple(target_of(entry) for entry in provisions if "areas" in entry.details)

    @cached_property
    def letters(self) -> "tuple[Letter, ...]":
        """Letters E, C, D, B, A and the endorsement on A, in the order in which they were written."""
        from nakhara.rulebook.letters import letter_of

        return tuple(letter_of(entry) for entry in with_prefix(self._letters, "letter-", "endorsement-"))

    @cached_property
    def edges(self) -> "tuple[Edge, ...]":
        """Which letter encloses or stands on which."""
        from nakhara.rulebook.letters import edge_of

        return tuple(edge_of(entry) for entry in with_prefix(self._letters, "edge-"))

    @cached_property
    def receipts(self) -> "tuple[Receipt, ...]":
        """The receipt stamps, as printed and as read."""
        from nakhara.rulebook.letters import receipt_of

        return tuple(receipt_of(entry) for entry in with_prefix(self._letters, "receipt-"))

    @cached_property
    def _letters(self) -> tuple[Provision, ...]:
        return tuple(self.section("letter").values())

    @cached_property
    def contacts(self) -> "tuple[Contact, ...]":
        """The three offices to ask (contact-*)."""
        from nakhara.rulebook.letters import contact_of

        return tuple(contact_of(entry) for entry in self.section("contact").values())


def _own_step(step: Step) -> Provision:
    return Provision(id=step.id, kind="step", section="step", th=step.th, en=step.en, source="project")
