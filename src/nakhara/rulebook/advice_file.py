"""The file that `nakhara advise` reads: claimed dimensions, levels and the effort of raising them (guideline-2/*)."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

from nakhara.rulebook.advice import Advice, advise
from nakhara.rulebook.facts_file import require_in_force
from nakhara.rulebook.faults import Fault, Place
from nakhara.rulebook.reading import Number, check_depth, members
from nakhara.rulebook.scoring import OVERALL
from nakhara.rulebook.shape import (
    Context,
    Reader,
    claimed_at,
    context_of,
    edition_at,
    elements_at,
    number_at,
    object_at,
    table_at,
)


def advised(document: Any, on: date, edition: str | None = None) -> Advice:
    """The cheapest path for a document by the law in force that day; raises Fault at the first fault in its order."""
    try:
        context, read = _read(document, edition)
    except Fault:
        # A document without fault is never this deep; one too deep cannot be read at all, whatever else is wrong.
        check_depth(document)
        raise
    require_in_force(context.edition, on)
    return advise(context.edition, read["claimed"], read["levels"], read.get("effort", {}), on)


def _read(document: Any, edition: str | None) -> tuple[Context, dict[str, Any]]:
    context = context_of(table_at(document, ()), edition)
    for key in ("claimed", "levels") if edition else ("edition", "claimed", "levels"):
        if key not in document:
            raise Fault("", "missing", key=key)
    return context, object_at(document, (), context, _TOP)


def _levels(value: Any, at: Place, context: Context) -> dict[str, list[int | None]]:
    return _by_part(value, at, context, _level)


def _efforts(value: Any, at: Place, context: Context) -> dict[str, list[Fraction]]:
    return _by_part(value, at, context, _effort)


def _by_part(value: Any, at: Place, context: Context, read_one: Callable[[Any, Place, Context], Any]) -> dict[str, Any]:
    """One list for the plan as a whole and for each claimed dimension that is there, one element an item."""
    read = {}
    for key, given in members(table_at(value, at), at):
        if key != OVERALL and key not in context.edition.dimension_keys:
            raise Fault((*at, key), "dimension")
        if key != OVERALL and context.claimed is not None and key not in context.claimed:
            raise Fault((*at, key), "not-claimed")
        count = len(context.edition.items_of(key))
        if len(elements_at(given, (*at, key))) != count:
            raise Fault((*at, key), "length", count=count)
        read[key] = [read_one(one, (*at, key, place), context) for place, one in enumerate(given)]
    return read


def _level(value: Any, at: Place, context: Context) -> int | None:
    if value is None:
        return None
    scale = {str(level.value): level.value for level in context.edition.levels}
    if type(value) is not Number or value not in scale:
        raise Fault(at, "level", top=max(scale.values()))
    return scale[value]


def _effort(value: Any, at: Place, context: Context) -> Fraction:
    effort = number_at(value, at)
    if effort <= 0:
        raise Fault(at, "effort")
    return effort


_TOP: dict[str, Reader] = {"edition": edition_at, "claimed": claimed_at, "levels": _levels, "effort": _efforts}
