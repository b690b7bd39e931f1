"""Pages of projects, milestones and indicators: the list, a new one, change, remove; all without JavaScript."""

from collections.abc import Callable

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from nakhara.foundation.parties.gate import SEE, gate, show
from nakhara.foundation.record import clock
from nakhara.look.wording import baht as in_baht
from nakhara.stages.plan.actions.plans import STEP
from nakhara.stages.plan.actions.rows import (
    add_indicator,
    add_milestone,
    add_project,
    change_indicator,
    change_milestone,
    change_project,
    remove_indicator,
    remove_milestone,
    remove_project,
)
from nakhara.stages.plan.formats import plain
from nakhara.stages.plan.forms.rows import IndicatorForm, MilestoneForm, ProjectForm, RemoveForm, RowForm, money_forms
from nakhara.stages.plan.models import Indicator, Milestone, Plan, Project
from nakhara.stages.plan.queries import claimed, indicators_of, milestones_of, projects_of
from nakhara.stages.plan.views.money import budget_chart, schedule, with_totals
from nakhara.stages.plan.views.pages import answer, crumbs, explain_conflict, writable


@gate(SEE, plan=Plan)
def projects(request: HttpRequest, plan: Plan) -> HttpResponse:
    """The projects with their money, the budget by fiscal year, when each runs (criteria-1.2)."""
    found = projects_of(plan)
    context = {"projects": with_totals(found), **budget_chart(found), **schedule(found)}
    return _list(request, plan, "plan/projects.html", _("Projects and money"), context)


@gate(SEE, plan=Plan)
def milestones(request: HttpRequest, plan: Plan) -> HttpResponse:
    """What the plan promises, by day (criteria-1.5)."""
    return _list(request, plan, "plan/milestones.html", _("Milestones"), {"milestones": milestones_of(plan)})


@gate(SEE, plan=Plan)
def indicators(request: HttpRequest, plan: Plan) -> HttpResponse:
    """What the plan measures (criteria-1.5)."""
    return _list(request, plan, "plan/indicators.html", _("Indicators"), {"indicators": indicators_of(plan)})


def _list(request, plan: Plan, template: str, name: str, context: dict) -> HttpResponse:
    shared = {"plan": plan, "writable": writable(request, plan), "crumbs": crumbs(plan, name)}
    return render(request, template, {**context, **shared})


@gate(STEP, plan=Plan)
def project_new(request: HttpRequest, plan: Plan) -> HttpResponse:
    """A new project."""
    return _project_page(request, plan, None)


@gate(STEP, project=Project)
def project(request: HttpRequest, project: Project) -> HttpResponse:
    """Change a project and its money."""
    return _project_page(request, project.plan, project)


def _project_page(request: HttpRequest, plan: Plan, row: Project | None) -> HttpResponse:
    def make(data, version_of: Project | None) -> ProjectForm:
        return ProjectForm(data, keys=claimed(plan), initial=_project_initial(request, version_of))

    money = money_forms(request.POST or None, row)

    def act(form: ProjectForm) -> str:
        values = {**form.values(), "money": money.rows(), **_by(request)}
        saved = (
            add_project(plan=plan, **values) if row is None else change_project(project=row, **form.made_from, **values)
        )
        more = "more" in request.POST
        return reverse("plan:project", args=[saved.key]) if more else reverse("plan:projects", args=[plan.key])

    page = _Page(request, plan, row, _("Projects and money"), "project", make, act, beside=(money,))
    return page.answer(money=money, money_now=_money_words(row))


def _project_initial(request: HttpRequest, row: Project | None) -> dict:
    if row is None:
        return {"version": 0, "dimension": request.GET.get("smart", "")}
    names = ("dimension", "name", "description", "responsible", "starts", "ends", "version")
    return {name: getattr(row, name) for name in names}


def _money_words(row: Project | None) -> list[str]:
    rows = [] if row is None else row.money.all()
    return [f"{one.fiscal_year} · {one.source} · {in_baht(one.baht)}" for one in rows]


@gate(STEP, plan=Plan)
def milestone_new(request: HttpRequest, plan: Plan) -> HttpResponse:
    """A new milestone."""
    return _milestone_page(request, plan, None)


@gate(STEP, milestone=Milestone)
def milestone(request: HttpRequest, milestone: Milestone) -> HttpResponse:
    """Change a milestone."""
    return _milestone_page(request, milestone.plan, milestone)


def _milestone_page(request: HttpRequest, plan: Plan, row: Milestone | None) -> HttpResponse:
    found = projects_of(plan)

    def make(data, row: Milestone | None) -> MilestoneForm:
        initial = {"version": 0} if row is None else _initial(row, ("dimension", "name", "due", "version"))
        if row is not None and row.project:
            initial["project"] = row.project.key
        return MilestoneForm(data, keys=claimed(plan), projects=found, initial=initial)

    def act(form: MilestoneForm) -> str:
        values = {**form.values(), **_by(request)}
        if row is None:
            add_milestone(plan=plan, **values)
        else:
            change_milestone(milestone=row, **form.made_from, **values)
        return reverse("plan:milestones", args=[plan.key])

    return _Page(request, plan, row, _("Milestones"), "milestone", make, act).answer()


@gate(STEP, plan=Plan)
def indicator_new(request: HttpRequest, plan: Plan) -> HttpResponse:
    """A new indicator."""
    return _indicator_page(request, plan, None)


@gate(STEP, indicator=Indicator)
def indicator(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    """Change an indicator."""
    return _indicator_page(request, indicator.plan, indicator)


def _indicator_page(request: HttpRequest, plan: Plan, row: Indicator | None) -> HttpResponse:
    def make(data, row: Indicator | None) -> IndicatorForm:
        return IndicatorForm(data, keys=claimed(plan), initial=_indicator_initial(row))

    def act(form: IndicatorForm) -> str:
        values = {**form.values(), **_by(request)}
        if row is None:
            add_indicator(plan=plan, **values)
        else:
            change_indicator(indicator=row, **form.made_from, **values)
        return reverse("plan:indicators", args=[plan.key])

    return _Page(request, plan, row, _("Indicators"), "indicator", make, act).answer()


def _indicator_initial(row: Indicator | None) -> dict:
    if row is None:
        return {"version": 0}
    names = ("dimension", "name", "unit", "source", "frequency", "version")
    baseline = "" if row.baseline is None else plain(row.baseline)
    answers = {"baseline": baseline, "target": plain(row.target), "rises": "yes" if row.rises else "no"}
    return {**_initial(row, names), **answers}


def _initial(row: Model, names: tuple[str, ...]) -> dict:
    return {name: getattr(row, name) for name in names}


def _by(request: HttpRequest) -> dict[str, object]:
    return {"by": request.actor, "at": clock.now()}


class _Page:
    """The page of one row, new or known: its form, the answer to it, the conflict when somebody saved first."""

    def __init__(
        self,
        request: HttpRequest,
        plan: Plan,
        row: Model | None,
        lists: str,
        kind: str,
        make: Callable,
        act: Callable[[RowForm], str],
        beside: tuple = (),
    ):
        self.request, self.plan, self.row, self.kind, self.make = request, plan, row, kind, make
        self.beside = beside
        self.lists = (lists, reverse(f"plan:{kind}s", args=[plan.key]))
        self.form = make(request.POST or None, row)
        self.done = answer(request, self.form, lambda: act(self.form), *beside)

    def answer(self, **more) -> HttpResponse:
        """The redirect after a save, or the page."""
        return self.done or self._show(more)

    def _show(self, more: dict) -> HttpResponse:
        conflict = None
        if getattr(self.form, "conflict", None) is not None:
            self.row.refresh_from_db()
            conflict = explain_conflict(self.form, self.make(None, self.row), self.row.version)
        name = self.row.name if self.row else _("New")
        context = {
            "plan": self.plan,
            "row": self.row,
            "form": self.form,
            "conflict": conflict,
            "writable": writable(self.request, self.plan),
            "back": self.lists[1],
            "crumbs": crumbs(self.plan, self.lists, name),
            **more,
        }
        page = show(self.request, f"plan/{self.kind}.html", context, self.form)
        if page.status_code == 200 and any(one.is_bound and not one.is_valid() for one in self.beside):
            page.status_code = 422
        return page


@gate(STEP, project=Project)
def project_remove(request: HttpRequest, project: Project) -> HttpResponse:
    """Remove a project, after asking."""
    what = _("Its money goes with it; its milestones stay with the plan")
    return _remove_page(request, project, "project", remove_project, what)


@gate(STEP, milestone=Milestone)
def milestone_remove(request: HttpRequest, milestone: Milestone) -> HttpResponse:
    """Remove a milestone, after asking."""
    return _remove_page(request, milestone, "milestone", remove_milestone)


@gate(STEP, indicator=Indicator)
def indicator_remove(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    """Remove an indicator, after asking."""
    return _remove_page(request, indicator, "indicator", remove_indicator)


def _remove_page(
    request: HttpRequest, row: Model, kind: str, remove: Callable[..., Plan], what: str = ""
) -> HttpResponse:
    plan, back = row.plan, reverse(f"plan:{kind}s", args=[row.plan.key])
    form = RemoveForm(request.POST or None, initial={"version": row.version})

    def act() -> str:
        remove(**{kind: row}, version=form.cleaned_data["version"], **_by(request))
        return back

    if done := answer(request, form, act):
        return done
    if getattr(form, "conflict", None) is not None:
        row.refresh_from_db()
        form.renew(row.version)
    context = {
        "plan": plan,
        "row": row,
        "form": form,
        "what": what,
        "back": back,
        "crumbs": crumbs(plan, (row.name, reverse(f"plan:{kind}", args=[row.key])), _("Remove")),
    }
    return show(request, "plan/remove.html", context, form)
