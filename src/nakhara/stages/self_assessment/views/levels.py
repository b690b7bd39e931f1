"""Levels: where the self-assessment stands, the page of a part, its live score (guideline-1/self-assessment)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nakhara.foundation.parties.gate import SEE, gate, show
from nakhara.foundation.record import clock
from nakhara.look.charts import gauge
from nakhara.look.forms import differences
from nakhara.rulebook.scoring import OVERALL
from nakhara.stages.plan.models import Plan
from nakhara.stages.plan.queries import edition_of, projects_of
from nakhara.stages.plan.views.money import with_totals
from nakhara.stages.plan.views.pages import answer
from nakhara.stages.self_assessment.actions import STEP, save_answer
from nakhara.stages.self_assessment.forms import PartForm, kept
from nakhara.stages.self_assessment.methods import Score, score
from nakhara.stages.self_assessment.queries import (
    Line,
    condition_rows,
    lacks_evidence,
    lines_by_part,
    lines_of,
    panel_of,
    part_name,
    parts_of,
    scores_of,
)
from nakhara.stages.self_assessment.views.pages import attached, crumbs, writable


@gate(SEE, plan=Plan)
def index(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Where the self-assessment stands: conditions, levels by part, the live verdict and what is missing."""
    at = clock.now()
    context = {
        "plan": plan,
        "conditions": condition_rows(plan),
        "parts": _parts(plan),
        "verdict": panel_of(plan, at),
        "writable": writable(request, plan),
        "crumbs": crumbs(plan),
    }
    return render(request, "self_assessment/index.html", context)


def _parts(plan: Plan) -> list[dict[str, object]]:
    lines = lines_by_part(plan, parts_of(plan))
    scores = scores_of(plan, clock.today())
    return [
        {
            "part": part,
            "name": part_name(plan, part),
            "url": reverse("self_assessment:part", args=[plan.key, part]),
            "score": scores[part],
            "lines": rows,
            "unproved": sum(lacks_evidence(plan, line) for line in rows),
        }
        for part, rows in lines.items()
    ]


@gate(STEP, plan=Plan)
def part(request: HttpRequest, plan: Plan, part: str) -> HttpResponse:
    """Levels, reasons and evidence for the items of a Smart, or of the plan as a whole."""
    _require_part(plan, part)
    lines = lines_of(plan, part)
    law = edition_of(plan)
    form = PartForm(request.POST or None, request.FILES or None, lines=lines, levels=law.levels)
    if done := answer(request, form, lambda: _save_part(request, plan, part, form)):
        return done
    conflict = None
    if getattr(form, "conflict", None) is not None:
        form.renew(lines)
        conflict = differences(form, PartForm(lines=lines, levels=law.levels))
    projects = projects_of(plan, None if part == OVERALL else part)
    context = {
        "plan": plan,
        "part": part,
        "form": form,
        "conflict": conflict,
        "rows": [(line, fields, lacks_evidence(plan, line)) for line, fields in form.rows()],
        "levels": law.levels,
        "projects": with_totals(projects),
        "next": _next_part(plan, part),
        "writable": writable(request, plan),
        **_score_context(plan, part, _score(plan, part, {line.item.id: line.level for line in lines})),
        "crumbs": crumbs(plan, part_name(plan, part)),
    }
    return show(request, "self_assessment/part.html", context, form)


def _require_part(plan: Plan, part: str) -> None:
    if part not in parts_of(plan):
        raise Http404


def _save_part(request: HttpRequest, plan: Plan, part: str, form: PartForm) -> str:
    found = form.cleaned_data
    for line in form.lines:
        n = line.number
        if form.changed(line):
            documents = kept(line.citations, found[f"drop-{n}"])
            documents += attached(request, found[f"file-{n}"], found[f"place-{n}"])
            save_answer(
                by=request.actor,
                plan=plan,
                item=line.item.id,
                level=found[f"level-{n}"],
                reason=found[f"reason-{n}"],
                documents=documents,
                version=form.version(line),
                at=clock.now(),
            )
    return _after_part(request, plan, part, form)


def _after_part(request: HttpRequest, plan: Plan, part: str, form: PartForm) -> str:
    chosen = next((line for line in form.lines if request.POST.get("choose") == str(line.number)), None)
    if chosen is not None:
        return reverse("self_assessment:evidence", args=[plan.key, chosen.item.id])
    after = _next_part(plan, part)
    if "next" in request.POST and after:
        return reverse("self_assessment:part", args=[plan.key, after["part"]])
    if any(form.cleaned_data[f"file-{line.number}"] for line in form.lines):
        return reverse("self_assessment:part", args=[plan.key, part])
    return reverse("self_assessment:index", args=[plan.key])


def _next_part(plan: Plan, part: str) -> dict[str, str] | None:
    parts = parts_of(plan)
    place = parts.index(part) + 1
    return {"part": parts[place], "name": part_name(plan, parts[place])} if place < len(parts) else None


def _score(plan: Plan, part: str, levels: dict[str, int | None]) -> Score:
    return score(edition_of(plan), part, levels, clock.today())


def _score_context(plan: Plan, part: str, found: Score) -> dict[str, object]:
    key = None if part == OVERALL else part
    return {
        "score": found,
        "smart": key,
        "name": part_name(plan, part),
        "gauge": gauge(found.total, found.mark, key),
        "score_url": reverse("self_assessment:score", args=[plan.key, part]),
    }


@gate(SEE, plan=Plan)
def live_score(request: HttpRequest, plan: Plan, part: str) -> HttpResponse:
    """The score of a part with its arithmetic, from the levels in the address or else those saved; writes nothing."""
    _require_part(plan, part)
    lines = lines_of(plan, part)
    levels = {line.item.id: _level(request, line) for line in lines}
    context = {"plan": plan, "part": part, **_score_context(plan, part, _score(plan, part, levels))}
    if request.htmx:
        return render(request, "self_assessment/_score.html", context)
    return render(request, "self_assessment/score.html", {**context, "crumbs": crumbs(plan, part_name(plan, part))})


def _level(request: HttpRequest, line: Line) -> int | None:
    asked = request.GET.get(f"level-{line.number}", "")
    return int(asked) if asked in ("0", "1", "2", "3", "4", "5") else line.level
