"""Reading a document member by member: each checked at its place, faults in the order of the document."""

from collections.abc import Callable, Collection
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

from nakhara.rulebook import loading
from nakhara.rulebook.edition import Edition
from nakhara.rulebook.faults import Fault, Place
from nakhara.rulebook.reading import Number, members

MAX_DIGITS = 20
MAX_EXPONENT = 20


class Context(NamedTuple):
    """What checks need from elsewhere in the document; `claimed` is None while it is no list."""

    edition: Edition
    given: str | None
    claimed: Collection[str] | None


def context_of(document: dict[str, Any], given: str | None) -> Context:
    named = given or document.get("edition")
    known = isinstance(named, str) and named in loading.editions()
    claimed = document.get("claimed")
    edition = loading.edition(str(named)) if known else loading.edition()
    return Context(edition, given, claimed if isinstance(claimed, list) else None)


Reader = Callable[[Any, Place, Context], Any]


def object_at(value: Any, at: Place, context: Context, shape: dict[str, Reader]) -> dict[str, Any]:
    """The members of an object, each read by what the shape has for its key."""
    read = {}
    for key, member in members(table_at(value, at), at):
        if key not in shape:
            raise Fault((*at, key), "unknown-key")
        read[key] = shape[key](member, (*at, key), context)
    return read


def table_at(value: Any, at: Place) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Fault(at, "object")
    return value


def elements_at(value: Any, at: Place) -> list[Any]:
    if not isinstance(value, list):
        raise Fault(at, "list")
    return value


def text_at(value: Any, at: Place, context: Context) -> str:
    if type(value) is not str:
        raise Fault(at, "text")
    return value


def edition_at(value: Any, at: Place, context: Context) -> None:
    if text_at(value, at, context) not in loading.editions():
        raise Fault(at, "edition")
    if context.given and value != context.given:
        raise Fault(at, "edition-differs")


def claimed_at(value: Any, at: Place, context: Context) -> list[str]:
    known = context.edition.dimension_keys
    for place, key in enumerate(elements_at(value, at)):
        if type(key) is not str or key not in known:
            raise Fault((*at, place), "dimension")
        if value.index(key) < place:
            raise Fault((*at, place), "repeated-dimension")
    return list(value)


class UnfitError(ValueError):
    """What is wrong with a number."""

    def __init__(self, code: str):
        self.code = code


@lru_cache(maxsize=1 << 14)
def exact(number: Number) -> Fraction:
    """A number as it is written, exactly; raises UnfitError for one that is none or is too long."""
    mantissa, _, exponent = number.lower().partition("e")
    whole, _, part = mantissa.partition(".")
    digits = (whole + part).removeprefix("-")
    if not digits.isdigit():  # NaN or Infinity
        raise UnfitError("number")
    if len(digits) > MAX_DIGITS:
        raise UnfitError("digits")
    if len(exponent.lstrip("+-0")) > len(str(MAX_EXPONENT)) or abs(int(exponent or 0)) > MAX_EXPONENT:
        raise UnfitError("exponent")
    shift = int(exponent or 0) - len(part)
    return Fraction(int(whole + part) * 10 ** max(shift, 0), 10 ** max(-shift, 0))


def number_at(value: Any, at: Place) -> Fraction:
    """A number at its place, exactly."""
    if type(value) is not Number:
        raise Fault(at, "number")
    try:
        return exact(value)
    except UnfitError as unfit:
        raise Fault(at, unfit.code) from None
