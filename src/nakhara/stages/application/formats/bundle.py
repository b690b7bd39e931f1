"""The files of evidence that lie beside a plan's file, each under its SHA-256 in one folder."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nakhara.foundation.documents.formats.holding import hold
from nakhara.foundation.documents.formats.refusals import say
from nakhara.foundation.documents.queries import open_document
from nakhara.rulebook.faults import Place
from nakhara.stages.application.formats.faults import PlanFault
from nakhara.stages.plan.models import Plan
from nakhara.stages.self_assessment.queries import Assessment


@dataclass(frozen=True)
class FoundFile:
    """Bytes at hand for a piece of evidence, looked at: where they lie and what they are."""

    path: Path
    media_type: str


def folder_beside(file: Path) -> Path:
    """Where the evidence of a plan's file lies: `plan.json` has `plan.files`."""
    return file.with_suffix(".files")


def find_files(dossier: Mapping[str, Any], folder: Path) -> dict[tuple[str, str], FoundFile]:
    """The files that lie in the folder, by hash and name; raises PlanFault at the first that cannot be taken."""
    found: dict[tuple[str, str], FoundFile] = {}
    for place, row in evidence_in(dossier):
        path, known = folder / row["sha256"], (row["sha256"], row["name"])
        if known not in found and path.is_file():
            found[known] = FoundFile(path, _looked_at(path, place, row))
    return found


def evidence_in(dossier: Mapping[str, Any]) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    """Every piece of evidence that a dossier names, with its place."""
    for part in ("conditions", "answers"):
        for key, row in dossier.get("self_assessment", {}).get(part, {}).items():
            for number, one in enumerate(row.get("evidence", ())):
                yield ("self_assessment", part, key, "evidence", number), one


def _looked_at(path: Path, place: Place, row: Mapping[str, Any]) -> str:
    with path.open("rb") as file:
        held = hold(iter(lambda: file.read(1 << 16), b""), row["name"])
    try:
        held.look()
        if held.refusal:
            raise PlanFault(place, "file-refused", why=say(held.refusal))
        if held.sha256 != row["sha256"]:
            raise PlanFault((*place, "sha256"), "file-differs")
        if held.media_type != row["type"]:
            raise PlanFault((*place, "type"), "file-type", type=held.media_type)
        return held.media_type
    finally:
        held.close()


def write_files(plan: Plan, folder: Path) -> int:
    """Copy the evidence of a plan into a folder, each under its SHA-256; says how many."""
    documents = {document.blob.sha256: document for document, _place in Assessment(plan).documents()}
    if documents:
        folder.mkdir(parents=True, exist_ok=True)
    for digest, document in documents.items():
        with open_document(document) as source, (folder / digest).open("wb") as target:
            shutil.copyfileobj(source, target)
    return len(documents)
