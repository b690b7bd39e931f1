"""Levels: where the self-assessment stands, the page of a part, its live score (guideline-1/self-assessment)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nakhara.foundation.parties.gate import SEE, gate, show
from nakhara.foundation.record import clock
from nakhara.look.charts import gauge, radar
from nakhara.look.forms import differences
from nakhara.rulebook.scoring import OVERALL
from nakhara.stages.plan.models import Plan
from nakhara.stages.plan.queries import projects_of
from nakhara.stages.plan.views.money import with_totals
from nakhara.stages.plan.views.pages import answer
from nakhara.stages.self_assessment.actions import STEP, save_answer
from nakhara.stages.self_assessment.forms import PartForm, kept
from nakhara.stages.self_assessment.methods import Score, score
from nakhara.stages.self_assessment.queries import Assessment, Line, lacks_evidence, panel_of
from nakhara.stages.self_assessment.queries.aims import advice_for, efforts_of
from nakhara.stages.self_assessment.subjects import condition_address
from nakhara.stages.self_assessment.views.pages import attached, crumbs, writable


@gate(SEE, plan=Plan)
def index(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Where the self-assessment stands: conditions, levels by part, the live verdict and what is missing."""
    said = Assessment(plan)
    scores = said.scores(clock.today())
    context = {
        "plan": plan,
        "conditions": _conditions(said),
        "parts": _parts(said, scores),
        "verdict": panel_of(said, clock.now()),
        "advice": advice_for(said, efforts_of(plan), clock.today()),
        "radar": radar({key: one.total for key, one in scores.items()}, said.claimed),
        "writable": writable(request, plan),
        "crumbs": crumbs(plan),
    }
    return render(request, "self_assessment/index.html", context)


def _conditions(said: Assessment) -> list[dict[str, object]]:
    return [
        {"rule": rule, "row": said.conditions.get(rule.id), "url": condition_address(said.plan, rule.id)}
        for rule in said.law.conditions
    ]


def _parts(said: Assessment, scores: dict[str, Score]) -> list[dict[str, object]]:
    found = []
    for part in said.parts:
        lines = said.lines(part)
        row = {"part": part, "name": said.name(part), "score": scores[part], "lines": lines}
        url = reverse("self_assessment:part", args=[said.plan.key, part])
        found.append({**row, "url": url, "unproved": sum(lacks_evidence(said, line) for line in lines)})
    return found


@gate(STEP, plan=Plan)
def part(request: HttpRequest, plan: Plan, part: str) -> HttpResponse:
    """Levels, reasons and evidence for the items of a Smart, or of the plan as a whole."""
    said = _read(plan, part)
    lines, levels = said.lines(part), said.law.levels
    form = PartForm(request.POST or None, request.FILES or None, lines=lines, levels=levels)
    if done := answer(request, form, lambda: _save_part(request, said, part, form)):
        return done
    conflict = None
    if getattr(form, "conflict", None) is not None:
        form.renew(lines)
        conflict = differences(form, PartForm(lines=lines, levels=levels))
    context = {
        "plan": plan,
        "part": part,
        "form": form,
        "conflict": conflict,
        "rows": [(line, fields, lacks_evidence(said, line)) for line, fields in form.rows()],
        "levels": levels,
        "projects": [] if part == OVERALL else with_totals(projects_of(plan, part)),
        "next_name": said.name(after) if (after := _after(said, part)) else "",
        "writable": writable(request, plan),
        **_score_context(said, part, {line.item.id: line.level for line in lines}),
        "crumbs": crumbs(plan, said.name(part)),
    }
    return show(request, "self_assessment/part.html", context, form)


def _read(plan: Plan, part: str) -> Assessment:
    """The plan's self-assessment, if it has that part."""
    said = Assessment(plan)
    if part not in said.parts:
        raise Http404
    return said


def _save_part(request: HttpRequest, said: Assessment, part: str, form: PartForm) -> str:
    found = form.cleaned_data
    for line in form.lines:
        n = line.number
        if form.changed(line):
            documents = kept(line.citations, found[f"drop-{n}"])
            documents += attached(request, found[f"file-{n}"], found[f"place-{n}"])
            save_answer(
                by=request.actor,
                plan=said.plan,
                item=line.item.id,
                level=found[f"level-{n}"],
                reason=found[f"reason-{n}"],
                documents=documents,
                version=form.version(line),
                at=clock.now(),
            )
    return _next_page(request, said, part, form)


def _next_page(request: HttpRequest, said: Assessment, part: str, form: PartForm) -> str:
    plan, after = said.plan, _after(said, part)
    chosen = next((line for line in form.lines if request.POST.get("choose") == str(line.number)), None)
    if chosen is not None:
        return reverse("self_assessment:evidence", args=[plan.key, chosen.item.id])
    if "next" in request.POST and after:
        return reverse("self_assessment:part", args=[plan.key, after])
    if any(form.cleaned_data[f"file-{line.number}"] for line in form.lines):
        return reverse("self_assessment:part", args=[plan.key, part])
    return reverse("self_assessment:index", args=[plan.key])


def _after(said: Assessment, part: str) -> str | None:
    place = said.parts.index(part) + 1
    return said.parts[place] if place < len(said.parts) else None


def _score_context(said: Assessment, part: str, levels: dict[str, int | None]) -> dict[str, object]:
    key = None if part == OVERALL else part
    found = score(said.law, part, levels, clock.today())
    return {
        "score": found,
        "smart": key,
        "name": said.name(part),
        "gauge": gauge(found.total, found.mark, key),
        "score_url": reverse("self_assessment:score", args=[said.plan.key, part]),
    }


@gate(SEE, plan=Plan)
def live_score(request: HttpRequest, plan: Plan, part: str) -> HttpResponse:
    """The score of a part with its arithmetic, from the levels in the address or else those saved; writes nothing."""
    said = _read(plan, part)
    levels = {line.item.id: _level(request, line) for line in said.lines(part)}
    context = {"plan": plan, "part": part, **_score_context(said, part, levels)}
    if request.htmx:
        return render(request, "self_assessment/_score.html", context)
    return render(request, "self_assessment/score.html", {**context, "crumbs": crumbs(plan, said.name(part))})


def _level(request: HttpRequest, line: Line) -> int | None:
    asked = request.GET.get(f"level-{line.number}", "")
    return int(asked) if asked in ("0", "1", "2", "3", "4", "5") else line.level
