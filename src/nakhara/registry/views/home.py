"""The home page, the map as a table, and the answer to a number."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nakhara.foundation.parties.gate import PUBLIC, gate
from nakhara.foundation.places.queries import provinces as all_provinces
from nakhara.foundation.record import clock
from nakhara.look.charts import bars, target_bar, tile_legend, tile_map
from nakhara.registry.queries.home import (
    Phase,
    applying_by_province,
    by_dimension,
    by_province,
    phases,
    standings,
)
from nakhara.registry.queries.register import Row, name_of, under_way
from nakhara.registry.queries.verify import verify
from nakhara.stages.designation.queries import designations

LATEST = 4


@gate(PUBLIC)
def home(request: HttpRequest) -> HttpResponse:
    """How many, against which targets, where, which Smarts, how to begin; a number's answer on the same page."""
    now = clock.now()
    counted = standings()
    total = counted["in-force"]
    done, waiting = by_province(), applying_by_province()
    places = all_provinces()
    number = request.GET.get("number", "")
    context = {
        "now": now,
        "total": total,
        "others": sum(counted.values()) - total,
        "rows": sum(counted.values()),
        "provinces_count": sum(1 for row in places if done.get(row.code)),
        "applying": under_way().count(),
        "targets": [_target(phase) for phase in phases(total)],
        "number": number,
        "answer": verify(number, now),
        "map": tile_map(_tiles(places, done, waiting), _("Map of 77 provinces, designated areas in each")),
        "legend": tile_legend(
            [("d", _("Designated (number of areas)")), ("p", _("Application under way")), ("", _("No application yet"))]
        ),
        "latest": [Row(row.area, "designated", row) for row in designations()[:LATEST]],
        "smarts": bars(by_dimension()) if total else "",
    }
    return render(request, "registry/home.html", context)


SCALE = 30


def _target(phase: Phase) -> dict:
    units = {"areas": _("areas"), "either": _("provinces or areas")}
    return {
        "phase": phase,
        "label": _("%(name)s, %(years)s") % {"name": phase_name(phase.id), "years": phase.years},
        "unit": units[phase.unit],
        "bar": target_bar(phase.value, phase.target, SCALE),
    }


def phase_name(id: str) -> str:
    """A phase as people call it."""
    return _("Phase %s") % id.removeprefix("target-")


def _tiles(places, done: dict[str, int], waiting: dict[str, int]) -> dict[str, tuple]:
    """The provinces in which something stands, as links; the table leads to all of them and weighs less here."""
    counted = [(row, done.get(row.code, 0), waiting.get(row.code, 0)) for row in places]
    return {row.code: _tile(row, *counts) for row, *counts in counted if any(counts)}


def _tile(row, designated: int, applying: int) -> tuple:
    kind = "d" if designated else "p" if applying else ""
    parts = [name_of(row)]
    if designated:
        parts.append(ngettext("%d designated", "%d designated", designated) % designated)
    if applying:
        parts.append(ngettext("%d application", "%d applications", applying) % applying)
    return kind, designated or "", f"{reverse('registry:list')}?province={row.code}", " ".join(parts)


@gate(PUBLIC)
def provinces(request: HttpRequest) -> HttpResponse:
    """The map as a table."""
    done, waiting = by_province(), applying_by_province()
    rows = [
        {"province": row, "designated": done.get(row.code, 0), "applying": waiting.get(row.code, 0)}
        for row in all_provinces()
    ]
    crumbs = [{"label": _("City registry"), "url": reverse("registry:list")}, {"label": _("By province")}]
    return render(request, "registry/provinces.html", {"rows": rows, "now": clock.now(), "crumbs": crumbs})


@gate(PUBLIC)
def verify_number(request: HttpRequest) -> HttpResponse:
    """Whether a number is in force; what a certificate's QR code opens."""
    number = request.GET.get("number", "")
    context = {"number": number, "answer": verify(number, clock.now())}
    return render(request, "registry/verify.html", context)
