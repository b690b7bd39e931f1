"""Tables to take away as CSV, which spreadsheets read as UTF-8 and in which they find nothing to run."""

import csv
from collections.abc import Iterable
from io import StringIO

from django.http import HttpResponse

# A spreadsheet takes a cell that begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def as_csv(name: str, header: Iterable[str], rows: Iterable[Iterable[object]]) -> HttpResponse:
    """A table as the file `name`.csv."""
    text = StringIO()
    text.write("\N{BYTE ORDER MARK}")
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return HttpResponse(
        text.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def inert(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula; a number below 0 stays one."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
