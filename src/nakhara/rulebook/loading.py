"""The only place of the rulebook that opens files: editions of the law, their cases, the provinces' codes."""

import tomllib
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from nakhara.rulebook.edition import Edition
from nakhara.rulebook.mentions import mentions

DEFAULT = "th-2561"
DATA = Path(__file__).parent / "data"
PACKAGE = Path(__file__).parent.parent


class UnknownEditionError(LookupError):
    """There is no edition of that name."""


@cache
def editions() -> tuple[str, ...]:
    """The ids of the editions at hand."""
    return tuple(sorted(folder.name for folder in DATA.iterdir() if folder.is_dir()))


def edition(id: str = DEFAULT) -> Edition:
    """An edition of the law by id, read once; raises UnknownEditionError."""
    if id not in editions():
        raise UnknownEditionError(id)
    return _read(id)


@cache
def _read(id: str) -> Edition:
    files = _files(DATA / id)
    texts = {name.removesuffix(".toml"): content.decode() for name, content in files.items()}
    hashed = archive(files)
    return Edition(id, sha256(hashed).hexdigest(), texts, hashed)


@cache
def case_tables(id: str = DEFAULT) -> dict[str, list[dict[str, Any]]]:
    """The cases of an edition by provision id, as written in `cases/`."""
    found: dict[str, list[dict[str, Any]]] = {}
    for path in sorted((DATA / id / "cases").glob("*.toml")):
        found.update(tomllib.loads(path.read_text(encoding="utf-8")))
    return found


@cache
def provinces() -> frozenset[str]:
    """The two-digit codes of the 77 provinces."""
    return frozenset(tomllib.loads((DATA / "provinces.toml").read_text(encoding="utf-8"))["codes"])


@cache
def served_by(id: str = DEFAULT) -> dict[str, tuple[str, ...]]:
    """Where each provision of an edition is served: files of the package, relative to it, that mention its id."""
    return mentions(edition(id).provisions, dict(_package_texts()))


def archive_of(id: str) -> bytes:
    """The bytes an edition is hashed over: kept with each installation, so that verdicts can be replayed."""
    return edition(id).archive


def archive(files: dict[str, bytes]) -> bytes:
    """Files sorted bytewise by path, each as path, NUL, length in decimal, NUL, bytes."""
    order = sorted(files, key=str.encode)
    return b"".join(b"%s\0%d\0%s" % (name.encode(), len(files[name]), files[name]) for name in order)


def _package_texts() -> Iterator[tuple[str, str]]:
    """Code and pages of the whole package by their path in it; data, tests and migrations serve nothing."""
    for path in sorted(PACKAGE.rglob("*")):
        place = path.relative_to(PACKAGE)
        if path.suffix in {".py", ".html"} and not {"tests", "migrations", "data"}.intersection(place.parts):
            yield place.as_posix(), path.read_text(encoding="utf-8")


def _files(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    names = ((path.relative_to(folder).as_posix(), path) for path in paths)
    return {name: path.read_bytes() for name, path in names if not name.startswith("cases/")}
