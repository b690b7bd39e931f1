"""Look at a file that a stranger sent: is it what its name says, does it parse, does it hide anything?

Run as a program of its own, with little memory and time and without Django: `inspection.py PATH EXTENSION` prints
one JSON object, `{"media_type": …}` or `{"refused": code}`. Zip files are judged before anything inflates.
"""

import csv
import json
import re
import resource
import stat
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

MEMORY = 1024 * 2**20
SECONDS = 15
PIXELS = 60_000_000
ENTRIES = 1_000
INFLATED = 200 * 2**20
RATIO = 100
SMALL = 2**20
HEAD = 4096

OFFICE = "application/vnd.openxmlformats-officedocument."
MARKUP = re.compile(rb"<\s*(!doctype|html|svg|script|\?xml|head|body|iframe|object)", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
ARCHIVES = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MZ", b"\xd0\xcf\x11\xe0")
ACTIVE_NAMES = ("/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/RichMediaContent")
ACTIVE_ACTIONS = ("/JavaScript", "/Launch", "/ImportData", "/GoToE")


class Refused(Exception):  # noqa: N818 - a verdict, not a failure
    """The file is not kept; `code` says why."""


def inspect(path: Path, extension: str) -> str:
    """The media type of a file that is what its extension says; raises Refused."""
    if extension not in KINDS:
        raise Refused("type")
    media_type, check = KINDS[extension]
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise Refused("empty")
    sniff(head, media_type)
    check(path)
    return media_type


def sniff(head: bytes, media_type: str) -> None:
    """Compare the first bytes with what the name promises."""
    import puremagic

    try:
        found = {match.mime_type for match in puremagic.magic_string(head)}
    except puremagic.PureError:
        found = set()
    if media_type.startswith("text/"):
        if MARKUP.match(head.lstrip(b"\xef\xbb\xbf \t\r\n")) or head.startswith(ARCHIVES) or b"%PDF-" in head[:1024]:
            raise Refused("mismatch")
    elif media_type not in found:
        raise Refused("mismatch")


def check_pdf(path: Path) -> None:
    """A PDF that opens, has pages, no password and nothing that runs or is hidden in it."""
    import pypdf

    reader = pypdf.PdfReader(path)
    if reader.is_encrypted:
        raise Refused("locked")
    if not len(reader.pages):
        raise Refused("damaged")
    numbers = {n for table in reader.xref.values() for n in table} | set(reader.xref_objStm)
    for number in sorted(numbers):
        for part in _parts(reader.get_object(number)):
            if part.get("/S") in ACTIVE_ACTIONS or any(name in part for name in ACTIVE_NAMES):
                raise Refused("active")


def _parts(thing: Any, depth: int = 0) -> Iterator[dict]:
    """An object's own dictionaries, not those it only refers to."""
    if depth > 60:
        raise Refused("complex")
    if isinstance(thing, dict):
        yield thing
        for value in thing.values():
            yield from _parts(value, depth + 1)
    elif isinstance(thing, list):
        for value in thing:
            yield from _parts(value, depth + 1)


def check_image(path: Path) -> None:
    """An image of bearable size that decodes to its last line."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # ours below is told in words, not as a warning
    with Image.open(path, formats=["PNG", "JPEG", "WEBP"]) as image:
        width, height = image.size
        if width * height > PIXELS:
            raise Refused("pixels")
        image.load()


def check_office(main_part: str) -> Callable[[Path], None]:
    """A check for one kind of office file, known by its main part."""

    def check(path: Path) -> None:
        with zipfile.ZipFile(path) as file:
            infos = file.infolist()
            _check_directory(infos)
            names = {info.filename for info in infos}
            if not {"[Content_Types].xml", main_part} <= names:
                raise Refused("mismatch")
            for info in infos:
                _check_entry(file, info)

    return check


def _check_directory(infos: list[zipfile.ZipInfo]) -> None:
    """Everything that can be known of a zip file before one byte of it inflates."""
    if len(infos) > ENTRIES or sum(info.file_size for info in infos) > INFLATED:
        raise Refused("bomb")
    end = 0
    for info in sorted(infos, key=lambda one: one.header_offset):
        if info.header_offset < end:
            raise Refused("bomb")
        end = info.header_offset + 30 + info.compress_size
        if info.file_size > SMALL and info.file_size > RATIO * max(info.compress_size, 1):
            raise Refused("bomb")
        if stat.S_ISLNK(info.external_attr >> 16) or info.flag_bits & 1:
            raise Refused("hidden")
        if info.filename.startswith(("/", "\\")) or ".." in info.filename.replace("\\", "/").split("/"):
            raise Refused("hidden")
        if info.filename.lower().endswith((".bin", ".zip", ".jar", ".exe", ".dll", ".js", ".vbs")):
            raise Refused("macro" if "vba" in info.filename.lower() else "hidden")
    if len({info.filename for info in infos}) < len(infos):
        raise Refused("hidden")


def _check_entry(file: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    """Read an entry to its end, no further than it declares; XML must parse without declarations of its own."""
    from defusedxml.ElementTree import iterparse

    with file.open(info) as entry:
        if info.filename.lower().endswith((".xml", ".rels", ".vml")):
            for _, element in iterparse(entry, events=("end",), forbid_dtd=True):
                if "macroenabled" in element.get("ContentType", "").lower():
                    raise Refused("macro")
                element.clear()
            return
        if not info.filename.endswith("/") and entry.read(8).startswith(ARCHIVES):
            raise Refused("hidden")
        while entry.read(2**16):
            pass


def check_text(path: Path) -> None:
    """UTF-8 text without control characters."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        while block := lines.read(2**16):
            if CONTROL.search(block):
                raise Refused("text")


def check_csv(path: Path) -> None:
    """UTF-8 text that reads as rows of cells."""
    check_text(path)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for _ in csv.reader(lines):
            pass


KINDS: dict[str, tuple[str, Callable[[Path], None]]] = {
    ".pdf": ("application/pdf", check_pdf),
    ".png": ("image/png", check_image),
    ".jpg": ("image/jpeg", check_image),
    ".jpeg": ("image/jpeg", check_image),
    ".webp": ("image/webp", check_image),
    ".docx": (OFFICE + "wordprocessingml.document", check_office("word/document.xml")),
    ".xlsx": (OFFICE + "spreadsheetml.sheet", check_office("xl/workbook.xml")),
    ".pptx": (OFFICE + "presentationml.presentation", check_office("ppt/presentation.xml")),
    ".csv": ("text/csv", check_csv),
    ".txt": ("text/plain", check_text),
}


def verdict(path: Path, extension: str) -> dict[str, str]:
    """What to say of a file; whatever a parser stumbles over is a damaged file."""
    try:
        return {"media_type": inspect(path, extension)}
    except Refused as refused:
        return {"refused": refused.args[0]}
    except UnicodeDecodeError:
        return {"refused": "text"}
    except (MemoryError, RecursionError):
        return {"refused": "complex"}
    except Exception:
        return {"refused": "damaged"}


def limit_itself() -> None:
    """Little memory, little time, no file to write."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


if __name__ == "__main__":
    limit_itself()
    sys.stdout.write(json.dumps(verdict(Path(sys.argv[1]), sys.argv[2])))
