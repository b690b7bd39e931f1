"""Who has a letter, tier by tier; which offices are silent, for how long, and where it is held up."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from nakhara.circulars.formats import subject_of_letter
from nakhara.circulars.models import Letter
from nakhara.circulars.queries.cascade import TIERS, Cascade, Tier
from nakhara.circulars.queries.delays import delays, line
from nakhara.circulars.views.letters import stamp_or_due
from nakhara.foundation.parties.gate import SEE, gate
from nakhara.foundation.places.queries import province_choices
from nakhara.foundation.record import clock
from nakhara.look.charts import tiers, tile_legend, tile_map
from nakhara.look.spreadsheets import as_csv
from nakhara.look.wording import language

PAGE = 25
FIRST = 6


@gate(SEE, letter=Letter)
def show_cascade(request: HttpRequest, letter: Letter) -> HttpResponse:
    """The tiers with their counts, the stamps along one line, the first silent ones, the map."""
    cascade, at = Cascade(letter), clock.now()
    rows = [(row, tier_names()[row.key]) for row in cascade.tiers()]
    lowest = rows[-1][0] if rows else None
    context = {
        **_common(letter),
        "now": at,
        "tiers": rows,
        "last": rows[-1] if rows else None,
        "chart": tiers(_chart_rows(letter, rows)),
        "stamps": [stamp_or_due(row) for row in line(cascade, request.actor.organisation)],
        "map": _map(cascade),
        "legend": tile_legend(_legend()),
        "delays": delays(cascade, cascade.silent(lowest.key)[:FIRST], at) if lowest else [],
        "crumbs": _crumbs(letter),
    }
    return render(request, "circulars/cascade.html", context)


def _common(letter: Letter) -> dict:
    return {"letter": letter, "subject": subject_of_letter(letter)}


def _crumbs(letter: Letter, *more: str) -> list[dict]:
    found = [
        {"label": _("Letters"), "url": reverse("circulars:list")},
        {"label": letter.number or letter.subject, "url": reverse("circulars:letter", args=[letter.key])},
        {"label": _("Who has it"), "url": reverse("circulars:cascade", args=[letter.key])},
        *({"label": label} for label in more),
    ]
    return found if more else [*found[:-1], {"label": found[-1]["label"]}]


def tier_names() -> dict[str, str]:
    """How tiers are called."""
    return {
        "department": _("Departments"),
        "province": _("Provinces"),
        "district": _("Districts"),
        "local": _("Local authorities"),
    }


def _chart_rows(letter: Letter, rows: list[tuple[Tier, str]]) -> list[dict]:
    """The tiers as the chart takes them, the sender first."""
    found = [{"name": name, "received": row.received, "total": row.total} for row, name in rows]
    if letter.sender is None:
        return found
    english = letter.sender.name_en if language() == "en" else ""
    sender = {"name": english or letter.sender.name_th, "received": 1, "total": 1, "note": _("sent the letter")}
    return [sender, *found]


def _map(cascade: Cascade) -> str:
    """The share of each province's local authorities that have received; each square leads to its silent ones."""
    names, values = dict(province_choices()), {}
    for code, (total, received) in cascade.by_province().items():
        title = f"{names.get(code, code)} {received}/{total}"
        values[code] = (_shade(received, total), 100 * received // total, f"../silent/?province={code}", title)
    return tile_map(values, _("Share of local authorities that have received, by province"))


def _shade(received: int, total: int) -> str:
    share = 100 * received // total
    if received == total:
        return "q4"
    return "q1" if share < 60 else "q2" if share < 75 else "q3"


def _legend() -> list[tuple[str, str]]:
    """What the squares of the map mean."""
    shades = [("q1", _("under 60")), ("q2", "60–74"), ("q3", "75–99"), ("q4", _("all of them"))]
    return [*shades, ("", _("not on the way"))]


@gate(SEE, letter=Letter)
def list_silent(request: HttpRequest, letter: Letter) -> HttpResponse:
    """Every office of a tier that has not received, by province."""
    cascade, at = Cascade(letter), clock.now()
    names = tier_names()
    key, province = _tier_asked(request), request.GET.get("province", "")
    page = Paginator(cascade.silent(key, province), PAGE).get_page(request.GET.get("page"))
    context = {
        **_common(letter),
        "now": at,
        "page": page,
        "delays": delays(cascade, page.object_list, at),
        "tier": key,
        "tiers": names.items(),
        "province": province,
        "provinces": province_choices(),
        "crumbs": _crumbs(letter, _("The silent ones")),
    }
    return render(request, "circulars/silent.html", context)


def _tier_asked(request: HttpRequest) -> str:
    """The tier whose silent offices are listed: the one asked for, else the local authorities."""
    asked = request.GET.get("tier", "")
    return asked if asked in TIERS else "local"


@gate(SEE, letter=Letter)
def silent_csv(request: HttpRequest, letter: Letter) -> HttpResponse:
    """Every silent office of a tier, to take away."""
    cascade, at, key = Cascade(letter), clock.now(), _tier_asked(request)
    header = ["office", "kind", "province", "state", "held_at", "since", "days"]
    table = (
        [
            row.office.name_th,
            row.office.kind,
            row.office.province_id or "",
            row.state,
            row.at_office.name_th if row.at_office else "",
            row.since.isoformat() if row.since else "",
            "" if row.days is None else row.days,
        ]
        for row in delays(cascade, cascade.silent(key, request.GET.get("province", "")), at)
    )
    return as_csv(f"silent-{key}", header, table)
