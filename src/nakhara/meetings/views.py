"""Pages of meetings: the list, a sitting with its agenda, attendance, one item, the chair's confirmation, minutes."""

from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from nakhara.foundation.parties.gate import SEE, gate, show, submit
from nakhara.foundation.parties.may import may, visible
from nakhara.foundation.parties.models import SeatRole
from nakhara.foundation.record import clock
from nakhara.meetings.actions import (
    add_item,
    adopt_list,
    arrange_meeting,
    cast_votes,
    confirm_meeting,
    open_meeting,
    record_attendance,
    recuse,
    remove_item,
    resolve_item,
)
from nakhara.meetings.agenda import KINDS, kind_of
from nakhara.meetings.forms import (
    AddForm,
    AdoptForm,
    ArrangeForm,
    AttendanceForm,
    ConfirmForm,
    PlainForm,
    RecuseForm,
    ResolveForm,
)
from nakhara.meetings.models import AgendaItem, Meeting
from nakhara.meetings.queries import (
    candidates_of,
    count_of,
    labels_of_outcomes,
    options_of,
    places_of,
    quorum_of,
    served_bodies,
)

ROWS = 25


@gate("meeting/see")
def list_meetings(request: HttpRequest) -> HttpResponse:
    """The sittings of the reader's bodies, latest first."""
    q = request.GET.get("q", "").strip()
    rows = visible(request.actor, Meeting.objects.select_related("body")).order_by("-at", "-id")
    if q:
        rows = rows.filter(Q(body__name_th__icontains=q) | Q(body__name_en__icontains=q) | Q(place__icontains=q))
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {"page": page, "q": q, "may_arrange": bool(served_bodies(request.actor)), "now": clock.now()}
    return render(request, "meetings/list.html", context)


@gate("meeting/see")
def arrange(request: HttpRequest) -> HttpResponse:
    """Call a sitting."""
    form = ArrangeForm(request.POST or None, bodies=served_bodies(request.actor))
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            meeting = arrange_meeting(
                by=request.actor,
                body=form.chosen,
                sits_at=form.sits_at,
                place=form.cleaned_data["place"],
                at=clock.now(),
            )
            return reverse("meetings:meeting", args=[meeting.key])

        if done := submit(request, form, act):
            return done
    return show(request, "meetings/arrange.html", {"form": form}, form)


@gate(SEE, meeting=Meeting)
def detail(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """A sitting: agenda with reasons, quorum, what is resolved, and what the reader may do now."""
    return render(request, "meetings/meeting.html", _sitting(request, meeting))


def _sitting(request: HttpRequest, meeting: Meeting, **forms) -> dict:
    actor, now = request.actor, clock.now()
    items = list(meeting.items.select_related("resolution").prefetch_related("votes", "recusals"))
    for item in items:
        item.meeting = meeting
    places = places_of(meeting)
    arranges = meeting.confirmed_at is None and may(actor, "meeting/arrange", meeting)
    sits = arranges and meeting.opened_at is not None
    confirms = meeting.confirmed_at is None and meeting.opened_at and may(actor, "meeting/confirm", meeting)
    return {
        "meeting": meeting,
        "rows": [_row(item, now) for item in items],
        "places": places,
        "present": sum(p.person is not None for p in places),
        "filled": sum(p.filled for p in places),
        "add": forms.get("add") or (AddForm(candidates=candidates_of(meeting)) if arranges else None),
        "opens": PlainForm() if arranges and meeting.opened_at is None else None,
        "resolves": sits,
        "lists": _lists(items) if sits else [],
        "confirm": forms.get("confirm") or (ConfirmForm(initial={"version": meeting.version}) if confirms else None),
        "summary": _summary(items),
        "crumbs": [
            {"label": _("Meetings"), "url": reverse("meetings:list")},
            {"label": f"{meeting.number}/{meeting.year + 543}"},
        ],
    }


def _row(item: AgendaItem, now) -> dict:
    kind = kind_of(item)
    return {
        "item": item,
        "kind": kind,
        "lines": kind.lines(item),
        "needs": kind.needs(item, now),
        "papers": kind.papers(item),
        "quorum": quorum_of(item),
        "options": options_of(item, now),
        "resolution": getattr(item, "resolution", None),
        "recused": item.recusals.all(),
    }


def _lists(items: list[AgendaItem]) -> list[dict]:
    """Kinds of which two or more items stand on the agenda: they can be adopted as a list."""
    names = [item.kind for item in items]
    return [{"kind": name, "count": names.count(name)} for name in dict.fromkeys(names) if names.count(name) > 1]


def _summary(items: list[AgendaItem]) -> list[tuple[str, str]]:
    said = {item: item.resolution.outcome if hasattr(item, "resolution") else "postpone" for item in items}
    labels = labels_of_outcomes()
    rows = [(label, [i.title for i, outcome in said.items() if outcome == key]) for key, label in labels.items()]
    return [(label, " · ".join(titles)) for label, titles in rows if titles]


@gate("meeting/arrange", meeting=Meeting)
def add(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Put something on the agenda."""
    form = AddForm(request.POST or None, candidates=candidates_of(meeting))
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            kind, thing = form.read()
            add_item(by=request.actor, meeting=meeting, kind=kind, thing=thing, at=clock.now())
            return reverse("meetings:meeting", args=[meeting.key])

        if done := submit(request, form, act):
            return done
    return show(request, "meetings/meeting.html", _sitting(request, meeting, add=form), form)


@gate("meeting/arrange", item=AgendaItem)
def remove(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    """Take something off the agenda, after asking once more."""
    form = PlainForm(request.POST or None)
    back = reverse("meetings:meeting", args=[item.meeting.key])
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            remove_item(by=request.actor, item=item, at=clock.now())
            return back

        if done := submit(request, form, act):
            return done
    return show(request, "meetings/remove.html", {"form": form, "item": item, "back": back}, form)


@gate("meeting/attend", meeting=Meeting)
def attendance(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Open the sitting, or write down again who is there."""
    form = AttendanceForm(request.POST or None, places=places_of(meeting))
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            if meeting.opened_at is None:
                open_meeting(by=request.actor, meeting=meeting, at=clock.now())
            record_attendance(by=request.actor, meeting=meeting, present=form.present(), at=clock.now())
            return reverse("meetings:meeting", args=[meeting.key])

        if done := submit(request, form, act):
            return done
    context = {"form": form, "meeting": meeting, "vacant": [p.seat for p in places_of(meeting) if not p.filled]}
    return show(request, "meetings/attendance.html", context, form)


@gate("meeting/resolve", item=AgendaItem)
def resolve(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    """One item: reasons, votes by seat, resolution."""
    places, now = places_of(item.meeting, item), clock.now()
    form = ResolveForm(
        request.POST or None, item=item, places=places, at=now, initial={"version": item.version, **_resolved(item)}
    )
    if request.method == "POST" and form.is_valid():

        @transaction.atomic
        def act() -> str:
            said = form.cleaned_data
            cast_votes(by=request.actor, item=item, votes=form.votes(), at=now)
            resolve_item(
                by=request.actor,
                item=item,
                outcome=said["outcome"],
                reason=said["reason"],
                version=said["version"],
                at=now,
            )
            return reverse("meetings:meeting", args=[item.meeting.key]) + f"#item-{item.key}"

        if done := submit(request, form, act):
            return done
    context = {
        "form": form,
        "row": _row(item, now),
        "meeting": item.meeting,
        "recuse": RecuseForm(places=places),
        "recused": [place for place in places if place.recused],
        "count": count_of(item),
    }
    return show(request, "meetings/item.html", context, form)


def _resolved(item: AgendaItem) -> dict:
    resolution = getattr(item, "resolution", None)
    return {"outcome": resolution.outcome, "reason": resolution.reason} if resolution else {}


@gate("meeting/attend", item=AgendaItem)
def take_no_part(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    """A seat is recused from an item."""
    form = RecuseForm(request.POST or None, places=places_of(item.meeting, item))
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            said = form.cleaned_data
            recuse(by=request.actor, item=item, seat=form.chosen, reason=said["reason"], at=clock.now())
            return reverse("meetings:resolve", args=[item.key])

        if done := submit(request, form, act):
            return done
    return show(request, "meetings/recuse.html", {"form": form, "item": item}, form)


@gate("meeting/resolve", meeting=Meeting)
def adopt(request: HttpRequest, meeting: Meeting, kind: str) -> HttpResponse:
    """Adopt a list whole or with exceptions; everybody present votes for it."""
    items = list(meeting.items.filter(kind=kind).prefetch_related("votes", "recusals"))
    get_object_or_404(Meeting.objects.filter(pk=meeting.pk, items__kind=kind).distinct())
    form = AdoptForm(request.POST or None, items=items, at=clock.now(), initial={"version": meeting.version})
    if request.method == "POST" and form.is_valid():

        @transaction.atomic
        def act() -> str:
            now = clock.now()
            for item in items:
                part = [p.seat for p in places_of(meeting, item) if p.takes_part and p.seat.votes]
                cast_votes(by=request.actor, item=item, votes=dict.fromkeys(part, "for"), at=now)
            adopt_list(
                by=request.actor,
                meeting=meeting,
                exceptions=form.exceptions(),
                kind=kind,
                version=form.cleaned_data["version"],
                at=now,
            )
            return reverse("meetings:meeting", args=[meeting.key])

        if done := submit(request, form, act):
            return done
    context = {"form": form, "meeting": meeting, "kind": KINDS[kind]}
    return show(request, "meetings/adopt.html", context, form)


@gate("meeting/confirm", meeting=Meeting)
def confirm(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The chair confirms the sitting's resolutions, and they take effect."""
    form = ConfirmForm(request.POST or None, initial={"version": meeting.version})
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            confirm_meeting(by=request.actor, meeting=meeting, version=form.cleaned_data["version"], at=clock.now())
            return reverse("meetings:meeting", args=[meeting.key])

        if done := submit(request, form, act):
            return done
    return show(request, "meetings/meeting.html", _sitting(request, meeting, confirm=form), form)


@gate(SEE, meeting=Meeting)
def minutes(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The minutes, written from the record; for printing."""
    items = meeting.items.select_related("resolution").prefetch_related("recusals__seat")
    places = places_of(meeting)
    labels = labels_of_outcomes()
    rows = [(item, labels.get(getattr(getattr(item, "resolution", None), "outcome", ""), "–")) for item in items]
    context = {
        "meeting": meeting,
        "rows": rows,
        "there": [p for p in places if p.person],
        "away": [p for p in places if p.filled and not p.person],
        "chair": next((p for p in places if p.seat.role == SeatRole.CHAIR), None),
    }
    return render(request, "meetings/minutes.html", context)
