"""The register: a list that can be searched and taken away, and a page for each area."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _

from nakhara.foundation.parties.gate import PUBLIC, gate
from nakhara.foundation.places.queries import province_choices
from nakhara.foundation.record import clock
from nakhara.look.charts import radar
from nakhara.look.wording import official_name, smart_name
from nakhara.registry.queries.area import files_of, known_of, overlapping, score_rows, target_of
from nakhara.registry.queries.register import STATES, Row, areas, name_of, row_of, rows_of
from nakhara.registry.views.data import download
from nakhara.rulebook.loading import edition
from nakhara.stages.designation.queries import Mark
from nakhara.stages.investment_promotion.models import PromotionClaim
from nakhara.stages.investment_promotion.queries import privileges_of

ROWS = 15  # with more, seven Smarts in each, the page would weigh over sixty kilobytes
OVERALL = "overall"
COLUMNS = ("part", "percent", "display", "required", "met")


@gate(PUBLIC)
def index(request: HttpRequest) -> HttpResponse:
    """Areas that are designated, have applied, or are named by the targets."""
    asked = {name: request.GET.get(name, "") for name in ("q", "province", "dimension", "state")}
    asked["dimension"] = asked["dimension"] if asked["dimension"] in edition().dimension_keys else ""
    asked["state"] = asked["state"] if asked["state"] in STATES else ""
    found = areas(asked["q"], province=asked["province"], dimension=asked["dimension"], state=asked["state"])
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    context = {
        **asked,
        "page": page,
        "rows": rows_of(page),
        "provinces": province_choices(),
        "dimensions": [(key, smart_name(key)) for key in edition().dimension_keys],
        "chips": _chips(asked),
        "now": clock.now(),
    }
    return render(request, "registry/list.html", context)


def _chips(asked: dict[str, str]) -> list[dict]:
    labels = {"": _("All"), "designated": _("Designated"), "applying": _("Applied"), "target": _("Target, not applied")}
    kept = {name: value for name, value in asked.items() if value and name != "state"}
    here = reverse("registry:list")
    rows = []
    for state, label in labels.items():
        query = urlencode({**kept, "state": state} if state else kept)
        rows.append({"label": label, "url": f"{here}?{query}" if query else here, "on": asked["state"] == state})
    return rows


@gate(PUBLIC)
def detail(request: HttpRequest, area: str) -> HttpResponse:
    """One area: everything once it is designated, before that only what the documents and the register say."""
    row = _known(area)
    if row.designation is None:
        return render(request, "registry/undesignated.html", _undesignated(row))
    known = known_of(row.designation, clock.today())
    scores = {mark.part: mark.score for mark in known.marks}
    claimed = [key for key in scores if key != OVERALL]
    context = {
        "row": row,
        "designation": row.designation,
        "name": name_of(row.area),
        "owner": row.designation.filing.application.plan.organisation,
        "known": known,
        "radar": radar(scores, claimed),
        "marks": [_mark(mark) for mark in known.marks],
        "files": files_of(known),
        "claims": [_claim(claim) for claim in known.claims],
        "kept": sum(one.promise.kept_on is not None for one in known.promises),
        "percent": known.reports[0].percent if known.reports else None,
        "overlaps": overlapping(row.area),
        "now": clock.now(),
        "crumbs": _crumbs(row),
    }
    return render(request, "registry/area.html", context)


def _known(key: str) -> Row:
    row = row_of(key)
    if row is None:
        raise Http404
    return row


def _mark(mark: Mark) -> dict:
    whole = mark.part == OVERALL
    return {
        "mark": mark,
        "whole": whole,
        "key": "" if whole else mark.part,
        "name": "" if whole else official_name(mark.part),
    }


def _claim(claim: PromotionClaim) -> dict:
    return {"claim": claim, "privileges": privileges_of(claim)}


def _undesignated(row: Row) -> dict:
    return {
        "row": row,
        "name": name_of(row.area),
        "target": target_of(row.area),
        "overlaps": overlapping(row.area),
        "crumbs": _crumbs(row),
    }


def _crumbs(row: Row) -> list[dict]:
    here = reverse("registry:list")
    return [
        {"label": _("City registry"), "url": here},
        *({"label": name_of(one), "url": f"{here}?province={one.code}"} for one in row.provinces[:1]),
        {"label": name_of(row.area)},
    ]


@gate(PUBLIC)
def scores(request: HttpRequest, area: str, form: str) -> HttpResponse:
    """The scores behind a designation."""
    row = _designated(area)
    rows = score_rows(known_of(row.designation, clock.today()))
    method = _("Scores when the review was closed; exact fraction in percent, and cut to two decimals")
    return download(form, f"scores-{row.designation.number.replace('/', '-')}", COLUMNS, method, rows)


@gate(PUBLIC)
def smartcity(request: HttpRequest, area: str) -> HttpResponse:
    """The plan as it was filed, to the byte; its hash is its tag, so that who has it already is sent nothing."""
    filing = _designated(area).designation.filing
    tag = quote_etag(filing.sha256)
    answer = HttpResponse(bytes(filing.snapshot), content_type="application/json", headers={"ETag": tag})
    return get_conditional_response(request, etag=tag, response=answer)


def _designated(key: str) -> Row:
    row = _known(key)
    if row.designation is None:
        raise Http404
    return row
