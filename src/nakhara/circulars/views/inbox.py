"""An office's letters: what waits, its registers, receiving one or many, passing on, assigning, acknowledging."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nakhara.circulars.actions import (
    acknowledge,
    assign_section,
    cancel_receipt,
    pass_on,
    receive_letter,
    receive_letters,
)
from nakhara.circulars.formats import stamp_of
from nakhara.circulars.forms import BulkReceiptForm, HandoverForm, PlainForm, ReasonForm, ReceiptForm, ReceiversForm
from nakhara.circulars.models import Dispatch, Receipt
from nakhara.circulars.queries.letters import register_in, register_out, waiting
from nakhara.circulars.queries.routes import whole
from nakhara.circulars.subjects import offices_of
from nakhara.circulars.views.letters import tabs_of
from nakhara.foundation.parties.gate import SIGNED_IN, gate, show, submit
from nakhara.foundation.record import clock

PAGE = 50
BOOKS = ("in", "out", "out-circular")


@gate(SIGNED_IN)
def inbox(request: HttpRequest) -> HttpResponse:
    """Letters that wait for the reader's office; a clerk checks several and receives them with one button."""
    offices, text = offices_of(request.actor), request.GET.get("q", "")
    # a letter received meanwhile is told by the action, so that a second click gets the first one's answer
    letters = Dispatch.objects.filter(receiver__in=offices)
    form = BulkReceiptForm(request.POST or None, letters=letters, initial={"received_on": clock.today()})
    if done := form.is_valid() and submit(request, form, lambda: _receive_many(request, form)):
        return done
    context = {
        "form": form,
        "checked": set(request.POST.getlist("letters")),
        "page": Paginator(waiting(offices, text), PAGE).get_page(request.GET.get("page")),
        "q": text,
        "office": _office(request),
        "clerk": "clerk-anywhere" in request.actor.standing,
        "tabs": tabs_of(request, "inbox"),
        "crumbs": [{"label": _("Letters")}],
    }
    return show(request, "circulars/inbox.html", context, form)


def _office(request: HttpRequest):
    return whole(request.actor.organisation) if request.actor.organisation else None


def _receive_many(request: HttpRequest, form: BulkReceiptForm) -> str:
    data = form.cleaned_data
    receive_letters(
        by=request.actor,
        dispatches=list(data["letters"]),
        received_on=data["received_on"],
        received_time=data["received_time"],
        at=clock.now(),
    )
    return reverse("circulars:register", args=["in"])


@gate("letter/receive", dispatch=Dispatch)
def receive(request: HttpRequest, dispatch: Dispatch) -> HttpResponse:
    """Receive one letter."""
    form = ReceiptForm(request.POST or None, initial={"received_on": clock.today()})

    def act() -> str:
        data = form.cleaned_data
        values = {name: data[name] for name in ("received_on", "received_time")}
        receive_letter(by=request.actor, dispatch=dispatch, at=clock.now(), **values)
        return _letter_page(dispatch)

    if done := form.is_valid() and submit(request, form, act):
        return done
    title = _("Receive the letter")
    return _page(request, dispatch.letter, form, title, _("Stamp it with the next number"))


def _letter_page(thing) -> str:
    return reverse("circulars:letter", args=[thing.letter.key])


def _page(request, letter, form, title: str, button: str, **more) -> HttpResponse:
    crumbs = [
        {"label": _("Letters"), "url": reverse("circulars:inbox")},
        {"label": letter.number or letter.subject, "url": reverse("circulars:letter", args=[letter.key])},
        {"label": title},
    ]
    context = {"letter": letter, "form": form, "title": title, "button": button, "crumbs": crumbs, **more}
    return show(request, "circulars/act.html", context, form)


@gate("letter/pass-on", dispatch=Dispatch)
def pass_letter_on(request: HttpRequest, dispatch: Dispatch) -> HttpResponse:
    """Pass a received letter on to offices of the tier below."""
    form = ReceiversForm(request.POST or None, office=dispatch.receiver)

    def act() -> str:
        pass_on(by=request.actor, dispatch=dispatch, receivers=form.chosen(), at=clock.now())
        return _letter_page(dispatch)

    if done := form.is_valid() and submit(request, form, act):
        return done
    count = Dispatch.objects.filter(passed_from=dispatch).count()
    note = ngettext(
        "%(count)s office has it from you already and is left out.",
        "%(count)s offices have it from you already and are left out.",
        count,
    ) % {"count": count}
    notes = {"note": note if count else "", "empty": not form.fields["receivers"].choices}
    return _page(request, dispatch.letter, form, _("Pass the letter on"), _("Send it on"), **notes)


@gate("letter/assign", receipt=Receipt)
def assign(request: HttpRequest, receipt: Receipt) -> HttpResponse:
    """Hand a received letter to a section."""
    form = HandoverForm(request.POST or None, office=receipt.office, initial={"dated": clock.today()})

    def act() -> str:
        data = form.cleaned_data
        values = {name: data[name] for name in ("number", "note", "dated")}
        section = form.sections[data["section"]]
        assign_section(by=request.actor, receipt=receipt, section=section, at=clock.now(), **values)
        return _letter_page(receipt)

    if done := form.is_valid() and submit(request, form, act):
        return done
    more = {"empty": not form.sections}
    return _page(request, receipt.letter, form, _("Hand it to a section"), _("Hand it over"), **more)


@gate("letter/acknowledge", receipt=Receipt)
def acknowledge_receipt(request: HttpRequest, receipt: Receipt) -> HttpResponse:
    """Acknowledge a letter (POST only)."""
    form = PlainForm(request.POST or None)

    def act() -> str:
        acknowledge(by=request.actor, receipt=receipt, at=clock.now())
        return _letter_page(receipt)

    if done := form.is_valid() and submit(request, form, act):
        return done
    if form.errors:
        return _page(request, receipt.letter, form, _("Acknowledge the letter"), _("Acknowledge"))
    return HttpResponseRedirect(_letter_page(receipt))


@gate("letter/cancel", receipt=Receipt)
def cancel(request: HttpRequest, receipt: Receipt) -> HttpResponse:
    """Cancel a receipt keyed by mistake; its number stays."""
    form = ReasonForm(request.POST or None)

    def act() -> str:
        cancel_receipt(by=request.actor, receipt=receipt, reason=form.cleaned_data["reason"], at=clock.now())
        return reverse("circulars:inbox")

    if done := form.is_valid() and submit(request, form, act):
        return done
    note = _("The number %(number)s stays in the register, struck out with the reason. The letter waits again.")
    more = {"note": note % {"number": receipt.number}}
    return _page(
        request, receipt.letter, form, _("Cancel the receipt"), _("Cancel the receipt, keep its number"), **more
    )


@gate(SIGNED_IN)
def register(request: HttpRequest, book: str) -> HttpResponse:
    """A register of the reader's office in one calendar year."""
    office, year, text = _office(request), _year(request), request.GET.get("q", "")
    rows = book_of(request, book, office, year, text)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "book": book,
        "page": page,
        "q": text,
        "year": year,
        "years": [clock.today().year - back for back in range(3)],
        "office": office,
        "tabs": tabs_of(request, book),
        "crumbs": [{"label": _("Letters")}],
    }
    return render(request, "circulars/register.html", context)


def book_of(request: HttpRequest, book: str, office, year: int, text: str = ""):
    """The rows of a book; an office inside a province or district has its own book of letters sent."""
    if book not in BOOKS:
        raise Http404
    if office is None:
        return Receipt.objects.none()
    if book == "in":
        return register_in(office, year, text)
    return register_out(request.actor.organisation, year, circular=book == "out-circular", text=text)


def _year(request: HttpRequest) -> int:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else clock.today().year


@gate(SIGNED_IN)
def print_register(request: HttpRequest, book: str) -> HttpResponse:
    """A register on A4, whole: every number of the year from the first, cancelled ones struck out."""
    office, year = _office(request), _year(request)
    rows = list(book_of(request, book, office, year))[::-1]
    context = {
        "book": book,
        "rows": [(row, stamp_of(row)) for row in rows] if book == "in" else rows,
        "count": len(rows),
        "year": year,
        "office": office,
        "now": clock.now(),
        "back": {"label": _("Back to the register"), "url": reverse("circulars:register", args=[book])},
    }
    return render(request, "circulars/print_register.html", context)
