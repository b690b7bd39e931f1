"""The owner's pages: check your answers and file; withdraw (guideline-1/application)."""

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from nakhara.foundation.parties.gate import SEE, gate, show
from nakhara.foundation.parties.may import may
from nakhara.foundation.record import clock
from nakhara.stages.application.actions import submit_application, withdraw_application
from nakhara.stages.application.actions.filings import STEP
from nakhara.stages.application.formats.dossier import dossier_of
from nakhara.stages.application.formats.telling import told
from nakhara.stages.application.forms import FileForm, SureForm
from nakhara.stages.application.models import Filing
from nakhara.stages.application.queries import (
    application_of,
    latest_filing,
    open_rounds,
    reasons_not_to_file,
    reasons_of,
    return_rows,
    stored_of,
)
from nakhara.stages.application.subjects import filing_address
from nakhara.stages.application.views.filings import crumbs
from nakhara.stages.plan.models import Plan
from nakhara.stages.plan.queries import gaps as plan_gaps
from nakhara.stages.plan.subjects import address, title
from nakhara.stages.plan.views.pages import answer
from nakhara.stages.self_assessment.queries import Assessment, panel_of


@gate(SEE, plan=Plan)
def file(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Everything that will be filed, gaps first, what cannot be undone, and the signer's button."""
    at = clock.now()
    form = FileForm(request.POST or None)
    if done := answer(request, form, lambda: _file(request, plan)):
        return done
    prefetch_related_objects([plan], "claims")
    said, filed = Assessment(plan), latest_filing(plan) if plan.frozen_at else None
    context = {
        "plan": plan,
        "form": form,
        "verdict": panel_of(said, at, plan_gaps(plan)),
        "stops": reasons_not_to_file(plan, at, said),
        "signs": may(request.actor, STEP, plan),
        "filed": filed,
        "reasons": return_rows(plan, reasons_of(plan)),
        "again": application_of(plan),
        "round": open_rounds(at).first(),
        "dossier": told(dossier_of(plan, said), said.law, stored_of(said), clock.today()),
        "crumbs": [{"label": title(plan), "url": address(plan)}, {"label": _("Check and file")}],
    }
    return show(request, "application/file.html", context, form)


def _file(request: HttpRequest, plan: Plan) -> str:
    filing = submit_application(by=request.actor, plan=plan, at=clock.now())
    return reverse("application:receipt", args=[filing.key])


@gate("application/withdraw", filing=Filing)
def withdraw(request: HttpRequest, filing: Filing) -> HttpResponse:
    """Take the application back, after asking."""
    form = SureForm(request.POST or None)
    if done := answer(request, form, lambda: _withdraw(request, filing)):
        return done
    context = {
        "filing": filing,
        "application": filing.application,
        "plan": filing.application.plan,
        "form": form,
        "back": filing_address(filing),
        "crumbs": crumbs(request, filing, _("Withdraw")),
    }
    return show(request, "application/withdraw.html", context, form)


def _withdraw(request: HttpRequest, filing: Filing) -> str:
    withdraw_application(by=request.actor, application=filing.application, at=clock.now())
    return filing_address(filing)
