"""The secretariat's pages: the completeness check, rounds of intake (application/completeness, application/return)."""

from datetime import datetime, time, timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nakhara.foundation.parties.gate import gate, show
from nakhara.foundation.record import clock
from nakhara.foundation.record.refusals import RefusedError
from nakhara.rulebook.loading import edition
from nakhara.stages.application.actions import accept_filing, close_round, open_round, return_filing
from nakhara.stages.application.forms import ReturnForm, RoundForm, SureForm, how_many
from nakhara.stages.application.models import Filing, Round
from nakhara.stages.application.queries import FILED, abouts, filed_findings, filing_state
from nakhara.stages.application.subjects import filing_address
from nakhara.stages.application.views.filings import crumbs, filing_context
from nakhara.stages.plan.views.pages import answer

PAGE = 25


@gate("application/completeness", filing=Filing)
def check(request: HttpRequest, filing: Filing) -> HttpResponse:
    """Findings and the plan as filed side by side; accept it, or return it with reasons."""
    returning = "more" in request.POST or request.POST.get("outcome") == "return"
    count = how_many(request.POST)
    sent = request.POST if returning else None
    back = ReturnForm(sent, groups=abouts(filing.application.plan), count=count)
    accept = SureForm(request.POST if request.POST and not returning else None)
    form = back if returning else accept
    if "more" not in request.POST and (
        done := answer(request, form, lambda: _answer(request, filing, form, returning))
    ):
        return done
    law, today = edition(filing.edition), clock.today()
    term = law.days("term/correction", today)
    context = {
        **filing_context(filing),
        "accept": accept,
        "back": back,
        "open": filing_state(filing) == FILED,
        "findings": filed_findings(filing),
        "term": term,
        "correct_by": today + timedelta(days=term),
        "check_by": timezone.localdate(filing.filed_at) + timedelta(days=law.days("term/completeness", today)),
        "crumbs": crumbs(request, filing, _("Completeness check")),
    }
    return show(request, "application/check.html", context, None if "more" in request.POST else form)


def _answer(request: HttpRequest, filing: Filing, form, returning: bool) -> str:
    shared = {"by": request.actor, "filing": filing, "at": clock.now()}
    if returning:
        return_filing(reasons=form.reasons(), **shared)
    else:
        accept_filing(**shared)
    return filing_address(filing)


@gate("application/round")
def rounds(request: HttpRequest) -> HttpResponse:
    """The rounds of intake, and opening one."""
    form = RoundForm(request.POST or None)
    if done := answer(request, form, lambda: _open(request, form)):
        return done
    page = Paginator(Round.objects.order_by("-opens_at", "-id"), PAGE).get_page(request.GET.get("page"))
    crumb = [{"label": _("Rounds of applications")}]
    context = {"form": form, "page": page, "now": clock.now(), "closing": SureForm(auto_id=False), "crumbs": crumb}
    return show(request, "application/rounds.html", context, form)


def _open(request: HttpRequest, form: RoundForm) -> str:
    found = form.cleaned_data
    closes = found["closes"] and _midnight(found["closes"]) + timedelta(days=1)
    opens_at = _midnight(found["opens"])
    open_round(by=request.actor, name=found["name"], opens_at=opens_at, closes_at=closes, at=clock.now())
    return reverse("application:rounds")


@gate("application/round", round=Round)
@require_POST
def close(request: HttpRequest, round: Round) -> HttpResponse:
    """Close a round from this moment on."""
    form = SureForm(request.POST)
    if done := answer(request, form, lambda: _close(request, round)):
        return done
    if reasons := getattr(form, "refusals", None):
        raise RefusedError(*reasons)
    return HttpResponseRedirect(reverse("application:rounds"))


def _close(request: HttpRequest, round: Round) -> str:
    close_round(by=request.actor, round=round, at=clock.now())
    return reverse("application:rounds")


def _midnight(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
