"""The file that `nakhara assess` reads: its shape, and the facts in it (criteria-*, guideline-2/*).

Faults are found in the order of the document; a missing key points at its parent, so it comes before what is inside.
"""

from datetime import date
from fractions import Fraction
from typing import Any

from nakhara.rulebook import loading
from nakhara.rulebook.decision import Facts, Verdict, assess
from nakhara.rulebook.edition import Edition
from nakhara.rulebook.faults import Fault, Place
from nakhara.rulebook.reading import check_depth, members
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
    text_at,
)
from nakhara.rulebook.thai import juristic_id_ok


def facts_of(document: Any, edition: str | None = None) -> Facts:
    """The facts in a document as `reading` gives it; raises Fault at the first fault in the order of the document.

    `edition` is what `--edition` says: it stands in for the document's own, or must agree with it.
    """
    try:
        return _facts(document, edition)
    except Fault:
        # A document without fault is never this deep; one too deep cannot be read at all, whatever else is wrong.
        check_depth(document)
        raise


def judged(document: Any, on: date, edition: str | None = None) -> Verdict:
    """The verdict on a document by the law in force that day; raises Fault."""
    facts = facts_of(document, edition)
    require_in_force(facts.edition, on)
    return assess(facts, on)


def require_in_force(edition: Edition, on: date) -> None:
    """Raise Fault for a day before the edition's criteria."""
    if on < edition.since:
        raise Fault("", "not-in-force", day=edition.since.isoformat())


def _facts(document: Any, given: str | None) -> Facts:
    context = context_of(table_at(document, ()), given)
    for key in ("preliminary", "claimed") if given else ("edition", "preliminary", "claimed"):
        if key not in document:
            raise Fault("", "missing", key=key)
    read = object_at(document, (), context, _TOP)
    scores = read.get("scores", {})
    return Facts(
        edition=context.edition,
        preliminary=read["preliminary"],
        claimed=read["claimed"],
        overall=scores.get("overall", ()),
        dimensions=scores.get("dimensions", {}),
    )


def _area(value: Any, at: Place, context: Context) -> dict[str, Any]:
    return object_at(value, at, context, _AREA)


def _provinces(value: Any, at: Place, context: Context) -> None:
    for place, code in enumerate(elements_at(value, at)):
        if text_at(code, (*at, place), context) not in loading.provinces():
            raise Fault((*at, place), "province")


def _applicant(value: Any, at: Place, context: Context) -> dict[str, Any]:
    return object_at(value, at, context, _APPLICANT)


def _juristic_id(value: Any, at: Place, context: Context) -> None:
    if not juristic_id_ok(text_at(value, at, context)):
        raise Fault(at, "juristic-id")


def _preliminary(value: Any, at: Place, context: Context) -> dict[str, bool]:
    known = context.edition.condition_ids
    read = {}
    for key, answer in members(table_at(value, at), at):
        if key not in known:
            raise Fault((*at, key), "unknown-key")
        if answer is not True and answer is not False:
            raise Fault((*at, key), "boolean")
        read[key] = answer
    return read


def _scores(value: Any, at: Place, context: Context) -> dict[str, Any]:
    return object_at(value, at, context, _SCORES)


def _dimensions(value: Any, at: Place, context: Context) -> dict[str, list[Fraction]]:
    read = {}
    for key, scores in members(table_at(value, at), at):
        if key not in context.edition.dimension_keys:
            raise Fault((*at, key), "dimension")
        if context.claimed is not None and key not in context.claimed:
            raise Fault((*at, key), "not-claimed")
        read[key] = _percentages(scores, (*at, key), context)
    return read


def _percentages(value: Any, at: Place, context: Context) -> list[Fraction]:
    read = []
    for place, written in enumerate(elements_at(value, at)):
        score = number_at(written, (*at, place))
        if not 0 <= score <= 100:
            raise Fault((*at, place), "range")
        read.append(score)
    return read


_AREA: dict[str, Reader] = {"name": text_at, "provinces": _provinces}
_APPLICANT: dict[str, Reader] = {"name": text_at, "juristic_id": _juristic_id}
_SCORES: dict[str, Reader] = {"overall": _percentages, "dimensions": _dimensions}
_TOP: dict[str, Reader] = {
    "edition": edition_at,
    "area": _area,
    "applicant": _applicant,
    "preliminary": _preliminary,
    "claimed": claimed_at,
    "scores": _scores,
}
