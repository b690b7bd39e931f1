"""The secretariat's list of cases."""

from collections.abc import Iterator
from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from nakhara.casefile.queries.steps import HOLDERS, STEPS, next_act, parts_of
from nakhara.desk.queries import FUNNEL, cases, counts_by_step, matching, rows_of
from nakhara.foundation.parties.gate import gate
from nakhara.foundation.places.queries import province_choices
from nakhara.foundation.record import clock
from nakhara.look.charts.flows import Stage, funnel
from nakhara.look.spreadsheets import as_csv
from nakhara.stages.plan.models import Plan

ROWS = 50
AT_ONCE = 500
HEADINGS = ("number", "area", "owner", "provinces", "step", "claimed", "filed_at")


@gate("desk/see")
def list_cases(request: HttpRequest) -> HttpResponse:
    """Funnel, filters and table of all cases."""
    rows = cases(request.actor)
    counts = counts_by_step(rows)
    asked = {name: request.GET.get(name, "") for name in ("q", "step", "province")}
    found = matching(rows, text=asked["q"], step=asked["step"], province=asked["province"])
    if request.GET.get("format") == "csv":
        return as_csv("cases", HEADINGS, _table(found))
    listed = found.order_by(F("filed_at").desc(nulls_last=True), "-created_at", "-pk").values_list("pk", flat=True)
    page = Paginator(listed, ROWS).get_page(request.GET.get("page"))
    plans = rows_of(page)
    parts = parts_of(plans)
    context = {
        "page": page,
        "rows": [_row(plan, parts[plan.pk], clock.now()) for plan in plans],
        "q": asked["q"],
        "asked": asked,
        "kept": [(name, asked[name]) for name in ("step", "province") if asked[name]],
        "steps": [(key, STEPS[key]) for key in FUNNEL],
        "provinces": province_choices(),
        "open": sum(counts.get(key, 0) for key in FUNNEL[1:-1]),
        "funnel": funnel([_stage(key, counts.get(key, 0), asked["step"]) for key in FUNNEL]),
    }
    return render(request, "desk/cases.html", context)


def _stage(key: str, count: int, asked: str) -> Stage:
    return {
        "label": str(STEPS[key]),
        "count": count,
        "url": f"{reverse('desk:cases')}?step={key}",
        "note": str(HOLDERS.get(key, "")),
        "current": key == asked,
        "apart": key == "designated",
    }


def _row(plan, parts: dict, now: datetime) -> dict:
    return {
        "plan": plan,
        "step": STEPS[plan.step],
        "holder": HOLDERS.get(plan.step, ""),
        "days": (now - (plan.filed_at or plan.created_at)).days,
        "act": next_act(plan),
        **parts,
    }


def _table(found: QuerySet[Plan]) -> Iterator[tuple[str, ...]]:
    keys = list(found.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        plans = rows_of(keys[start : start + AT_ONCE])
        parts = parts_of(plans)
        yield from (_values(plan, parts[plan.pk]) for plan in plans)


def _values(plan: Plan, parts: dict) -> tuple[str, ...]:
    return (
        plan.chain.number,
        plan.area.name_th,
        plan.organisation.name_th,
        " ".join(p.name_th for p in parts["provinces"]),
        plan.step,
        " ".join(parts["claimed"]),
        timezone.localdate(plan.filed_at).isoformat() if plan.filed_at else "",
    )
