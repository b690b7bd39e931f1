"""What a reviewer reads beside the form: what was filed about one part, from the filing's own bytes."""

from typing import Any

from django.utils import timezone

from nakhara.stages.application.formats.telling import told
from nakhara.stages.application.models import Filing
from nakhara.stages.application.queries import content_of, documents_of
from nakhara.stages.review.models import OVERALL
from nakhara.stages.review.queries.panels import law_of


def filed_part(filing: Filing, part: str) -> dict[str, Any]:
    """What was filed about a dimension, or everything about the plan as a whole.

    `own` are the sections about the part, `rest` the others; `answers` the owner's own levels by item id, `papers` the
    names of the files cited.
    """
    stored = documents_of(filing)
    dossier = told(content_of(filing), law_of(filing), stored, timezone.localdate(filing.filed_at))
    own, rest = _sections(dossier["sections"], part)
    answers = next(one["rows"] for one in dossier["parts"] if one["part"] == part)
    return {
        "own": own,
        "rest": rest,
        "projects": _about(dossier["projects"], part),
        "budget": dossier["budget"] if part == OVERALL else [],
        "indicators": _about(dossier["indicators"], part),
        "milestones": _about(dossier["milestones"], part),
        "answers": {row["id"]: row for row in answers},
        "claimed": dossier["claimed"],
        "papers": list(dict.fromkeys(name for _sha256, name in stored)),
    }


def _sections(sections: list[dict[str, Any]], part: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The sections with what is written in them: those about the part, and the others."""
    written = [{**one, "rows": [row for row in one["rows"] if row["text"]]} for one in sections]
    written = [one for one in written if one["rows"]]
    if part == OVERALL:
        return written, []
    about = f"dimension/{part}/"
    own = [{**one, "rows": [row for row in one["rows"] if row["id"].startswith(about)]} for one in written]
    rest = [one for one in written if not one["rows"][0]["id"].startswith("dimension/")]
    return [one for one in own if one["rows"]], rest


def _about(rows: list[dict[str, Any]], part: str) -> list[dict[str, Any]]:
    return [row for row in rows if part in (OVERALL, row["dimension"])]
