"""Pages of the self-assessment: where it stands, a part, a condition, evidence (guideline-1/self-assessment)."""

from collections.abc import Sequence

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from nakhara.foundation.documents.actions import store_document
from nakhara.foundation.documents.models import Document
from nakhara.foundation.documents.queries import cited_by, ledger
from nakhara.foundation.parties.gate import SEE, gate, show
from nakhara.foundation.parties.may import may
from nakhara.foundation.record import clock
from nakhara.look.charts import gauge
from nakhara.look.forms import differences
from nakhara.look.wording import language
from nakhara.rulebook.scoring import OVERALL
from nakhara.stages.plan.models import Plan
from nakhara.stages.plan.queries import edition_of, projects_of
from nakhara.stages.plan.subjects import address, title
from nakhara.stages.plan.views.money import with_totals
from nakhara.stages.plan.views.pages import answer
from nakhara.stages.self_assessment.actions import STEP, save_answer, save_condition
from nakhara.stages.self_assessment.forms import ConditionForm, EvidenceForm, PartForm, kept
from nakhara.stages.self_assessment.methods import Score, score
from nakhara.stages.self_assessment.models import Answer, Condition
from nakhara.stages.self_assessment.queries import (
    Line,
    awaited_of,
    condition_rows,
    lacks_evidence,
    lines_by_part,
    lines_of,
    panel_of,
    part_name,
    parts_of,
    scores_of,
)
from nakhara.stages.self_assessment.subjects import condition_address, item_address

LEDGER_PAGE = 25
Evidence = list[tuple[Document, str]]


@gate(SEE, plan=Plan)
def index(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Where the self-assessment stands: conditions, levels by part, the live verdict and what is missing."""
    at = clock.now()
    context = {
        "plan": plan,
        "conditions": condition_rows(plan),
        "parts": _parts(plan),
        "verdict": panel_of(plan, at),
        "writable": _writable(request, plan),
        "crumbs": _crumbs(plan),
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


def _writable(request: HttpRequest, plan: Plan) -> bool:
    return plan.frozen_at is None and may(request.actor, STEP, plan)


def _crumbs(plan: Plan, *more: str) -> list[dict[str, str]]:
    here = reverse("self_assessment:index", args=[plan.key])
    found = [{"label": title(plan), "url": address(plan)}, {"label": _("Self-assessment"), "url": here}]
    found += [{"label": label} for label in more]
    if not more:
        found[-1].pop("url")
    return found


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
        "writable": _writable(request, plan),
        **_score_context(plan, part, _score(plan, part, {line.item.id: line.level for line in lines})),
        "crumbs": _crumbs(plan, part_name(plan, part)),
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
            documents += _attached(request, found[f"file-{n}"], found[f"place-{n}"])
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


def _attached(request: HttpRequest, file, place: str) -> Evidence:
    if not file:
        return []
    stored = store_document(by=request.actor, file=file, organisation=request.actor.organisation, at=clock.now())
    return [(stored, place)]


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
    crumbs = _crumbs(plan, part_name(plan, part))
    return render(request, "self_assessment/score.html", {**context, "crumbs": crumbs})


def _level(request: HttpRequest, line: Line) -> int | None:
    asked = request.GET.get(f"level-{line.number}", "")
    return int(asked) if asked in ("0", "1", "2", "3", "4", "5") else line.level


@gate(STEP, plan=Plan)
def condition(request: HttpRequest, plan: Plan, provision: str) -> HttpResponse:
    """Whether one of the five preliminary conditions is met, with its proof (criteria-1.1 … 1.5)."""
    rule = next((one for one in edition_of(plan).conditions if one.id == provision), None)
    if rule is None:
        raise Http404
    row = Condition.objects.filter(plan=plan, provision=provision).first()
    citations = cited_by(row) if row else []
    form = ConditionForm(
        request.POST or None, request.FILES or None, citations=citations, initial=_condition_initial(row)
    )
    if done := answer(request, form, lambda: _save_condition(request, plan, provision, citations, form)):
        return done
    conflict = None
    if getattr(form, "conflict", None) is not None:
        conflict = differences(form, ConditionForm(citations=citations, initial=_condition_initial(row)))
        form.renew(row.version if row else 0)
    context = {
        "plan": plan,
        "rule": rule,
        "form": form,
        "conflict": conflict,
        "citations": citations,
        "awaited": awaited_of(plan)[provision],
        "facts": _known_facts(plan, provision),
        "proof": rule.details[f"proof_{language()}"],
        "reading": rule.reading,
        "writable": _writable(request, plan),
        "crumbs": _crumbs(plan, rule.text(language())),
    }
    return show(request, "self_assessment/condition.html", context, form)


def _condition_initial(row: Condition | None) -> dict[str, object]:
    if row is None:
        return {"version": 0, "met": ""}
    return {"version": row.version, "met": {True: "yes", False: "no", None: ""}[row.met], "proof": row.proof}


def _known_facts(plan: Plan, provision: str) -> list[tuple[str, str]]:
    """What the system knows already of a condition, so that nobody types it twice."""
    if provision != "criteria-1.1":
        return []
    owner = plan.organisation
    return [
        (_("Juristic person"), owner.name_th),
        (_("Juristic number"), owner.juristic_id or ""),
        (_("Legal basis"), owner.legal_basis),
    ]


def _save_condition(request: HttpRequest, plan: Plan, provision: str, citations: Sequence, form: ConditionForm) -> str:
    found = form.cleaned_data
    save_condition(
        by=request.actor,
        plan=plan,
        provision=provision,
        met=found["met"],
        proof=found["proof"],
        documents=kept(citations, found["drop"]) + _attached(request, found["file"], found["place"]),
        version=found["version"],
        at=clock.now(),
    )
    if "choose" in request.POST:
        return reverse("self_assessment:evidence", args=[plan.key, provision])
    if found["file"]:
        return condition_address(plan, provision)
    return reverse("self_assessment:index", args=[plan.key])


@gate(STEP, plan=Plan)
def evidence(request: HttpRequest, plan: Plan, about: str) -> HttpResponse:
    """Choose evidence for an item or a condition among the organisation's files."""
    row = _row_about(plan, about)
    text = request.GET.get("q", "")
    files = ledger(request.actor.organisation, text)
    page = Paginator(files, LEDGER_PAGE).get_page(request.GET.get("page"))
    initial = {"version": row.version if row else 0}
    form = EvidenceForm(request.POST or None, documents=page.object_list, initial=initial)
    if done := answer(request, form, lambda: _save_evidence(request, plan, about, row, form)):
        return done
    if getattr(form, "conflict", None) is not None:
        form.renew(initial["version"])
    context = {
        "plan": plan,
        "name": edition_of(plan).provision(about).text(language()),
        "about": about,
        "back": _address_about(plan, about),
        "form": form,
        "page": page,
        "q": text,
        "cited": {one.document_id for one in cited_by(row)} if row else set(),
        "crumbs": _crumbs(plan, _("Choose evidence")),
    }
    return show(request, "self_assessment/evidence.html", context, form)


def _row_about(plan: Plan, about: str) -> Answer | Condition | None:
    law = edition_of(plan)
    if about in [one.id for one in law.conditions]:
        return Condition.objects.filter(plan=plan, provision=about).first()
    if about in [item.id for part in parts_of(plan) for item in law.items_of(part)]:
        return Answer.objects.filter(plan=plan, item=about).first()
    raise Http404


def _address_about(plan: Plan, about: str) -> str:
    return condition_address(plan, about) if about.startswith("criteria-") else item_address(plan, about)


def _save_evidence(request: HttpRequest, plan: Plan, about: str, row, form: EvidenceForm) -> str:
    standing = [(one.document, one.place) for one in cited_by(row)] if row else []
    shared = {
        "by": request.actor,
        "plan": plan,
        "documents": [*standing, *form.chosen()],
        "version": form.cleaned_data["version"],
        "at": clock.now(),
    }
    if about.startswith("criteria-"):
        met, proof = (row.met, row.proof) if row else (None, "")
        save_condition(provision=about, met=met, proof=proof, **shared)
    else:
        level, reason = (row.level, row.reason) if row else (None, "")
        save_answer(item=about, level=level, reason=reason, **shared)
    return _address_about(plan, about)
