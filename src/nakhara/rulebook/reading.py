"""Strict reading of JSON and TOML: exact numbers, no key lost, limits on size and depth, faults with their place."""

import json
import tomllib
from collections.abc import Iterable, Iterator
from typing import Any

from nakhara.rulebook.faults import Fault, Place

MAX_BYTES = 1 << 20
MAX_DEPTH = 32


class Number(str):
    """A number as it is written; NaN and Infinity too, so that they are told at their place."""

    __slots__ = ()


class Repeated(dict[str, Any]):
    """An object in which a key is repeated: a dictionary of first occurrences that keeps every pair in order."""

    def __init__(self, pairs: list[tuple[str, Any]]):
        super().__init__(reversed(pairs))
        self.pairs = pairs


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else Repeated(pairs)


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_float=Number, parse_int=Number, parse_constant=Number)


def read_json(data: bytes, line: int = 1, limit: int = MAX_BYTES) -> Any:
    """Parse JSON without losing anything: numbers as `Number`, repeated keys as `Repeated`; raises Fault.

    `line` is the number of the first line, for a file that holds one object a line.
    """
    text = _text(data, line, limit)
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise Fault("", "syntax", format="JSON", line=error.lineno + line - 1, column=error.colno) from None
    except RecursionError:
        raise Fault("", "nesting") from None


def read_toml(data: bytes) -> Any:
    """Parse TOML likewise; raises Fault."""
    text = _text(data, 1).replace("\r\n", "\n")
    try:
        return _numbered(tomllib.loads(text, parse_float=_toml_float))
    except tomllib.TOMLDecodeError as error:
        line, column = _place(str(error), text)
        raise Fault("", "syntax", format="TOML", line=line, column=column) from None
    except RecursionError:
        raise Fault("", "nesting") from None
    except ValueError:  # an integer too long for Python to convert
        raise Fault("", "digits") from None


def check_depth(document: Any) -> None:
    """Raise Fault when objects and arrays are nested more than 32 deep."""
    layer = [document]
    for _ in range(MAX_DEPTH):
        layer = [part for whole in layer for part in _parts(whole)]
    if any(isinstance(part, dict | list) for part in layer):
        raise Fault("", "nesting")


def members(table: dict[str, Any], at: Place) -> Iterable[tuple[str, Any]]:
    """The members of an object in the order of the document; a repeated key is a fault at its second occurrence."""
    return _each_once(table.pairs, at) if isinstance(table, Repeated) else table.items()


def _each_once(pairs: list[tuple[str, Any]], at: Place) -> Iterator[tuple[str, Any]]:
    seen = set()
    for key, value in pairs:
        if key in seen:
            raise Fault((*at, key), "repeated-key")
        seen.add(key)
        yield key, value


def _parts(whole: Any) -> list[Any]:
    if isinstance(whole, Repeated):
        return [value for _, value in whole.pairs]
    if isinstance(whole, dict):
        return list(whole.values())
    return whole if isinstance(whole, list) else []


def _text(data: bytes, line: int, limit: int = MAX_BYTES) -> str:
    if len(data) > limit:
        raise Fault("", "too-large")
    try:
        return data.removeprefix(b"\xef\xbb\xbf").decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        column = len(before) - before.rfind("\n")
        raise Fault("", "encoding", line=line + before.count("\n"), column=column) from None


def _numbered(value: Any) -> Any:
    """TOML's integers as `Number`, as JSON's are."""
    if isinstance(value, dict):
        return {key: _numbered(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_numbered(part) for part in value]
    return Number(value) if type(value) is int else value


def _toml_float(text: str) -> Number:
    return Number(text.replace("_", "").lstrip("+"))


def _place(message: str, text: str) -> tuple[int, int]:
    """Line and column out of tomllib's "… (at line 3, column 7)" or "… (at end of document)"."""
    digits = message.rpartition("(at line ")[2].rstrip(")").split(", column ")
    if len(digits) == 2 and digits[0].isdigit() and digits[1].isdigit():
        return int(digits[0]), int(digits[1])
    return text.count("\n") + 1, len(text) - text.rfind("\n")
