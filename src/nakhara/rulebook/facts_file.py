"""The file that `nakhara assess` reads: its shape, and the facts in it (criteria-*, guideline-2/*).

Faults are found in the order of the document; a missing key points at its parent, so it comes before what is inside.
"""

from collections.abc import Callable, Collection
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

from nakhara.rulebook import loading
from nakhara.rulebook.decision import Facts, Verdict, assess
from nakhara.rulebook.edition import Edition
from nakhara.rulebook.faults import Fault, Place
from nakhara.rulebook.reading import Number, check_depth, members
from nakhara.rulebook.thai import juristic_id_ok

MAX_DIGITS = 20
MAX_EXPONENT = 20


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


class _Context(NamedTuple):
    """What checks need from elsewhere in the document; `claimed` is None while it is no list."""

    edition: Edition
    given: str | None
    claimed: Collection[str] | None


def _facts(document: Any, given: str | None) -> Facts:
    context = _context(_table(document, ()), given)
    for key in ("preliminary", "claimed") if given else ("edition", "preliminary", "claimed"):
        if key not in document:
            raise Fault("", "missing", key=key)
    read = _object(document, (), context, _TOP)
    scores = read.get("scores", {})
    return Facts(
        edition=context.edition,
        preliminary=read["preliminary"],
        claimed=read["claimed"],
        overall=scores.get("overall", ()),
        dimensions=scores.get("dimensions", {}),
    )


def _context(document: dict[str, Any], given: str | None) -> _Context:
    named = given or document.get("edition")
    known = isinstance(named, str) and named in loading.editions()
    claimed = document.get("claimed")
    edition = loading.edition(str(named)) if known else loading.edition()
    return _Context(edition, given, claimed if isinstance(claimed, list) else None)


_Reader = Callable[[Any, Place, _Context], Any]


def _object(value: Any, at: Place, context: _Context, shape: dict[str, _Reader]) -> dict[str, Any]:
    """The members of an object, each read by what the shape has for its key."""
    read = {}
    for key, member in members(_table(value, at), at):
        if key not in shape:
            raise Fault((*at, key), "unknown-key")
        read[key] = shape[key](member, (*at, key), context)
    return read


def _table(value: Any, at: Place) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Fault(at, "object")
    return value


def _elements(value: Any, at: Place) -> list[Any]:
    if not isinstance(value, list):
        raise Fault(at, "list")
    return value


def _text(value: Any, at: Place, context: _Context) -> str:
    if type(value) is not str:
        raise Fault(at, "text")
    return value


def _edition(value: Any, at: Place, context: _Context) -> None:
    if _text(value, at, context) not in loading.editions():
        raise Fault(at, "edition")
    if context.given and value != context.given:
        raise Fault(at, "edition-differs")


def _area(value: Any, at: Place, context: _Context) -> dict[str, Any]:
    return _object(value, at, context, _AREA)


def _provinces(value: Any, at: Place, context: _Context) -> None:
    for place, code in enumerate(_elements(value, at)):
        if _text(code, (*at, place), context) not in loading.provinces():
            raise Fault((*at, place), "province")


def _applicant(value: Any, at: Place, context: _Context) -> dict[str, Any]:
    return _object(value, at, context, _APPLICANT)


def _juristic_id(value: Any, at: Place, context: _Context) -> None:
    if not juristic_id_ok(_text(value, at, context)):
        raise Fault(at, "juristic-id")


def _preliminary(value: Any, at: Place, context: _Context) -> dict[str, bool]:
    known = context.edition.condition_ids
    read = {}
    for key, answer in members(_table(value, at), at):
        if key not in known:
            raise Fault((*at, key), "unknown-key")
        if answer is not True and answer is not False:
            raise Fault((*at, key), "boolean")
        read[key] = answer
    return read


def _claimed(value: Any, at: Place, context: _Context) -> list[str]:
    known = context.edition.dimension_keys
    for place, key in enumerate(_elements(value, at)):
        if type(key) is not str or key not in known:
            raise Fault((*at, place), "dimension")
        if value.index(key) < place:
            raise Fault((*at, place), "repeated-dimension")
    return list(value)


def _scores(value: Any, at: Place, context: _Context) -> dict[str, Any]:
    return _object(value, at, context, _SCORES)


def _dimensions(value: Any, at: Place, context: _Context) -> dict[str, list[Fraction]]:
    read = {}
    for key, scores in members(_table(value, at), at):
        if key not in context.edition.dimension_keys:
            raise Fault((*at, key), "dimension")
        if context.claimed is not None and key not in context.claimed:
            raise Fault((*at, key), "not-claimed")
        read[key] = _percentages(scores, (*at, key), context)
    return read


def _percentages(value: Any, at: Place, context: _Context) -> list[Fraction]:
    read = []
    for place, score in enumerate(_elements(value, at)):
        if type(score) is not Number:
            raise Fault((*at, place), "number")
        try:
            read.append(_percentage(score))
        except _UnfitError as unfit:
            raise Fault((*at, place), unfit.code) from None
    return read


class _UnfitError(ValueError):
    """What is wrong with a number."""

    def __init__(self, code: str):
        self.code = code


@lru_cache(maxsize=1 << 14)
def _percentage(number: Number) -> Fraction:
    """A number from 0 to 100, exactly."""
    mantissa, _, exponent = number.lower().partition("e")
    whole, _, part = mantissa.partition(".")
    digits = (whole + part).removeprefix("-")
    if not digits.isdigit():  # NaN or Infinity
        raise _UnfitError("number")
    if len(digits) > MAX_DIGITS:
        raise _UnfitError("digits")
    if len(exponent.lstrip("+-0")) > len(str(MAX_EXPONENT)) or abs(int(exponent or 0)) > MAX_EXPONENT:
        raise _UnfitError("exponent")
    shift = int(exponent or 0) - len(part)
    over, under = int(whole + part) * 10 ** max(shift, 0), 10 ** max(-shift, 0)
    if not 0 <= over <= 100 * under:
        raise _UnfitError("range")
    return Fraction(over, under)


_AREA: dict[str, _Reader] = {"name": _text, "provinces": _provinces}
_APPLICANT: dict[str, _Reader] = {"name": _text, "juristic_id": _juristic_id}
_SCORES: dict[str, _Reader] = {"overall": _percentages, "dimensions": _dimensions}
_TOP: dict[str, _Reader] = {
    "edition": _edition,
    "area": _area,
    "applicant": _applicant,
    "preliminary": _preliminary,
    "claimed": _claimed,
    "scores": _scores,
}
