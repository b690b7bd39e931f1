"""An office's own letters: drafts, writing, sending, cancelling."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from nakhara.circulars.actions import cancel_letter, change_letter, send_letter, write_letter
from nakhara.circulars.forms import ChangeForm, LetterForm, ReasonForm, SendForm
from nakhara.circulars.models import Letter
from nakhara.circulars.queries.letters import drafts
from nakhara.circulars.subjects import offices_of
from nakhara.circulars.views.letters import tabs_of
from nakhara.foundation.documents.actions import store_document
from nakhara.foundation.documents.models import Document
from nakhara.foundation.parties.gate import SIGNED_IN, gate, show, submit
from nakhara.foundation.parties.may import allow
from nakhara.foundation.record import clock
from nakhara.look.forms import differences

PAGE = 25


@gate(SIGNED_IN)
def list_drafts(request: HttpRequest) -> HttpResponse:
    """Letters written here and not sent yet."""
    page = Paginator(drafts(offices_of(request.actor)), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "tabs": tabs_of(request, "drafts"), "crumbs": [{"label": _("Letters")}]}
    return render(request, "circulars/drafts.html", context)


@gate(SIGNED_IN)
def write(request: HttpRequest) -> HttpResponse:
    """Write a letter."""
    allow(request.actor, "letter/send", Letter(sender=request.actor.organisation))
    form = LetterForm(request.POST or None, request.FILES or None, offices=offices_of(request.actor))

    def act() -> str:
        documents = _stored(request, form)
        letter = write_letter(by=request.actor, documents=documents, at=clock.now(), **form.values())
        return reverse("circulars:send", args=[letter.key])

    if done := form.is_valid() and submit(request, form, act):
        return done
    crumbs = [{"label": _("Letters"), "url": reverse("circulars:inbox")}, {"label": _("Write a letter")}]
    return show(request, "circulars/write.html", {"form": form, "crumbs": crumbs}, form)


def _stored(request: HttpRequest, form: LetterForm) -> list[Document]:
    """The enclosed file as a document of the writer's organisation."""
    file = form.cleaned_data.get("file")
    given = {"by": request.actor, "organisation": request.actor.organisation, "at": clock.now()}
    return [store_document(file=file, **given)] if file else []


@gate("letter/send", letter=Letter)
def change(request: HttpRequest, letter: Letter) -> HttpResponse:
    """Change a draft."""
    offices = offices_of(request.actor)
    form = ChangeForm(
        request.POST or None, request.FILES or None, offices=offices, letter=letter, initial=initial_of(letter)
    )

    def act() -> str:
        given = {"documents": _stored(request, form), "version": form.cleaned_data["version"], **form.values()}
        change_letter(by=request.actor, letter=letter, at=clock.now(), **given)
        return reverse("circulars:send", args=[letter.key])

    if done := form.is_valid() and submit(request, form, act):
        return done
    context = {"form": form, "letter": letter, "crumbs": _crumbs(letter, _("Change the draft"))}
    if stands := getattr(form, "conflict", None):
        fresh = ChangeForm(offices=offices, letter=stands, initial=initial_of(stands))
        context["conflict"] = differences(form, fresh)
        form.renew(stands.version)
    return show(request, "circulars/write.html", context, form)


def initial_of(letter: Letter) -> dict:
    """A draft as its form shows it."""
    edges = list(letter.edges.select_related("other"))
    names = ("kind", "circular", "subject", "addressee", "body", "signed_as", "version")
    return {
        **{name: getattr(letter, name) for name in names},
        "asks": [ask.kind for ask in letter.asks.all()],
        "encloses": [edge.other.key for edge in edges],
        "count_text": edges[0].count_text if edges else "",
    }


def _crumbs(letter: Letter, title: str) -> list[dict]:
    return [
        {"label": _("Letters"), "url": reverse("circulars:drafts")},
        {"label": letter.number or letter.subject, "url": reverse("circulars:letter", args=[letter.key])},
        {"label": title},
    ]


@gate("letter/send", letter=Letter)
def send(request: HttpRequest, letter: Letter) -> HttpResponse:
    """Choose receivers, look once more, send: the number is given now."""
    form = SendForm(request.POST or None, office=letter.sender, initial={"version": letter.version})

    def act() -> str:
        given = {name: form.cleaned_data[name] for name in ("due", "version")}
        send_letter(by=request.actor, letter=letter, receivers=form.chosen(), at=clock.now(), **given)
        return reverse("circulars:letter", args=[letter.key])

    if done := form.is_valid() and submit(request, form, act):
        return done
    stands = getattr(form, "conflict", None)
    if stands is not None:
        form.renew(stands.version)
    context = {
        "letter": stands or letter,
        "changed": stands is not None,
        "form": form,
        "empty": not form.fields["receivers"].choices,
        "crumbs": _crumbs(letter, _("Send the letter")),
    }
    return show(request, "circulars/send.html", context, form)


@gate("letter/cancel", letter=Letter)
def cancel(request: HttpRequest, letter: Letter) -> HttpResponse:
    """Cancel a letter; a number once given stays."""
    form = ReasonForm(request.POST or None)

    def act() -> str:
        cancel_letter(by=request.actor, letter=letter, reason=form.cleaned_data["reason"], at=clock.now())
        return reverse("circulars:letter", args=[letter.key])

    if done := form.is_valid() and submit(request, form, act):
        return done
    title = _("Cancel the letter")
    context = {
        "letter": letter,
        "form": form,
        "title": title,
        "button": _("Cancel the letter, keep its number") if letter.number else _("Drop the draft"),
        "note": _("Nobody need receive it any more. The number stays in the register with the reason."),
        "crumbs": _crumbs(letter, title),
    }
    return show(request, "circulars/act.html", context, form)
