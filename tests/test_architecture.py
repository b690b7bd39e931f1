"""The house keeps its own rules: what import-linter cannot see."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from django.urls import get_resolver

import nakhara
from nakhara.foundation.parties.may import SUBJECTS
from nakhara.look.links import LINKS
from nakhara.meetings.agenda import KINDS

SOURCE = Path(nakhara.__file__).parent
ROOT = SOURCE.parents[1]
# Earlier rooms first; an app may link to itself and to what stands before it (architecture.md).
ORDER = [
    "look",
    *("foundation.record", "foundation.work", "foundation.places", "foundation.parties", "foundation.documents"),
    *("foundation.notices", "foundation.enrolment"),
    *("circulars", "meetings"),
    *("stages.plan", "stages.self_assessment", "stages.application", "stages.review", "stages.designation"),
    *("stages.investment_promotion", "stages.monitoring"),
    *("programme", "casefile", "desk", "registry", "api", "site"),
]
# Rooms side by side, neither of which knows the other.
BESIDE = {"circulars": {"meetings"}, "registry": {"desk"}}
# What writes and is no act: a manager's helper, fonts and pictures drawn to files.
NO_TABLE = {"foundation/parties/models.py", "look/fonts.py", "stages/designation/formats/certificate.py"}
WRITES = {"save", "create", "bulk_create", "bulk_update", "update_or_create", "get_or_create"}
MODELS_WRITE = {"update", "delete"}


def modules() -> Iterator[Path]:
    """The Python files of the package that are neither tests nor migrations."""
    for file in sorted(SOURCE.rglob("*.py")):
        if not {"tests", "migrations"} & set(file.parts):
            yield file


def where(file: Path, line: int = 0) -> str:
    return f"{file.relative_to(SOURCE)}{f':{line}' if line else ''}"


def app_of(file: Path) -> str:
    """The dotted name of the room that a file stands in; "" for what is no app."""
    name = ".".join(file.relative_to(SOURCE).parent.parts)
    return next((app for app in sorted(ORDER, key=len, reverse=True) if f"{name}.".startswith(f"{app}.")), "")


def linked_names(file: Path) -> Iterator[str]:
    """The namespaces of the addresses that a file asks for."""
    text = file.read_text("utf-8")
    pattern = (
        r"""{% url ['"](\w+):""" if file.suffix == ".html" else r"""(?:reverse|redirect)(?:_lazy)?\(\s*['"](\w+):"""
    )
    yield from re.findall(pattern, text)


def test_no_room_links_to_a_later_one():
    spaces = {app.rpartition(".")[2]: app for app in ORDER}
    files = [*modules(), *sorted(SOURCE.rglob("templates/**/*.html"))]
    wrong = []
    for file in files:
        app = app_of(file)
        for name in linked_names(file) if app else ():
            target = spaces[name]
            if ORDER.index(target) > ORDER.index(app) or target in BESIDE.get(app, ()):
                wrong.append(f"{where(file)} links to {target}")
    assert wrong == []


def test_tables_are_written_by_actions_alone():
    wrong = []
    for file in modules():
        parts = file.relative_to(SOURCE).parts
        if app_of(file) and not {"actions", "actions.py"} & set(parts) and where(file) not in NO_TABLE:
            wrong += [where(file, node.lineno) for node in ast.walk(ast.parse(file.read_text("utf-8"))) if writes(node)]
    assert wrong == []


def writes(node: ast.AST) -> bool:
    """Whether a call writes rows: `x.save()`, `Model.objects.create(…)`, `Model.objects.filter(…).update(…)`."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    name, target = node.func.attr, ast.unparse(node.func.value)
    return (name in WRITES and ("objects" in target or name == "save")) or (
        name in MODELS_WRITE and ".objects" in target
    )


def test_files_and_functions_stay_short():
    long = []
    for file in modules():
        text = file.read_text("utf-8")
        if text.count("\n") > 300:
            long.append(where(file))
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno > 50:
                long.append(where(file, node.lineno))
    assert long == []


def test_every_module_says_what_it_is():
    silent = [where(file) for file in modules() if file.read_text("utf-8").strip() and not _docstring(file)]
    assert silent == []


def _docstring(file: Path) -> str | None:
    return ast.get_docstring(ast.parse(file.read_text("utf-8")))


def test_no_name_says_what_the_glossary_avoids():
    glossary = tomllib.loads((ROOT / "docs" / "glossary.toml").read_text("utf-8"))
    avoided = {word for entry in glossary.values() for word in entry.get("avoid", ())}
    names = [part for file in modules() for part in file.relative_to(SOURCE).with_suffix("").parts]
    for file in modules():
        names += [node.name for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.ClassDef)]
    names += [str(pattern.pattern) for pattern in get_resolver().url_patterns]
    said = {word for name in names for word in avoided if word in re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()}
    assert said == set()


def test_the_catalogue_of_subjects():
    assert sorted(SUBJECTS) == [
        *("application.application", "application.check", "application.filing", "application.round"),
        *("circulars.dispatch", "circulars.letter", "circulars.receipt"),
        *("designation.certificate", "designation.designation"),
        *("documents.document", "enrolment.enrolment", "enrolment.invitation"),
        *("investment_promotion.privileges", "investment_promotion.promotionclaim"),
        *("meetings.agendaitem", "meetings.meeting", "monitoring.promise", "monitoring.report", "notices.notice"),
        *("parties.body", "parties.interest", "parties.membership", "parties.organisation", "parties.seat"),
        "places.area",
        *("plan.indicator", "plan.milestone", "plan.plan", "plan.project"),
        *("programme.proposal", "programme.provinceanswer", "programme.target"),
        *("review.assignment", "review.screening", "review.verdict"),
        *("self_assessment.answer", "self_assessment.condition"),
    ]


def test_the_catalogue_of_agenda_kinds():
    assert sorted(KINDS) == ["approval", "correction", "minutes", "screening"]


def test_the_catalogue_of_links():
    assert sorted(LINKS) == ["area", "people", "provision", "verify"]
