"""The rulebook stands alone: no Django, no clock, no network, no randomness, and files only in `loading`."""

import ast
import subprocess
import sys
from pathlib import Path

ROOM = Path(__file__).parents[1]
SOURCES = [path for path in sorted(ROOM.glob("**/*.py")) if "tests" not in path.parts]
IMPORTS = """
import pkgutil, sys
sys.path[:] = [{src!r}, *(path for path in sys.path if "site-packages" not in path)]
import nakhara.rulebook
for module in pkgutil.iter_modules(nakhara.rulebook.__path__):
    if module.name != "tests":
        __import__(f"nakhara.rulebook.{{module.name}}")
foreign = {{name.partition(".")[0] for name in sys.modules}} - set(sys.stdlib_module_names) - {{"nakhara", "__main__"}}
assert not foreign, foreign
from datetime import date
from nakhara.rulebook.decision import Facts, assess
from nakhara.rulebook.loading import edition
print(assess(Facts(edition(), {{}}, ["environment", "energy"]), date(2018, 11, 13)).verdict)
"""


def test_it_can_be_imported_with_nothing_but_python_and_its_own_folder():
    program = IMPORTS.format(src=str(ROOM.parents[1]))
    done = subprocess.run([sys.executable, "-S", "-I", "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "incomplete\n", "")


def test_it_needs_no_clock_no_network_and_no_chance():
    forbidden = {
        "time",
        "random",
        "secrets",
        "uuid",
        "socket",
        "ssl",
        "urllib",
        "http",
        "subprocess",
        "os",
        "io",
        "shutil",
    }
    used = {
        (path.name, name)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in imported(node)
        if name.partition(".")[0] in forbidden
    }
    assert used == set()


def test_it_opens_files_only_in_loading():
    asked = {"open", "read_text", "read_bytes", "iterdir", "glob", "rglob", "now", "today", "utcnow"}
    used = {
        (path.name, name)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (name := called(node)) in asked
    }
    assert {name for name, _ in used} == {"loading.py"}


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def called(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""
