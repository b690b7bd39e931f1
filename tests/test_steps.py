"""What an event says was done: an act of the system by its id, a provision of the law with its edition before it."""

import ast
from collections.abc import Iterator
from importlib import import_module

from tests.test_architecture import SOURCE, modules, where

from nakhara.rulebook.loading import edition

RECORDERS = {"record", "told", "compose"}


def literal_steps() -> Iterator[tuple[str, str]]:
    """Every step written out, or named by a constant, where an event is recorded: its place and the step."""
    for file in modules():
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in RECORDERS:
                for given in [*node.args, *(one.value for one in node.keywords if one.arg == "step")]:
                    step = _value(file, given)
                    if step in edition().provisions:
                        yield where(file, node.lineno), step


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _value(file, given: ast.expr) -> object:
    if isinstance(given, ast.IfExp):
        return _value(file, given.body)
    if isinstance(given, ast.Name) and given.id.isupper():
        module = ".".join(file.relative_to(SOURCE.parent).with_suffix("").parts)
        return getattr(import_module(module.removesuffix(".__init__")), given.id, None)
    return given.value if isinstance(given, ast.Constant) and isinstance(given.value, str) else None


def test_every_event_of_a_provision_of_the_law_names_its_edition():
    found = list(literal_steps())
    assert len(found) > 30
    bare = {place: step for place, step in found if edition().provisions[step].official}
    assert bare == {}
