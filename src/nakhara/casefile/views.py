"""Pages that show several rooms at once: my work, a plan's workspace, an area's path."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from nakhara.casefile.queries.path import path_of
from nakhara.casefile.queries.steps import HOLDERS, STEPS, act_told, case_of, parts_of
from nakhara.casefile.queries.tasks import tasks_of
from nakhara.casefile.queries.workspace import Workspace
from nakhara.foundation.parties.gate import SEE, SIGNED_IN, gate
from nakhara.foundation.record import clock
from nakhara.stages.plan.models import Plan


@gate(SIGNED_IN)
def tasks(request: HttpRequest) -> HttpResponse:
    """What waits for whoever is reading."""
    return render(request, "casefile/tasks.html", {"groups": tasks_of(request.actor, clock.now())})


@gate(SEE, plan=Plan)
def workspace(request: HttpRequest, plan: Plan) -> HttpResponse:
    """The owner's work on one plan, in order, with what is missing beside it (guideline-1)."""
    plan = case_of(plan)
    work = Workspace(plan, request.actor, clock.now())
    context = {
        "plan": plan,
        "step": STEPS[plan.step],
        "steps": work.steps(),
        "verdict": work.verdict(),
        "crumbs": _crumbs(plan),
        **parts_of([plan])[plan.pk],
    }
    return render(request, "casefile/workspace.html", context)


@gate(SEE, plan=Plan)
def path(request: HttpRequest, plan: Plan) -> HttpResponse:
    """The whole path of a case: what happened, where it stands, who has it."""
    plan = case_of(plan)
    context = {
        "plan": plan,
        "step": STEPS[plan.step],
        "holder": HOLDERS.get(plan.step),
        "act": act_told(plan, request.actor),
        "events": path_of(plan, request.actor),
        "crumbs": _crumbs(plan),
        **parts_of([plan])[plan.pk],
    }
    return render(request, "casefile/path.html", context)


def _crumbs(plan: Plan) -> list[dict]:
    return [{"label": _("My work"), "url": reverse("casefile:tasks")}, {"label": plan.chain.number or _("Draft")}]
