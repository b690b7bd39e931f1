"""The dossier: what smartcity.json holds, how it is written and how it is read (guideline-1/application).

It says the plan and its self-assessment and nothing local: no keys, no persons, no moments. Empty fields are left out,
so that the same plan gives the same bytes in every installation.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import rfc8785

from nakhara.foundation.documents.models import Citation
from nakhara.rulebook import loading
from nakhara.rulebook.faults import Fault
from nakhara.rulebook.reading import check_depth, read_json
from nakhara.rulebook.thai import clean_text
from nakhara.stages.application.formats.faults import PlanFault
from nakhara.stages.application.formats.shapes import Context
from nakhara.stages.application.formats.tables import DOSSIER, FORMAT
from nakhara.stages.plan.formats import without_empty
from nakhara.stages.plan.models import Plan
from nakhara.stages.plan.queries import content_of
from nakhara.stages.self_assessment.models import AwaitedFile
from nakhara.stages.self_assessment.queries import Assessment

MAX_BYTES = 8 << 20


def dossier_of(plan: Plan, said: Assessment | None = None) -> dict[str, Any]:
    """The plan and its self-assessment as smartcity.json says them; `said` where that is read already."""
    told = {
        "format": FORMAT,
        "edition": plan.edition,
        "area": _area(plan),
        "applicant": _applicant(plan),
        "plan": content_of(plan),
        "self_assessment": _assessment(said or Assessment(plan)),
    }
    return _tidy(told)


def _tidy(value: Any) -> Any:
    """In one spelling and without empty fields, all the way down."""
    if isinstance(value, dict):
        return without_empty({key: _tidy(part) for key, part in value.items()})
    if isinstance(value, list):
        return [_tidy(part) for part in value]
    return clean_text(value) if isinstance(value, str) else value


def canonical(dossier: Mapping[str, Any]) -> bytes:
    """The dossier's bytes: RFC 8785 canonical JSON, the same wherever they are made."""
    return rfc8785.dumps(dict(dossier))


def _area(plan: Plan) -> dict[str, Any]:
    area = plan.area
    codes = list(area.area_provinces.values_list("province_id", flat=True))
    return without_empty({"name": area.name_th, "name_en": area.name_en, "provinces": codes})


def _applicant(plan: Plan) -> dict[str, Any]:
    owner = plan.organisation
    return without_empty(
        {
            "name": owner.name_th,
            "name_en": owner.name_en,
            "juristic_id": owner.juristic_id,
            "kind": owner.kind,
            "legal_basis": owner.legal_basis,
        }
    )


def _assessment(said: Assessment) -> dict[str, Any]:
    conditions, answers = said.told()
    return without_empty(
        {
            "conditions": _filled(
                (row.provision, {"met": row.met, "proof": row.proof, "evidence": _files(said.evidence(row))})
                for row in conditions
            ),
            "answers": _filled(
                (row.item, {"level": row.level, "reason": row.reason, "evidence": _files(said.evidence(row))})
                for row in answers
            ),
        }
    )


def _filled(rows: Iterable[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
    return without_empty({name: without_empty(row) for name, row in rows})


def _files(rows: Iterable[Citation | AwaitedFile]) -> list[dict[str, Any]]:
    found = [_file(row) for row in rows]
    return sorted(found, key=lambda one: (one["name"], one["sha256"], one.get("place", "")))


def _file(row: Citation | AwaitedFile) -> dict[str, Any]:
    if isinstance(row, AwaitedFile):
        told = {"name": row.name, "type": row.media_type, "size": row.size, "sha256": row.sha256}
    else:
        blob = row.document.blob
        told = {"name": row.document.name, "type": blob.media_type, "size": blob.size, "sha256": blob.sha256}
    return without_empty({**told, "place": row.place})


# Reading


def read_dossier(data: bytes) -> dict[str, Any]:
    """The dossier in a file, clean and without empty fields; raises Fault at the first fault of the document."""
    if len(data) > MAX_BYTES:
        raise PlanFault((), "plan-too-large")
    document = read_json(data, limit=MAX_BYTES)
    try:
        return _tidy(DOSSIER.read(document, (), _context(document)))
    except Fault:
        # A document without fault is never this deep; one too deep cannot be read at all, whatever else is wrong.
        check_depth(document)
        raise


def _context(document: Any) -> Context:
    table = document if isinstance(document, dict) else {}
    named = table.get("edition")
    known = isinstance(named, str) and named in loading.editions()
    law = loading.edition(named) if known else loading.edition()
    plan = table.get("plan")
    listed = plan.get("claimed") if isinstance(plan, dict) else None
    listed = listed if isinstance(listed, list) else []
    return Context(law, tuple(key for key in law.dimension_keys if key in listed))


def schema() -> dict[str, Any]:
    """The JSON Schema of smartcity.json, made from the same shapes that read it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": FORMAT,
        "description": (
            "A smart-city plan and its self-assessment. Canonical by RFC 8785, empty fields left out. "
            "Days are ISO 8601 in CE; amounts are exact decimals written as text."
        ),
        **DOSSIER.schema(loading.edition()),
    }
