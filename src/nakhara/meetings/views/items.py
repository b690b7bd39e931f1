"""Pages of one agenda item: votes and resolution, recusal, the chair's place taken; and of a list adopted at once."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from nakhara.foundation.parties.gate import gate, show, submit
from nakhara.foundation.parties.may import NotAllowedError
from nakhara.foundation.record import clock
from nakhara.look.forms import differences
from nakhara.meetings.actions import adopt_list, confirm_item, recuse, resolve_item
from nakhara.meetings.actions.guarding import bar
from nakhara.meetings.agenda import KINDS
from nakhara.meetings.forms import AdoptForm, RecuseForm, ResolveForm, StandInForm
from nakhara.meetings.models import AgendaItem, Meeting
from nakhara.meetings.queries import barred_from, labels_of_outcomes, places_for, stands_in, undecided
from nakhara.meetings.views.rows import renewed, row_of


@gate("meeting/resolve", item=AgendaItem)
def resolve(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    """One item: reasons, votes by seat, resolution; nothing of it to whom an interest bars."""
    bar(request.actor, "meeting/resolve", item, clock.now())
    form = _form(item, request.POST or None)
    if request.method == "POST" and form.is_valid():
        if done := submit(request, form, lambda: _resolve(request, item, form)):
            return done
        if renewed(form, item):
            form.conflict = differences(form, _form(item))
    row = row_of(item, request.actor, clock.now())
    context = {
        "form": form,
        "row": row,
        "meeting": item.meeting,
        "recuse": RecuseForm(places=places_for(item, clock.now()), initial={"version": item.version}),
        "recused": row["recused"],
        "conflict": getattr(form, "conflict", None),
    }
    return show(request, "meetings/item.html", context, form)


def _form(item: AgendaItem, data=None) -> ResolveForm:
    now, resolution = clock.now(), getattr(item, "resolution", None)
    initial = {"outcome": resolution.outcome, "reason": resolution.reason} if resolution else {}
    return ResolveForm(
        data, item=item, places=places_for(item, now), at=now, initial={"version": item.version, **initial}
    )


def _resolve(request: HttpRequest, item: AgendaItem, form: ResolveForm) -> str:
    said = form.cleaned_data
    resolve_item(
        by=request.actor,
        item=item,
        votes=form.votes(),
        outcome=said["outcome"],
        reason=said["reason"],
        version=said["version"],
        at=clock.now(),
    )
    return _address(item)


def _address(item: AgendaItem) -> str:
    return reverse("meetings:meeting", args=[item.meeting.key]) + f"#item-{item.key}"


@gate("meeting/attend", item=AgendaItem)
def take_no_part(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    """A seat is recused from an item."""
    bar(request.actor, "meeting/attend", item, clock.now())
    places = places_for(item, clock.now())
    form = RecuseForm(request.POST or None, places=places, initial={"version": item.version})
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            said = form.cleaned_data
            recuse(
                by=request.actor,
                item=item,
                seat=form.chosen,
                reason=said["reason"],
                version=said["version"],
                at=clock.now(),
            )
            return reverse("meetings:resolve", args=[item.key])

        if done := submit(request, form, act):
            return done
        renewed(form, item)
    context = {"form": form, "item": item, "stale": getattr(form, "conflict", None) is not None}
    return show(request, "meetings/recuse.html", context, form)


@gate("meeting/vote", item=AgendaItem)
def stand_in(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    """A member confirms an item in the place of a chair whom an interest bars."""
    if not stands_in(request.actor, item, clock.now()):
        raise NotAllowedError("meeting/confirm")
    form = StandInForm(request.POST or None, initial={"version": item.version})
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            confirm_item(by=request.actor, item=item, version=form.cleaned_data["version"], at=clock.now())
            return _address(item)

        if done := submit(request, form, act):
            return done
        renewed(form, item)
    context = {
        "form": form,
        "row": row_of(item, request.actor, clock.now()),
        "meeting": item.meeting,
        "stale": getattr(form, "conflict", None) is not None,
    }
    return show(request, "meetings/stand_in.html", context, form)


@gate("meeting/resolve", meeting=Meeting)
def adopt(request: HttpRequest, meeting: Meeting, kind: str) -> HttpResponse:
    """Adopt a list whole or with exceptions; everybody there votes for it."""
    if not meeting.items.filter(kind=kind).exists():
        raise Http404
    form = _list_form(request, meeting, kind, request.POST or None)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            adopt_list(
                by=request.actor,
                meeting=meeting,
                kind=kind,
                exceptions=form.exceptions(),
                version=form.cleaned_data["version"],
                at=clock.now(),
            )
            return reverse("meetings:meeting", args=[meeting.key])

        if done := submit(request, form, act):
            return done
        renewed(form, meeting)
    context = {
        "form": form,
        "meeting": meeting,
        "kind": KINDS[kind],
        "settled": _settled(request, meeting, kind),
        "stale": getattr(form, "conflict", None) is not None,
    }
    return show(request, "meetings/adopt.html", context, form)


def _list_form(request: HttpRequest, meeting: Meeting, kind: str, data=None) -> AdoptForm:
    now = clock.now()
    items = [item for item in undecided(meeting, kind) if not barred_from(request.actor, item, now)]
    return AdoptForm(data, items=items, at=now, initial={"version": meeting.version})


def _settled(request: HttpRequest, meeting: Meeting, kind: str) -> list[tuple[AgendaItem, str]]:
    """What the list leaves alone since it has been resolved, with the outcome as it stands now."""
    now, labels = clock.now(), labels_of_outcomes()
    items = meeting.items.filter(kind=kind, resolution__isnull=False).select_related("resolution", "meeting__body")
    open_to_reader = [item for item in items.order_by("order") if not barred_from(request.actor, item, now)]
    return [(item, labels[item.resolution.outcome]) for item in open_to_reader]
