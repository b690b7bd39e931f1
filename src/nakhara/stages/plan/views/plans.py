"""Pages of a plan: the list, the start, the overview, the Smarts, the sections of the form (guideline-1/plan)."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nakhara.foundation.parties.gate import SEE, SIGNED_IN, gate, show
from nakhara.foundation.parties.may import areas_of_actor
from nakhara.foundation.places.models import Area
from nakhara.foundation.record import clock
from nakhara.look.forms import differences
from nakhara.look.wording import language
from nakhara.rulebook.form import Section
from nakhara.stages.plan.actions import claim_dimensions, save_texts, start_plan, start_plan_for_new_area
from nakhara.stages.plan.actions.plans import STEP, mandatory
from nakhara.stages.plan.forms.texts import NewAreaForm, SectionForm, SmartsForm, StartForm
from nakhara.stages.plan.models import Plan
from nakhara.stages.plan.queries import (
    claimed,
    edition_of,
    gaps,
    indicators_of,
    milestones_of,
    plans_for,
    projects_of,
    rows_of,
    section_of,
    shown,
)
from nakhara.stages.plan.subjects import address
from nakhara.stages.plan.views.money import budget_chart, schedule, with_totals
from nakhara.stages.plan.views.pages import answer, contents, crumbs, explain_conflict, writable

PAGE = 25


@gate(SIGNED_IN)
def plan_list(request: HttpRequest) -> HttpResponse:
    """The plans that the reader may see, newest first."""
    text = request.GET.get("q", "")
    page = Paginator(plans_for(request.actor, text), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [{"plan": plan, "claimed": claimed(plan)} for plan in page],
        "q": text,
        "crumbs": [{"label": _("Plans")}],
    }
    return render(request, "plan/list.html", context)


@gate(SIGNED_IN)
def start(request: HttpRequest) -> HttpResponse:
    """Start a plan, for an area of the organisation or for a new one."""
    areas = list(Area.objects.filter(pk__in=areas_of_actor(request.actor)).order_by("sort_key"))
    earlier = list(plans_for(request.actor).filter(organisation=request.actor.organisation)) if areas else []
    new = request.POST.get("start") == "new"
    known_form = StartForm(None if new else request.POST or None, areas=areas, plans=earlier)
    new_form = NewAreaForm(request.POST or None if new else None)
    form = new_form if new else known_form
    done = answer(request, form, lambda: _start(request, form, areas, earlier, new=new))
    if done:
        return done
    context = {
        "known": known_form if areas else None,
        "new": new_form,
        "organisation": request.actor.organisation,
        "crumbs": [{"label": _("Plans"), "url": reverse("plan:list")}, {"label": _("Start a plan")}],
    }
    return show(request, "plan/start.html", context, form)


def _start(request, form, areas, earlier, *, new: bool) -> str:
    shared = {"by": request.actor, "organisation": request.actor.organisation, "at": clock.now()}
    found = form.cleaned_data
    if new:
        names = {"name_th": found["name_th"], "name_en": found["name_en"]}
        plan = start_plan_for_new_area(provinces=form.provinces, **names, **shared)
    else:
        area = next(one for one in areas if one.key == found["area"])
        follows = next((one for one in earlier if one.key == found["follows"]), None)
        plan = start_plan(area=area, follows=follows, **shared)
    return reverse("plan:smarts", args=[plan.key])


@gate(SEE, plan=Plan)
def overview(request: HttpRequest, plan: Plan) -> HttpResponse:
    """The whole plan on one page, to read and to print."""
    keys, rows = claimed(plan), rows_of(plan)
    projects, can_write = projects_of(plan), writable(request, plan)
    context = {
        "plan": plan,
        "claimed": keys,
        "provinces": plan.area.provinces.order_by("area_provinces__order"),
        "sections": [_told(plan, section, keys, rows) for section in edition_of(plan).form],
        "projects": projects,
        "totals": with_totals(projects),
        "milestones": milestones_of(plan),
        "indicators": indicators_of(plan),
        "verdict": _lacks(plan) if can_write else None,
        "writable": can_write,
        "crumbs": crumbs(plan),
        **budget_chart(projects),
        **schedule(projects),
    }
    return render(request, "plan/plan.html", context)


def _lacks(plan: Plan) -> dict[str, object]:
    found = gaps(plan)
    count = len(found)
    words = ngettext("The plan lacks %d thing", "The plan lacks %d things", count) % count
    return {
        "kind": "wait" if found else "ok",
        "title": words if found else _("The plan is complete"),
        "gaps": [gap.as_row() for gap in found],
        "checked_at": clock.now(),
    }


def _told(plan: Plan, section: Section, keys, rows) -> dict[str, object]:
    asked = list(section.fields_for(keys))
    told = [(one, shown(one, rows[one.id].text if one.id in rows else "")) for one in asked]
    return {"section": section, "url": reverse("plan:section", args=[plan.key, section.id]), "fields": told}


@gate(STEP, plan=Plan)
def smarts(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Choose the Smarts of the plan; Environment is always among them (criteria-2)."""
    law = edition_of(plan)
    initial = {"dimensions": claimed(plan), "version": plan.version}
    form = SmartsForm(request.POST or None, keys=law.dimension_keys, initial=initial)
    if done := answer(request, form, lambda: _claim(request, plan, form)):
        return done
    conflict = None
    if getattr(form, "conflict", None) is not None:
        plan.refresh_from_db()
        fresh = SmartsForm(keys=law.dimension_keys, initial={"dimensions": claimed(plan)})
        conflict = explain_conflict(form, fresh, plan.version)
    chosen = form["dimensions"].value() or []
    context = {
        "plan": plan,
        "form": form,
        "conflict": conflict,
        "smarts": [(one, one.key in chosen, one.key == mandatory(plan, clock.now())) for one in law.dimensions],
        "writable": writable(request, plan),
        "crumbs": crumbs(plan, _("Smarts")),
    }
    return show(request, "plan/smarts.html", context, form)


def _claim(request, plan, form) -> str:
    found = form.cleaned_data
    dimensions, version = found["dimensions"], found["version"]
    claim_dimensions(by=request.actor, plan=plan, dimensions=dimensions, version=version, at=clock.now())
    return address(plan)


@gate(STEP, plan=Plan)
def section(request: HttpRequest, plan: Plan, section: str) -> HttpResponse:
    """One section of the form of the edition."""
    part = section_of(plan, section)
    if part is None:
        raise Http404
    fields, rows = list(part.fields_for(claimed(plan))), rows_of(plan)
    form = SectionForm(request.POST or None, fields=fields, rows=rows)
    if done := answer(request, form, lambda: _save(request, plan, part, form)):
        return done
    conflict = None
    if getattr(form, "conflict", None) is not None:
        form.renew(rows)
        conflict = differences(form, SectionForm(fields=fields, rows=rows))
    context = {
        "plan": plan,
        "section": part,
        "form": form,
        "conflict": conflict,
        "contents": contents(plan),
        "next_name": after.text(language()) if (after := _after(plan, part)) else "",
        "writable": writable(request, plan),
        "crumbs": crumbs(plan, part.text(language())),
    }
    return show(request, "plan/section.html", context, form)


def _save(request, plan, part, form) -> str:
    save_texts(by=request.actor, plan=plan, texts=form.changes(), at=clock.now())
    after = _after(plan, part)
    if "next" in request.POST and after:
        return reverse("plan:section", args=[plan.key, after.id])
    return address(plan)


def _after(plan: Plan, part: Section) -> Section | None:
    """The section after this one, if there is any."""
    sections = list(edition_of(plan).form)
    place = sections.index(part)
    return sections[place + 1] if place + 1 < len(sections) else None
