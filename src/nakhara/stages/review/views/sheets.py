"""A reviewer's pages: what is to do, the sheet beside the plan, the declaration, the check before sending."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nakhara.foundation.parties.gate import SEE, gate, show, submit
from nakhara.foundation.parties.may import may
from nakhara.foundation.record import clock
from nakhara.look.forms import differences
from nakhara.stages.plan.subjects import title
from nakhara.stages.review.actions import declare as declare_interest
from nakhara.stages.review.actions import save_scores, send_scores
from nakhara.stages.review.forms import DeclareForm, SheetForm, VersionForm, levels_in
from nakhara.stages.review.methods import arithmetic as arithmetic_of
from nakhara.stages.review.models import OVERALL, Assignment
from nakhara.stages.review.queries.filed import filed_part
from nakhara.stages.review.queries.panels import law_of, part_name, score_step
from nakhara.stages.review.queries.scores import Sheet, panel_of
from nakhara.stages.review.queries.sheets import done, gaps_of, is_open, peers_of, sheet_of, to_do

ROWS = 25


@gate("review/see")
def list_sheets(request: HttpRequest) -> HttpResponse:
    """The reviewer's own sheets: what is to do, or what is done."""
    if "secretariat" in request.actor.standing:
        return redirect("review:filings")
    q, shown = request.GET.get("q", "").strip(), request.GET.get("show", "")
    rows = done(request.actor, q) if shown == "done" else to_do(request.actor, q)
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    here = reverse("review:list")
    context = {
        "page": page,
        "rows": [{"sheet": sheet, "name": part_name(sheet.filing, sheet.part)} for sheet in page],
        "q": q,
        "shown": shown,
        "kept": [("show", shown)] if shown else [],
        "chips": [
            {"label": _("To do"), "url": here, "on": shown != "done"},
            {"label": _("Done"), "url": f"{here}?show=done", "on": shown == "done"},
        ],
        "today": clock.today(),
    }
    return render(request, "review/list.html", context)


@gate(SEE, assignment=Assignment)
def sheet(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """The plan as filed at the left, the form at the right; saved as a draft, then checked and sent."""
    form = _form(assignment, request.POST or None)
    if request.method == "POST" and form.is_valid():
        if done_ := submit(request, form, lambda: _save(request, assignment, form)):
            return done_
        _settle(form, assignment)
    return show(request, "review/sheet.html", _context(request, assignment, form), form)


def _form(assignment: Assignment, data=None) -> SheetForm:
    scores = list(assignment.scores.all())
    return SheetForm(data, assignment=assignment, law=law_of(assignment.filing), scores=scores)


def _save(request: HttpRequest, assignment: Assignment, form: SheetForm) -> str:
    save_scores(
        by=request.actor,
        assignment=assignment,
        scores=form.scores(),
        comment=form.cleaned_data["comment"],
        version=form.cleaned_data["version"],
        at=clock.now(),
    )
    page = "review:send" if "send" in request.POST else "review:sheet"
    return reverse(page, args=[assignment.key])


def _settle(form: SheetForm, assignment: Assignment) -> None:
    """After a stale save: what differs from the sheet as it stands now, and its version for the next send."""
    if getattr(form, "conflict", None) is None:
        return
    assignment.refresh_from_db()
    form.conflict = differences(form, _form(assignment))
    form.renew(assignment.version)


def _context(request: HttpRequest, assignment: Assignment, form: SheetForm) -> dict:
    filing, today = assignment.filing, clock.today()
    own = may(request.actor, score_step(assignment.part), assignment)
    now = sheet_of(assignment, today)
    filed = filed_part(filing, assignment.part)
    peers = peers_of(assignment, today) if own or "secretariat" in request.actor.standing else []
    return {
        "assignment": assignment,
        "filing": filing,
        "area": title(filing.application.plan),
        "part_name": part_name(filing, assignment.part),
        "whole": assignment.part == OVERALL,
        "own": own,
        "shows": own or assignment.sent_at is not None,
        "writes": own and is_open(assignment),
        "form": form,
        "rows": form.rows(filed["answers"]),
        "filed": filed,
        "papers": filed["papers"],
        "levels": law_of(filing).levels,
        "arithmetic": now.arithmetic,
        "now": now,
        "own_items": _scored(assignment, now),
        "saved_at": max((score.saved_at for score in now.scores.values()), default=None),
        "today": today,
        "peers": peers,
        "panel": panel_of(filing, assignment.part, [now, *peers], today) if assignment.sent_at else None,
        "declare": DeclareForm() if own and not assignment.sent_at else None,
        "days": (assignment.due - today).days,
        "late": (today - assignment.due).days,
        "conflict": getattr(form, "conflict", None),
    }


@gate("review/declare", assignment=Assignment)
def declare(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """Say whether an interest bars; a conflict closes the sheet for good."""
    form = DeclareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            said = form.cleaned_data
            declare_interest(
                by=request.actor,
                assignment=assignment,
                conflict=said["conflict"],
                reason=said["reason"],
                at=clock.now(),
            )
            return reverse("review:list") if said["conflict"] else reverse("review:sheet", args=[assignment.key])

        if done_ := submit(request, form, act):
            return done_
    context = {
        "form": form,
        "assignment": assignment,
        "area": title(assignment.filing.application.plan),
        "part_name": part_name(assignment.filing, assignment.part),
    }
    return show(request, "review/declare.html", context, form)


@gate(SEE, assignment=Assignment)
def arithmetic(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """What the levels chosen so far come to; kept nowhere."""
    law = law_of(assignment.filing)
    levels = levels_in(request.GET.items(), law, assignment.part)
    context = {
        "arithmetic": arithmetic_of(law, assignment.part, levels, clock.today()),
        "assignment": assignment,
        "part_name": part_name(assignment.filing, assignment.part),
    }
    page = "review/_arithmetic.html" if request.htmx else "review/arithmetic.html"
    return render(request, page, context)


@gate(SEE, assignment=Assignment)
def send(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """Check once more, then send; afterwards nothing changes."""
    if not may(request.actor, score_step(assignment.part), assignment):
        raise Http404
    if assignment.sent_at and request.method == "GET":
        return redirect("review:sheet", assignment=assignment.key)
    at = clock.now()
    form = VersionForm(request.POST or None, initial={"version": assignment.version})
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            version = form.cleaned_data["version"]
            send_scores(by=request.actor, assignment=assignment, version=version, at=at)
            return reverse("review:sheet", args=[assignment.key])

        if done_ := submit(request, form, act):
            return done_
        if getattr(form, "conflict", None) is not None:
            assignment.refresh_from_db()
            form.renew(assignment.version)
    filing, now = assignment.filing, sheet_of(assignment, clock.today())
    context = {
        "form": form,
        "assignment": assignment,
        "area": title(filing.application.plan),
        "part_name": part_name(filing, assignment.part),
        "rows": _scored(assignment, now),
        "gaps": gaps_of(assignment, timezone.localdate(at)),
        "arithmetic": now.arithmetic,
        "may_send": is_open(assignment),
        "stale": getattr(form, "conflict", None) is not None,
    }
    return show(request, "review/send.html", context, form)


def _scored(assignment: Assignment, sheet: Sheet) -> list[tuple]:
    """Each item with its number and what is written for it."""
    items = enumerate(law_of(assignment.filing).items_of(assignment.part), 1)
    return [(number, item, sheet.scores.get(item.id)) for number, item in items]
