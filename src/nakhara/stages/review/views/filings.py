"""The secretariat's pages: filings under review, who is asked, the scores, the closing; and the subcommittee's list."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nakhara.foundation.parties.gate import SEE, gate, show, submit
from nakhara.foundation.parties.may import may, visible
from nakhara.foundation.record import clock
from nakhara.look.charts import gauge
from nakhara.meetings.models import Meeting
from nakhara.rulebook import decision
from nakhara.stages.application.models import Filing
from nakhara.stages.application.subjects import filing_address
from nakhara.stages.plan.subjects import title
from nakhara.stages.review.actions import assign_reviewers, close_review, withdraw_assignment
from nakhara.stages.review.actions.assigning import against_assigning
from nakhara.stages.review.actions.deciding import reasons_not_to_close
from nakhara.stages.review.forms import AssignForm, PlainForm
from nakhara.stages.review.methods import Panel
from nakhara.stages.review.models import OVERALL, Assignment, Screening, Verdict
from nakhara.stages.review.queries.findings import answer_of, verdict_panel
from nakhara.stages.review.queries.panels import (
    bars_of,
    due_of,
    in_review,
    panels_of,
    part_name,
    parts_of,
    sheets_of,
)
from nakhara.stages.review.queries.scores import facts_of, panel_of, scores_of, verdict_of, verdicts_of, with_scores
from nakhara.stages.review.queries.screened import screened_list, screening_of

ROWS = 25


@gate("review/assign")
def list_filings(request: HttpRequest) -> HttpResponse:
    """The filings found complete: how far their review is, the soonest due first."""
    q = request.GET.get("q", "").strip()
    page = Paginator(in_review(request.actor, q), ROWS).get_page(request.GET.get("page"))
    context = {"page": page, "q": q, "today": clock.today()}
    return render(request, "review/filings.html", context)


@gate("review/scores", filing=Filing)
def filing(request: HttpRequest, filing: Filing) -> HttpResponse:
    """The scores of a filing: each part's mean and spread, each reviewer, the verdict by either reading."""
    actor, at = request.actor, clock.now()
    verdict = verdict_of(filing)
    keeps = "secretariat" in actor.standing
    if verdict is None and not keeps:
        raise Http404
    return render(request, "review/filing.html", _scores(request, filing, verdict, at, PlainForm()))


def _scores(request: HttpRequest, filing: Filing, verdict: Verdict | None, at, form: PlainForm) -> dict:
    day = timezone.localdate(at)
    keeps = "secretariat" in request.actor.standing
    answer = answer_of(verdict) if verdict else decision.assess(facts_of(filing, day), day).as_json()
    stops = reasons_not_to_close(filing, at) if keeps and verdict is None else []
    screening = screening_of(filing)
    return {
        "filing": filing,
        "area": title(filing.application.plan),
        "organisation": filing.application.plan.organisation,
        "filed_url": filing_address(filing),
        "parts": _parts(filing, day, keeps),
        "verdict": {**verdict_panel(filing, answer), **({} if verdict else {"summary": _("As the scores stand now")})},
        "closed": verdict,
        "screening": screening,
        "list_url": _list_url(request, screening),
        "may_assign": verdict is None
        and may(request.actor, "review/assign", filing)
        and not against_assigning(filing, at),
        "may_close": verdict is None and may(request.actor, "review/close", filing),
        "stops": stops,
        "form": form,
        "today": day,
        "crumbs": [*_home(request), {"label": filing.application.number}],
    }


def _list_url(request: HttpRequest, screening: Screening | None) -> str:
    """Where the list stands that the filing is on, for those who see the meeting that made it."""
    if screening is None or not screening.listed:
        return ""
    seen = visible(request.actor, Meeting.objects.filter(pk=screening.meeting_id)).exists()
    return reverse("review:screened", args=[screening.meeting.key]) if seen else ""


def _home(request: HttpRequest) -> list[dict]:
    """The way back to the reader's own list, for those who have one."""
    return [{"label": _("Review"), "url": reverse("review:list")}] if may(request.actor, "review/see") else []


def _parts(filing: Filing, day, keeps: bool) -> list[dict]:
    sheets = with_scores(sheets_of(filing), filing, day)
    bars = bars_of(filing, day) if keeps else {}
    rows = []
    for part in parts_of(filing):
        of_part = [one for one in sheets if one.assignment.part == part and (keeps or one.assignment.sent_at)]
        sent = [one for one in of_part if one.assignment.sent_at]
        rows.append(
            {
                "part": part,
                "name": part_name(filing, part),
                "whole": part == OVERALL,
                "panel": panel_of(filing, part, sent, day),
                "sheets": [{"sheet": one, "bar": bars.get(one.assignment.reviewer.person_id, "")} for one in of_part],
                "waiting": len(of_part) - len(sent),
                "gauge": _gauge(part, panel_of(filing, part, sent, day)),
            }
        )
    return rows


def _gauge(part: str, panel: Panel):
    return gauge(panel.mean, panel.mark, None if part == OVERALL else part) if panel.percents else ""


@gate("review/assign", filing=Filing)
def assign(request: HttpRequest, filing: Filing) -> HttpResponse:
    """Ask the members of the working groups and of the subcommittee to score."""
    at, today = clock.now(), clock.today()
    names = {part: part_name(filing, part) for part in parts_of(filing)}
    panels, due = panels_of(filing, at), due_of(filing, at)
    form = AssignForm(request.POST or None, panels=panels, names=names, due=due, today=today)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            due = form.cleaned_data["due"]
            assign_reviewers(by=request.actor, filing=filing, chosen=form.chosen(), due=due, at=at)
            return reverse("review:filing", args=[filing.key])

        if done := submit(request, form, act):
            return done
    asked = {part: [] for part in names}
    for sheet in sheets_of(filing):
        asked[sheet.part].append(sheet)
    context = {
        "form": form,
        "rows": [(part, names[part], boxes, barred, asked[part]) for part, boxes, barred in form.rows()],
        "filing": filing,
        "area": title(filing.application.plan),
        "stops": against_assigning(filing, at),
        "today": today,
        "crumbs": [
            {"label": _("Review"), "url": reverse("review:filings")},
            {"label": filing.application.number, "url": reverse("review:filing", args=[filing.key])},
            {"label": _("Reviewers")},
        ],
    }
    return show(request, "review/assign.html", context, form)


@gate("review/assign", assignment=Assignment)
def withdraw(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """Take a sheet back, after asking once more, so that somebody else can be asked."""
    form = PlainForm(request.POST or None)
    filing = assignment.filing
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            withdraw_assignment(by=request.actor, assignment=assignment, at=clock.now())
            return reverse("review:assign", args=[filing.key])

        if done := submit(request, form, act):
            return done
    context = {
        "form": form,
        "assignment": assignment,
        "area": title(filing.application.plan),
        "part_name": part_name(filing, assignment.part),
        "back": reverse("review:filing", args=[filing.key]),
    }
    return show(request, "review/withdraw.html", context, form)


@gate("review/close", filing=Filing)
def close(request: HttpRequest, filing: Filing) -> HttpResponse:
    """Close the review: the rules give the verdict, and no score changes after."""
    form, at = PlainForm(request.POST or None), clock.now()
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            close_review(by=request.actor, filing=filing, at=at)
            return reverse("review:filing", args=[filing.key])

        if done := submit(request, form, act):
            return done
    return show(request, "review/filing.html", _scores(request, filing, verdict_of(filing), at, form), form)


@gate(SEE, meeting=Meeting)
def screened(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The subcommittee's dated list, with the scores it rests on, for the bodies and the secretariat."""
    listed = screened_list(meeting)
    seen = set(
        visible(request.actor, Screening.objects.filter(meeting=meeting, listed=True)).values_list("pk", flat=True)
    )
    verdicts = verdicts_of(row.filing for row in listed)
    rows = [
        {
            "number": number,
            "area": title(row.filing.application.plan),
            "filing": row.filing,
            "scores": _shown(scores_of(verdicts[row.filing_id]), row.filing) if row.pk in seen else None,
        }
        for number, row in enumerate(listed, 1)
    ]
    context = {"meeting": meeting, "rows": rows, "crumbs": [*_home(request), {"label": _("List")}]}
    return render(request, "review/screened.html", context)


def _shown(scores: dict, filing: Filing) -> dict:
    return {"whole": scores.get(OVERALL), "parts": [(part, scores.get(part)) for part in filing.claimed]}
