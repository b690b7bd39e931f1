"""Reads of the law for its pages: provisions by section and word, one with its values, cases and where it is served."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from nakhara.look.wording import language
from nakhara.rulebook import cases, loading
from nakhara.rulebook.edition import SECTIONS, Edition
from nakhara.rulebook.provision import Provision, plain
from nakhara.rulebook.thai import clean_text


@dataclass(frozen=True)
class Example:
    """A case of a provision as a reader sees it, and whether the rules give what it expects."""

    text: str
    on: date
    given: str
    expect: str
    holds: bool


def provisions(section: str = "", text: str = "", *, own: bool | None = None) -> list[Provision]:
    """The provisions in the order in which a reader meets them; of one section, with a word, official or own."""
    words = clean_text(text).casefold()
    return [
        one
        for one in loading.edition().provisions.values()
        if (not section or one.section == section)
        and (own is None or one.official is not own)
        and (not words or any(words in said.casefold() for said in (one.id, one.th, one.en)))
    ]


def sections() -> list[tuple[str, int]]:
    """The sections with how many provisions each holds: the documents' first, then the project's own."""
    found = loading.edition().provisions.values()
    names = (*SECTIONS, "step")
    return [(name, sum(one.section == name for one in found)) for name in names]


def values_of(provision: Provision) -> list[dict[str, str]]:
    """The dated values as people read them, latest last."""
    return [{"since": one.since, "value": _shown(plain(one.value)), "source": one.source} for one in provision.values]


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "✓" if value else "✗"
    if isinstance(value, dict):
        return " · ".join(f"{name}: {_shown(part)}" for name, part in value.items())
    if isinstance(value, list):
        return ", ".join(_shown(part) for part in value)
    return str(value)


def readings_of(provision: Provision) -> list[dict[str, Any]]:
    """The ways to read a printed count, where the documents leave one open; `chosen` is the one used."""
    lang = language()
    return [
        {"text": row[lang], "chosen": row["chosen"]} for row in provision.details.get("readings", ()) if lang in row
    ]


def printed(provision: Provision) -> list[str]:
    """What stands in the documents to the letter: years, counts, numbers."""
    return [value for name, value in provision.details.items() if name.endswith("_printed") and value]


def actor_of(provision: Provision) -> str:
    """Who acts, as the guideline has it."""
    return provision.details.get(f"actor_{language()}", "")


def roles_of(id: str) -> list[str]:
    """Who may take the step in this system."""
    law = loading.edition()
    step = law.steps.get(id)
    return [law.roles[key].text(language()) for key in sorted(step.actors) if key in law.roles] if step else []


def examples_of(id: str) -> Iterator[Example]:
    """The cases of a provision, run as they are shown."""
    law = loading.edition()
    for case in cases.cases(law).get(id, ()):
        told = case.as_json()
        yield Example(
            text=case.text(language()),
            on=case.on,
            given=_pretty(told["given"]),
            expect=_pretty(told["expect"]),
            holds=cases.run(case, law) == told["expect"],
        )


def _pretty(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) if value else ""


def places_of(id: str) -> tuple[str, ...]:
    """Files of the package that serve a provision."""
    return loading.served_by(loading.DEFAULT).get(id, ())


def neighbours(provision: Provision, law: Edition | None = None) -> tuple[Provision | None, Provision | None]:
    """The provisions before and after one, in the reader's order."""
    order = list((law or loading.edition()).provisions.values())
    place = next(n for n, one in enumerate(order) if one.id == provision.id)
    return order[place - 1] if place else None, order[place + 1] if place + 1 < len(order) else None
