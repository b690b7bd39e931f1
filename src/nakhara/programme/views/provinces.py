"""Provinces: the list, one province's page, its answer for a target area, its proposals of other areas."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from nakhara.foundation.parties.gate import PUBLIC, SIGNED_IN, gate, show, submit
from nakhara.foundation.parties.may import NotAllowedError, visible
from nakhara.foundation.places.models import Province
from nakhara.foundation.places.queries import province_choices
from nakhara.foundation.record import clock
from nakhara.look.forms import differences
from nakhara.look.wording import language
from nakhara.programme.actions import PLANS, answer_policy, propose_area
from nakhara.programme.forms import AnswerForm, ProposalForm
from nakhara.programme.models import Proposal, ProvinceAnswer, Target
from nakhara.programme.queries.answers import answers_of, search_proposals, search_provinces, summaries
from nakhara.programme.queries.progress import target_rows
from nakhara.programme.subjects import province_of, province_page, reads_in_full
from nakhara.programme.views.overview import area_parts

PAGE = 25


@gate(PUBLIC)
def list_provinces(request: HttpRequest) -> HttpResponse:
    """The provinces with their target areas and, in numbers, what they have answered."""
    if code := request.GET.get("province"):
        return HttpResponseRedirect(province_page(get_object_or_404(Province, pk=code)))
    text, only = request.GET.get("q", ""), request.GET.get("only", "targets")
    only = only if only in ("targets", "silent") else ""
    page = Paginator(search_provinces(text, only=only), PAGE).get_page(request.GET.get("page"))
    found = summaries(list(page.object_list))
    context = {
        "page": page,
        "rows": [(one, found[one.pk]) for one in page],
        "q": text,
        "kept": [("only", only or "all")],
        "choices": province_choices(),
        "chips": [
            {"label": label, "url": f"?only={key}", "on": key == (only or "all")}
            for key, label in (
                ("targets", _("With target areas")),
                ("silent", _("Not answered yet")),
                ("all", _("All provinces")),
            )
        ],
        "crumbs": [*_root(), {"label": _("Provinces")}],
    }
    return render(request, "programme/provinces.html", context)


def _root() -> list[dict]:
    return [{"label": _("Targets"), "url": reverse("programme:overview")}]


def _name(province: Province) -> str:
    return province.name_en if language() == "en" else province.name_th


@gate(PUBLIC)
def show_province(request: HttpRequest, province: str) -> HttpResponse:
    """What one province does for each of its target areas, and what else it proposes."""
    place = get_object_or_404(Province, pk=province)
    answers, full = answers_of(place), reads_in_full(request.actor, place)
    own = province_of(request.actor) == place
    context = {
        "province": place,
        "parts": [
            {
                **part,
                "answer": answers.get(part["row"].target.pk),
                "plans": plans_of(answers.get(part["row"].target.pk)),
            }
            for part in area_parts(target_rows(place.pk), {})
        ],
        "full": full,
        "own": own,
        "proposals": Proposal.objects.filter(province=place).order_by("-proposed_at")[:50],
        "crumbs": [*_root(), {"label": _("Provinces"), "url": reverse("programme:provinces")}, {"label": _name(place)}],
    }
    return render(request, "programme/province.html", context)


def plans_of(answer: ProvinceAnswer | None) -> list[dict]:
    """The three plans and whether a target area stands in each."""
    names = {
        "strategy": _("The province's development strategy"),
        "provincial_plan": _("The provincial plan"),
        "cluster_plan": _("The cluster plan"),
    }
    return [
        {
            "name": names[plan],
            "state": getattr(answer, plan) if answer else "unanswered",
            "text": getattr(answer, f"{plan}_text") if answer else "",
        }
        for plan in PLANS
    ]


@gate("policy-support", target=Target)
def answer(request: HttpRequest, target: Target) -> HttpResponse:
    """The province's answer for one target area."""
    place = province_of(request.actor)
    if place is None:
        raise NotAllowedError("policy-support")
    stands = answers_of(place).get(target.pk)
    form = AnswerForm(request.POST or None, initial=initial_of(stands))

    def act() -> str:
        version = form.cleaned_data["version"]
        answer_policy(by=request.actor, target=target, values=form.values(), version=version, at=clock.now())
        return province_page(place)

    if done := form.is_valid() and submit(request, form, act):
        return done
    context = {
        "target": target,
        "province": place,
        "form": form,
        "crumbs": [
            *_root(),
            {"label": _name(place), "url": province_page(place)},
            {"label": target.area.name_th},
        ],
    }
    if now := getattr(form, "conflict", None):
        context["conflict"] = differences(form, AnswerForm(initial=initial_of(now)))
        form.data = form.data.copy()
        form.data["version"] = now.version
    return show(request, "programme/answer.html", context, form)


def initial_of(stands: ProvinceAnswer | None) -> dict:
    """An answer as its form shows it."""
    if stands is None:
        return {"version": 0}
    names = [name for name in AnswerForm.base_fields if name not in ("idempotency_key",)]
    return {name: getattr(stands, name) for name in names}


@gate("policy-propose")
def propose(request: HttpRequest) -> HttpResponse:
    """Propose an area outside the targets."""
    place = province_of(request.actor)
    if place is None:
        raise NotAllowedError("policy-propose")
    form = ProposalForm(request.POST or None)

    def act() -> str:
        values = {name: form.cleaned_data[name] for name in ("name", "character", "suitability")}
        propose_area(by=request.actor, at=clock.now(), **values)
        return province_page(place)

    if done := form.is_valid() and submit(request, form, act):
        return done
    crumbs = [*_root(), {"label": _name(place), "url": province_page(place)}, {"label": _("Propose another area")}]
    return show(request, "programme/propose.html", {"form": form, "province": place, "crumbs": crumbs}, form)


@gate(SIGNED_IN)
def list_proposals(request: HttpRequest) -> HttpResponse:
    """Proposals of areas outside the targets, to those who read them in full."""
    text = request.GET.get("q", "")
    rows = search_proposals(visible(request.actor, Proposal.objects.all()), text)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "q": text, "crumbs": [*_root(), {"label": _("Areas proposed")}]}
    return render(request, "programme/proposals.html", context)
