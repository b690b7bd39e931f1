"""Keeps each app's Thai catalogue complete: `--check` says what is wrong, `--update` brings the files in step.

Texts are found in Python, in templates (.html, .txt) and in typst pages (.typ, written _("…")), and belong to the app
in whose folder they stand. `--update` adds new texts with an empty translation and drops those no longer used.
"""

import argparse
import ast
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "nakhara"
CATALOGUE = Path("locale", "th", "LC_MESSAGES", "django.po")
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
STRING = r"""u?('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")"""
CALL = re.compile(
    rf"(?<![\w.])(gettext|ngettext|pgettext|npgettext|_)\(\s*{STRING}(?:\s*,\s*{STRING})?(?:\s*,\s*{STRING})?"
)
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]|\{\w*\}")
# Words that officials' notices use and these pages do not (visual.md, Thai wording).
UNWANTED = ("ท่าน", "ครับ", "ค่ะ", "กรุณา")

HEADER = """msgid ""
msgstr ""
"Language: th\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""

Id = tuple[str, str | tuple[str, ...]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--check", action="store_true", help="fail where a catalogue is not complete")
    mode.add_argument("--update", action="store_true", help="write new texts, drop unused ones")
    args = parser.parse_args()
    used = texts_by_app()
    borrowed = used.pop(None, {})
    if args.update:
        for app in sorted(used.keys() | {file.parents[3] for file in SOURCE.glob(f"**/{CATALOGUE}")}):
            update(app, used.get(app, {}))
    faults = [fault for app in sorted(used) for fault in faults_of(app, used[app])]
    faults += [*contradictions(), *unknown(borrowed, used)]
    print("\n".join(faults) if faults else "every Thai catalogue is complete")
    return 1 if faults and args.check else 0


# Finding texts


def texts_by_app() -> dict[Path | None, dict[Id, Path]]:
    """Each app's texts, with the file each stands in; under None what stands outside every app (the demo)."""
    found: dict[Path | None, dict[Id, Path]] = {}
    for file in sorted(SOURCE.rglob("*.*")):
        if file.suffix not in READERS or {"tests", "migrations"} & set(file.relative_to(SOURCE).parts):
            continue
        texts = list(READERS[file.suffix](file))
        if texts:
            found.setdefault(app_of(file), {}).update(dict.fromkeys(texts, file))
    return found


def app_of(file: Path) -> Path | None:
    """The app in whose folder a file stands."""
    inside = (folder for folder in file.parents if folder.is_relative_to(SOURCE))
    return next((folder for folder in inside if (folder / "apps.py").exists() or folder == SOURCE / "site"), None)


def python_texts(file: Path) -> Iterator[Id]:
    for _, text, _, context in extract("python", BytesIO(file.read_bytes()), keywords=KEYWORDS):
        yield (context or "", tuple(text) if isinstance(text, list | tuple) else text)


def template_texts(file: Path) -> Iterator[Id]:
    from django.utils.translation.template import templatize

    return call_texts(templatize(file.read_text("utf-8"), origin=str(file)))


def typst_texts(file: Path) -> Iterator[Id]:
    return call_texts(file.read_text("utf-8"))


def call_texts(code: str) -> Iterator[Id]:
    for function, *literals in CALL.findall(code):
        strings = [ast.literal_eval(literal) for literal in literals if literal]
        context = strings.pop(0) if function in ("pgettext", "npgettext") else ""
        yield (context, tuple(strings[:2]) if function in ("ngettext", "npgettext") else strings[0])


READERS = {".py": python_texts, ".html": template_texts, ".txt": template_texts, ".typ": typst_texts}


# Catalogues


def read(app: Path) -> Catalog:
    file = app / CATALOGUE
    if not file.exists():
        return Catalog(locale="th", domain="django")
    with file.open("rb") as opened:
        return read_po(opened, locale="th", domain="django")


def identity_of(message: Message) -> Id:
    return (message.context or "", tuple(message.id) if message.pluralizable else message.id)


def update(app: Path, used: dict[Id, Path]) -> None:
    """Rewrite an app's catalogue: the used texts, sorted, with the translations there were."""
    old = {identity_of(message): message for message in read(app) if message.id}
    new = Catalog(locale="th", domain="django")
    for context, text in sorted(used, key=str):
        known = old.get((context, text))
        flags = known.flags - {"python-format"} if known else ()
        new.add(text, known.string if known else None, flags=flags, context=context or None)
    file = app / CATALOGUE
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as opened:
        # No dates and names in the head: they would differ at each run and say nothing.
        opened.write(HEADER.encode())
        write_po(opened, new, width=120, no_location=True, sort_output=True, ignore_obsolete=True, omit_header=True)


def faults_of(app: Path, used: dict[Id, Path]) -> Iterator[str]:
    """What is wrong with an app's catalogue, one line each."""
    catalogue = read(app)
    entries = {identity_of(message): message for message in catalogue if message.id}
    name = (app / CATALOGUE).relative_to(ROOT)
    if entries and catalogue.num_plurals != 1:
        yield f"{name}: Thai has one plural form, the header says {catalogue.num_plurals}"
    for identity in sorted(used.keys() - entries.keys(), key=str):
        yield f"{name}: missing {shown(identity)} ({used[identity].relative_to(ROOT)})"
    for identity in sorted(entries.keys() - used.keys(), key=str):
        yield f"{name}: no longer used {shown(identity)}"
    if catalogue.obsolete:
        yield f"{name}: {len(catalogue.obsolete)} obsolete entries (#~)"
    for identity in sorted(entries.keys() & used.keys(), key=str):
        for fault in faults_in(entries[identity]):
            yield f"{name}: {fault} {shown(identity)}"


def faults_in(message: Message) -> Iterator[str]:
    translations = list(message.string) if isinstance(message.string, list | tuple) else [message.string]
    if message.fuzzy:
        yield "fuzzy"
    if not all(translations):
        yield "not translated"
        return
    wanted = set(PLACEHOLDER.findall(message.id[-1] if message.pluralizable else message.id))
    for translation in translations:
        if set(PLACEHOLDER.findall(translation)) != wanted:
            yield "other placeholders than the text"
        for word in UNWANTED:
            if word in translation:
                yield f"says {word}"


def contradictions() -> Iterator[str]:
    """The same text in two catalogues with two translations: only one of them would ever be seen."""
    first: dict[Id, tuple[object, Path]] = {}
    for file in sorted(SOURCE.glob(f"**/{CATALOGUE}")):
        for message in read(file.parents[3]):
            if not message.id or not message.string:
                continue
            text, other = first.setdefault(identity_of(message), (message.string, file))
            if text != message.string:
                name, known = file.relative_to(ROOT), other.relative_to(ROOT)
                yield f"{name}: {shown(identity_of(message))} is translated otherwise in {known}"


def unknown(borrowed: dict[Id, Path], used: dict[Path, dict[Id, Path]]) -> Iterator[str]:
    """Texts outside every app that no app has: nothing would translate them."""
    known = {identity for texts in used.values() for identity in texts}
    for identity in sorted(borrowed.keys() - known, key=str):
        yield f"{borrowed[identity].relative_to(ROOT)}: {shown(identity)} is no app's text"


def shown(identity: Id) -> str:
    context, text = identity
    words = text if isinstance(text, str) else text[0]
    return f"{context + ' | ' if context else ''}{words!r}"


if __name__ == "__main__":
    sys.exit(main())
