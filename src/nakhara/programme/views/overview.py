"""The targets, how far they are reached in each reading, and which target areas have not begun."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from nakhara.foundation.parties.gate import PUBLIC, gate
from nakhara.foundation.places.models import Area
from nakhara.foundation.places.queries import province_choices
from nakhara.foundation.record import clock
from nakhara.look.charts import target_bar, tile_legend, tile_map
from nakhara.look.spreadsheets import as_csv
from nakhara.programme.queries.progress import (
    DESIGNATED,
    NONE,
    PhaseProgress,
    Row,
    counts_of,
    overlapping,
    phases,
    states,
    target_rows,
)
from nakhara.programme.subjects import province_of

KINDS = {"designated": "done", "filed": "ok", "planned": "wait", "none": "todo"}


@gate(PUBLIC)
def overview(request: HttpRequest) -> HttpResponse:
    """Three phases, fifteen areas, the map."""
    rows, names = target_rows(), states()
    counts = counts_of(rows)
    asked = request.GET.get("state", "")
    shown = [row for row in rows if row.state == asked] if asked in names else rows
    own = province_of(request.actor)
    context = {
        "phases": [phase_part(one) for one in phases()],
        "areas": area_parts(shown, overlapping(rows)),
        "chips": chips(counts, asked, len(rows)),
        "reached": counts[DESIGNATED],
        "total": len(rows),
        "silent": counts[NONE],
        "map": map_of(rows),
        "legend": tile_legend(
            [
                ("d", _("a target area is designated")),
                ("p", _("begun")),
                ("q1", _("not begun")),
                ("", _("no target area")),
            ]
        ),
        "own": reverse("programme:province", args=[own.pk]) if own else "",
        "now": clock.now(),
        "crumbs": [{"label": _("Targets")}],
    }
    return render(request, "programme/overview.html", context)


def phase_part(progress: PhaseProgress) -> dict:
    """A phase as the page shows it: every reading with its bars."""
    scale = max(measure.target for read in progress.reads for measure in read.measures)
    undecided = not any(read.reading.chosen for read in progress.reads)
    reads = [
        {
            "reading": read.reading,
            # what is not read so stands beside in figures; bars are for what counts
            "drawn": undecided or read.reading.chosen,
            "bars": [
                {"measure": one, "bar": target_bar(one.value, one.target, max(scale, one.value))}
                for one in read.measures
            ],
        }
        for read in progress.reads
    ]
    return {"phase": progress.phase, "reads": reads, "undecided": undecided}


def area_parts(rows: list[Row], overlaps: dict[int, list[Area]]) -> list[dict]:
    """The target areas as the table shows them."""
    names = states()
    return [
        {
            "row": row,
            "kind": KINDS[row.state],
            "state": names[row.state],
            "overlaps": overlaps.get(row.target.pk, []),
            "provinces": sorted(row.target.area.provinces.all(), key=lambda one: one.code),
        }
        for row in rows
    ]


def chips(counts: dict[str, int], asked: str, total: int) -> list[dict]:
    """Filters by state, each with its count."""
    names, every_one = states(), _("All")
    every = {"label": f"{every_one} {total}", "url": "?#areas", "on": not asked}
    return [
        every,
        *(
            {"label": f"{names[key]} {n}", "url": f"?state={key}#areas", "on": key == asked}
            for key, n in counts.items()
        ),
    ]


def map_of(rows: list[Row]) -> str:
    """The provinces with target areas as links to their pages, shaded by how far these have come."""
    best: dict[str, list[Row]] = {}
    for row in rows:
        for province in row.target.area.provinces.all():
            best.setdefault(province.pk, []).append(row)
    values = {}
    for code, name in province_choices():
        if here := best.get(code):
            address = reverse("programme:province", args=[code])
            values[code] = (_shade(here), len(here), address, f"{name} {len(here)}")
    return tile_map(values, _("Target areas by province"))


def legend() -> list[tuple[str, str]]:
    """What the squares of the map mean."""
    return [
        ("d", _("a target area is designated")),
        ("p", _("begun")),
        ("q1", _("not begun")),
        ("", _("no target area")),
    ]


def _shade(rows: list[Row]) -> str:
    if any(row.state == DESIGNATED for row in rows):
        return "d"
    return "q1" if all(row.state == NONE for row in rows) else "p"


@gate(PUBLIC)
def targets_csv(request: HttpRequest) -> HttpResponse:
    """The target areas to take away."""
    header = ["key", "name_th", "name_en", "printed", "provinces", "target", "named", "state", "number"]
    rows = (
        [
            row.target.slug,
            row.target.area.name_th,
            row.target.area.name_en,
            row.target.printed,
            " ".join(sorted(one.pk for one in row.target.area.provinces.all())),
            row.target.provision,
            "true" if row.target.named else "false",
            row.state,
            row.number,
        ]
        for row in target_rows()
    )
    return as_csv("targets", header, rows)
