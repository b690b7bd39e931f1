"""Open data out: CSV and JSON of the same rows, both saying as of when and how they are counted."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from nakhara.look import spreadsheets

LICENCE = "CC-BY-4.0"


def as_csv(name: str, columns: Sequence[str], rows: Iterable[Mapping[str, Any]], as_of: datetime) -> HttpResponse:
    """Rows as CSV; the as-of time stands in a header and in the file's name."""
    day = timezone.localtime(as_of)
    table = ([_cell(row.get(column)) for column in columns] for row in rows)
    answer = spreadsheets.as_csv(f"{name}-{day:%Y-%m-%d}", columns, table)
    answer.headers["X-As-Of"] = day.isoformat(timespec="seconds")
    return answer


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return " ".join(one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in value)
    return "" if value is None else value


def as_json(name: str, method: str, rows: Iterable[Mapping[str, Any]], as_of: datetime) -> HttpResponse:
    """Rows as JSON with the as-of time and how they are counted."""
    told = {
        "name": name,
        "as_of": timezone.localtime(as_of).isoformat(timespec="seconds"),
        "method": method,
        "licence": LICENCE,
        "rows": list(rows),
    }
    return HttpResponse(json.dumps(told, ensure_ascii=False, indent=1), content_type="application/json; charset=utf-8")
