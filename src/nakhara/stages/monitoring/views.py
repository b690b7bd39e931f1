"""Pages of monitoring: who is on time, one designation's promises and reports, the owner's two forms."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from nakhara.foundation.parties.gate import PUBLIC, SIGNED_IN, gate, show, submit
from nakhara.foundation.parties.may import may
from nakhara.foundation.record import clock
from nakhara.stages.designation.models import Designation
from nakhara.stages.designation.subjects import address, area_name
from nakhara.stages.monitoring.actions import keep_promise, report_progress
from nakhara.stages.monitoring.forms import KeepForm, ReportForm
from nakhara.stages.monitoring.models import Promise
from nakhara.stages.monitoring.queries import promises_of, report_due, reports_of, watched
from nakhara.stages.monitoring.subjects import page_of

ROWS = 25


@gate(SIGNED_IN)
def list_designations(request: HttpRequest) -> HttpResponse:
    """Designations with what was promised, kept and late: an owner's own, or all."""
    text = request.GET.get("q", "")
    rows = watched(request.actor, clock.today(), text)
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    return render(request, "monitoring/list.html", {"page": page, "q": text, "now": clock.now()})


@gate(PUBLIC, designation=Designation)
def detail(request: HttpRequest, designation: Designation) -> HttpResponse:
    """The promises of a designation and its reports; its owner's people mark and report here."""
    reports = reports_of(designation)
    promises = promises_of(designation, clock.today())
    context = {
        "designation": designation,
        "name": area_name(designation),
        "certificate": address(designation),
        "promises": promises,
        "kept": sum(row.promise.kept_on is not None for row in promises),
        "reports": reports,
        "due": report_due(designation, reports[0] if reports else None),
        "today": clock.today(),
        "may_keep": may(request.actor, "criteria-1.5", designation),
        "may_report": may(request.actor, "monitoring/report", designation),
        "crumbs": [*_crumbs(request, designation)[:-1], {"label": area_name(designation)}],
    }
    return render(request, "monitoring/designation.html", context)


@gate("criteria-1.5", promise=Promise)
def keep(request: HttpRequest, promise: Promise) -> HttpResponse:
    """Mark a promise as kept."""
    form = KeepForm(request.POST or None, initial={"kept_on": clock.today()})
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            keep_promise(by=request.actor, promise=promise, kept_on=form.cleaned_data["kept_on"], at=clock.now())
            return page_of(promise.designation)

        if done := submit(request, form, act):
            return done
    crumbs = [*_crumbs(request, promise.designation), {"label": _("Mark as kept")}]
    return show(request, "monitoring/keep.html", {"form": form, "promise": promise, "crumbs": crumbs}, form)


@gate("monitoring/report", designation=Designation)
def report(request: HttpRequest, designation: Designation) -> HttpResponse:
    """Report progress for a period."""
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("period_from", "period_to", "percent", "text")}

        def act() -> str:
            report_progress(by=request.actor, designation=designation, at=clock.now(), **values)
            return page_of(designation)

        if done := submit(request, form, act):
            return done
    crumbs = [*_crumbs(request, designation), {"label": _("Report progress")}]
    context = {"form": form, "designation": designation, "name": area_name(designation), "crumbs": crumbs}
    return show(request, "monitoring/report.html", context, form)


def _crumbs(request: HttpRequest, designation: Designation) -> list[dict]:
    first = [{"label": _("Progress"), "url": reverse("monitoring:list")}] if request.actor.person else []
    return [*first, {"label": area_name(designation), "url": page_of(designation)}]
