"""Pages of investment promotion: claims, filing one, the board's check of a number and its resolution."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from nakhara.foundation.parties.gate import SEE, SIGNED_IN, gate, show, submit
from nakhara.foundation.parties.may import may
from nakhara.foundation.places.models import Province
from nakhara.foundation.record import clock
from nakhara.stages.designation.models import Designation
from nakhara.stages.designation.subjects import address, area_name
from nakhara.stages.investment_promotion.actions import claim_promotion, record_privileges
from nakhara.stages.investment_promotion.forms import YES, CheckForm, ClaimForm, ResolutionForm
from nakhara.stages.investment_promotion.models import PromotionClaim
from nakhara.stages.investment_promotion.queries import (
    DECIDED,
    WAITING,
    answer,
    answer_due,
    claims_for,
    may_claim_for,
    privileges_of,
)
from nakhara.stages.investment_promotion.subjects import claim_address

ROWS = 25


@gate(SIGNED_IN)
def list_claims(request: HttpRequest) -> HttpResponse:
    """The claims that the reader sees; the board's officer checks a number here, an owner files."""
    text, state = request.GET.get("q", ""), request.GET.get("state", "")
    page = Paginator(claims_for(request.actor, text, state), ROWS).get_page(request.GET.get("page"))
    here = reverse("investment_promotion:list")
    context = {
        "page": page,
        "rows": [{"claim": claim, "privileges": privileges_of(claim), "due": answer_due(claim)} for claim in page],
        "q": text,
        "kept": [("state", state)] if state else [],
        "chips": [
            {"label": _("All"), "url": here, "on": not state},
            {"label": _("Waiting for the board"), "url": f"{here}?state={WAITING}", "on": state == WAITING},
            {"label": _("Decided"), "url": f"{here}?state={DECIDED}", "on": state == DECIDED},
        ],
        "claimable": may_claim_for(request.actor),
        "checks": may(request.actor, "promotion/check"),
        "form": CheckForm(),
        "today": clock.today(),
    }
    return render(request, "investment_promotion/list.html", context)


@gate("promotion/check")
def check(request: HttpRequest) -> HttpResponse:
    """A quotable answer to a number, a place and a day."""
    form = CheckForm(request.GET if "number" in request.GET else None)
    found = None
    if form.is_valid():
        asked = form.cleaned_data
        province = Province.objects.filter(code=asked["province"]).first() if asked["province"] else None
        found = answer(asked["number"], province, asked["on"] or clock.today())
    context = {
        "form": form,
        "answer": found,
        "certificate": address(found.designation) if found and found.designation else "",
        "now": clock.now(),
        "crumbs": [*_crumbs(), {"label": _("Check a number")}],
    }
    return render(request, "investment_promotion/check.html", context)


@gate("guideline-4", designation=Designation)
def new(request: HttpRequest, designation: Designation) -> HttpResponse:
    """File with the number of a designation."""
    form = ClaimForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("activity", "investment_baht", "details")}

        def act() -> str:
            return claim_address(claim_promotion(by=request.actor, designation=designation, at=clock.now(), **values))

        if done := submit(request, form, act):
            return done
    context = {
        "form": form,
        "designation": designation,
        "name": area_name(designation),
        "crumbs": [*_crumbs(), {"label": _("File for investment promotion")}],
    }
    return show(request, "investment_promotion/new.html", context, form)


@gate(SEE, claim=PromotionClaim)
def detail(request: HttpRequest, claim: PromotionClaim) -> HttpResponse:
    """One claim, and the board's resolution on it."""
    return render(request, "investment_promotion/claim.html", _claim(request, claim))


@gate("guideline-5", claim=PromotionClaim)
def decide(request: HttpRequest, claim: PromotionClaim) -> HttpResponse:
    """Record the board's resolution."""
    form = ResolutionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data

        def act() -> str:
            record_privileges(
                by=request.actor,
                claim=claim,
                granted=told["granted"] == YES,
                resolution_number=told["resolution_number"],
                resolved_on=told["resolved_on"],
                text=told["text"],
                at=clock.now(),
            )
            return claim_address(claim)

        if done := submit(request, form, act):
            return done
    return show(request, "investment_promotion/claim.html", _claim(request, claim, form), form)


def _claim(request: HttpRequest, claim: PromotionClaim, form: ResolutionForm | None = None) -> dict:
    today = clock.today()
    designation = claim.designation
    privileges = privileges_of(claim)
    decides = privileges is None and may(request.actor, "guideline-5", claim)
    return {
        "claim": claim,
        "designation": designation,
        "name": area_name(designation),
        "privileges": privileges,
        "due": answer_due(claim),
        "today": today,
        "certificate": address(designation),
        "answer": answer(designation.number, None, today) if may(request.actor, "promotion/check") else None,
        "form": form or (ResolutionForm() if decides else None),
        "crumbs": [*_crumbs(), {"label": claim.receipt}],
    }


def _crumbs() -> list[dict]:
    return [{"label": _("Investment promotion"), "url": reverse("investment_promotion:list")}]
