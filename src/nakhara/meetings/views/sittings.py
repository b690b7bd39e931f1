"""Pages of a sitting: the list, the agenda with its reasons, attendance, the chair's confirmation, minutes."""

from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.gate import SEE, gate, show, submit
from nakhara.foundation.parties.may import may, visible
from nakhara.foundation.parties.models import Seat, SeatRole
from nakhara.foundation.record import clock
from nakhara.look.forms import differences
from nakhara.meetings.actions import (
    add_item,
    arrange_meeting,
    confirm_meeting,
    open_meeting,
    record_attendance,
    remove_item,
)
from nakhara.meetings.forms import VOTES, AddForm, ArrangeForm, AttendanceForm, ConfirmForm, PlainForm
from nakhara.meetings.models import AgendaItem, Meeting
from nakhara.meetings.queries import (
    barred_from,
    candidates_of,
    labels_of_outcomes,
    places_of,
    recused_seats,
    served_bodies,
    stands_in,
)
from nakhara.meetings.views.rows import renewed, row_of

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
    items = list(meeting.items.select_related("resolution__stand_in__seat").prefetch_related("votes", "recusals"))
    for item in items:
        item.meeting = meeting
    places = places_of(meeting)
    arranges = meeting.confirmed_at is None and may(actor, "meeting/arrange", meeting)
    sits = arranges and meeting.opened_at is not None
    confirms = meeting.confirmed_at is None and meeting.opened_at and may(actor, "meeting/confirm", meeting)
    rows = [row_of(item, actor, now) | {"may_stand_in": _may_stand_in(item, actor, now)} for item in items]
    return {
        "meeting": meeting,
        "rows": rows,
        "places": places,
        "present": sum(p.person is not None for p in places),
        "filled": sum(p.filled for p in places),
        "add": forms.get("add") or (AddForm(candidates=candidates_of(meeting)) if arranges else None),
        "opens": PlainForm() if arranges and meeting.opened_at is None else None,
        "resolves": sits,
        "lists": _lists(items) if sits else [],
        "confirm": forms.get("confirm") or (ConfirmForm(initial={"version": meeting.version}) if confirms else None),
        "stale": forms.get("stale", False),
        "summary": _summary(rows),
        "crumbs": [
            {"label": _("Meetings"), "url": reverse("meetings:list")},
            {"label": f"{meeting.number}/{meeting.year + 543}"},
        ],
    }


def _may_stand_in(item: AgendaItem, actor: Actor, now: datetime) -> bool:
    """Whether the reader may confirm an item in the chair's place, and it waits for that."""
    resolution = getattr(item, "resolution", None)
    if item.meeting.confirmed_at or resolution is None or resolution.outcome == "postpone" or resolution.stand_in_id:
        return False
    return stands_in(actor, item, now)


def _lists(items: list[AgendaItem]) -> list[dict]:
    """Kinds of which two or more items wait for a resolution: they can be adopted as a list."""
    names = [item.kind for item in items if not hasattr(item, "resolution") and not item.votes.all()]
    return [{"kind": name, "count": names.count(name)} for name in dict.fromkeys(names) if names.count(name) > 1]


def _summary(rows: list[dict]) -> list[tuple[str, str]]:
    """What the chair confirms, by outcome, and what is not theirs to confirm."""
    said = {r["item"]: r["resolution"].outcome if r["resolution"] else "postpone" for r in rows if not r["hidden"]}
    told = [(label, [i.title for i, one in said.items() if one == key]) for key, label in labels_of_outcomes().items()]
    left = [row["item"].title for row in rows if row["hidden"]]
    told.append((_("Confirmed by a member: an interest bars the chair"), left))
    return [(label, " · ".join(titles)) for label, titles in told if titles]


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
    places = places_of(meeting)
    form = AttendanceForm(request.POST or None, places=places, initial={"version": meeting.version})
    if request.method == "POST" and form.is_valid():
        if done := submit(request, form, lambda: _attend(request, meeting, form)):
            return done
        if renewed(form, meeting):
            form.conflict = differences(form, AttendanceForm(places=places_of(meeting)))
    context = {
        "form": form,
        "meeting": meeting,
        "vacant": [place.seat for place in places if not place.filled],
        "conflict": getattr(form, "conflict", None),
    }
    return show(request, "meetings/attendance.html", context, form)


def _attend(request: HttpRequest, meeting: Meeting, form: AttendanceForm) -> str:
    said = {"by": request.actor, "meeting": meeting, "present": form.present(), "at": clock.now()}
    if meeting.opened_at is None:
        open_meeting(**said)
    else:
        record_attendance(**said, version=form.cleaned_data["version"])
    return reverse("meetings:meeting", args=[meeting.key])


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
        if renewed(form, meeting):
            # what stands now has not been read yet: the chair says so anew
            form.data.pop("agreed", None)
    stale = getattr(form, "conflict", None) is not None
    return show(request, "meetings/meeting.html", _sitting(request, meeting, confirm=form, stale=stale), form)


@gate(SEE, meeting=Meeting)
def minutes(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The minutes, written from the record, in Thai whatever the reader's language; for printing."""
    places = places_of(meeting)
    with override("th"):
        rows = _minuted(request.actor, meeting, {place.seat.pk: place.seat for place in places})
    context = {
        "meeting": meeting,
        "rows": rows,
        "there": [p for p in places if p.person],
        "away": [p for p in places if p.filled and not p.person],
        "chair": next((p for p in places if p.seat.role == SeatRole.CHAIR), None),
    }
    return render(request, "meetings/minutes.html", context)


def _minuted(actor: Actor, meeting: Meeting, seats: dict[int, Seat]) -> list[dict]:
    """Each item with what was resolved and who took no part; a draft tells nothing to whom an interest bars."""
    now, labels, rows = clock.now(), labels_of_outcomes(), []
    items = meeting.items.select_related("resolution__stand_in__seat").prefetch_related("recusals", "votes")
    for item in items:
        item.meeting = meeting
        hidden = meeting.confirmed_at is None and barred_from(actor, item, now)
        resolution = None if hidden else getattr(item, "resolution", None)
        recused = [(seats[seat], reason) for seat, reason in recused_seats(item, now).items() if seat in seats]
        outcome = labels[resolution.outcome] if resolution else "–"
        votes = _by_choice(item, seats) if resolution else []
        rows.append({"item": item, "outcome": outcome, "resolution": resolution, "recused": recused, "votes": votes})
    return rows


def _by_choice(item: AgendaItem, seats: dict[int, Seat]) -> list[tuple[str, list[Seat]]]:
    """Which seats voted how, in the order of the choices."""
    said = {vote.seat_id: vote.choice for vote in item.votes.all()}
    told = [(label, [seat for pk, seat in seats.items() if said.get(pk) == choice]) for choice, label in VOTES]
    return [(str(label), those) for label, those in told if those]
