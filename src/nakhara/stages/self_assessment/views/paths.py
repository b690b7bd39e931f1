"""The cheapest path to pass: which levels to raise, at which effort, and taking them on (guideline-2/*)."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from nakhara.foundation.parties.gate import SEE, gate, show
from nakhara.foundation.record import clock
from nakhara.look.wording import language
from nakhara.rulebook.advice import Path
from nakhara.rulebook.findings import UNMET
from nakhara.stages.plan.models import Plan
from nakhara.stages.plan.views.pages import answer
from nakhara.stages.self_assessment.actions import STEP, drop_aim, set_efforts, take_aims
from nakhara.stages.self_assessment.forms import AimForm, EffortForm
from nakhara.stages.self_assessment.queries import Assessment
from nakhara.stages.self_assessment.queries.aims import advice_for, aims_of, efforts_of, steps_of
from nakhara.stages.self_assessment.subjects import item_address
from nakhara.stages.self_assessment.views.pages import crumbs, writable


@gate(SEE, plan=Plan)
def path(request: HttpRequest, plan: Plan) -> HttpResponse:
    """The cheapest path and other ways, each raise with the button that takes it on."""
    return _shown(request, plan, AimForm())


def _shown(request: HttpRequest, plan: Plan, form: AimForm) -> HttpResponse:
    said, efforts, aims = Assessment(plan), efforts_of(plan), aims_of(plan)
    advice = advice_for(said, efforts, clock.today())

    def shown(one: Path) -> dict[str, object]:
        rows = [(step, item_address(plan, step.item.id)) for step in steps_of(one, said, efforts, aims)]
        counted = [said.name(key) for key in one.counted]
        whole = ",".join(f"{step.item.id}:{step.to}" for step, _url in rows)
        return {"effort": one.effort, "rows": rows, "counted": counted, "whole": whole}

    context = {
        "plan": plan,
        "best": shown(advice.path) if advice.path else None,
        "others": [shown(one) for one in advice.alternatives],
        "unmet": [said.law.provision(one.provision) for one in advice.findings if one.outcome == UNMET],
        "levels": {level.value: level.text(language()) for level in said.law.levels},
        "form": form,
        "writable": writable(request, plan),
        "crumbs": crumbs(plan, _("The cheapest path to pass")),
    }
    return show(request, "self_assessment/path.html", context, form)


@gate(STEP, plan=Plan)
def take(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Take raises on as things to do."""
    return _act(request, plan, lambda levels: take_aims(by=request.actor, plan=plan, levels=levels, at=clock.now()))


@gate(STEP, plan=Plan)
def drop(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Let a thing to do go."""

    def act(levels: dict[str, int]) -> None:
        for item in levels:
            drop_aim(by=request.actor, plan=plan, item=item, at=clock.now())

    return _act(request, plan, act)


def _act(request: HttpRequest, plan: Plan, act) -> HttpResponse:
    form = AimForm(request.POST or None)
    here = reverse("self_assessment:path", args=[plan.key])

    def do() -> str:
        act(form.cleaned_data["levels"])
        return here

    return answer(request, form, do) or _shown(request, plan, form)


@gate(STEP, plan=Plan)
def efforts(request: HttpRequest, plan: Plan) -> HttpResponse:
    """What raising each item costs the owner."""
    said = Assessment(plan)
    parts = [(part, said.name(part), said.law.items_of(part)) for part in said.parts]
    form = EffortForm(request.POST or None, parts=parts, efforts=efforts_of(plan))

    def save() -> str:
        set_efforts(by=request.actor, plan=plan, efforts=form.efforts(), at=clock.now())
        return reverse("self_assessment:path", args=[plan.key])

    if done := answer(request, form, save):
        return done
    context = {
        "plan": plan,
        "form": form,
        "parts": form.rows(),
        "writable": writable(request, plan),
        "crumbs": crumbs(plan, _("What each item costs you")),
    }
    return show(request, "self_assessment/efforts.html", context, form)
