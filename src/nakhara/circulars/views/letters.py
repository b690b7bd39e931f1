"""Letters: the list, one letter with all that hangs on it, its A4 print."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from nakhara.circulars.formats import Stamp, faces_of, stamp_of, subject_of_letter
from nakhara.circulars.forms import PlainForm
from nakhara.circulars.models import Dispatch, Letter
from nakhara.circulars.queries.letters import around, dispatch_to, search_letters
from nakhara.circulars.subjects import offices_of
from nakhara.foundation.documents.queries import cited_by
from nakhara.foundation.parties.gate import PUBLIC, gate
from nakhara.foundation.parties.may import may, visible
from nakhara.rulebook.loading import edition

PAGE = 25


@gate(PUBLIC)
def list_letters(request: HttpRequest) -> HttpResponse:
    """Letters the reader may see, newest first."""
    text = request.GET.get("q", "")
    rows = search_letters(visible(request.actor, Letter.objects.filter(draft=False)), text)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "q": text, "crumbs": [{"label": _("Letters")}], "tabs": tabs_of(request, "letters")}
    return render(request, "circulars/list.html", context)


def tabs_of(request: HttpRequest, here: str) -> list[dict]:
    """The ways through an office's letters; a visitor has only the list."""
    if not offices_of(request.actor):
        return []
    rows = [
        ("inbox", _("Waiting"), reverse("circulars:inbox")),
        ("in", _("Received"), reverse("circulars:register", args=["in"])),
        ("out", _("Sent"), reverse("circulars:register", args=["out"])),
        ("out-circular", _("Circulars sent"), reverse("circulars:register", args=["out-circular"])),
        ("drafts", _("Drafts"), reverse("circulars:drafts")),
        ("letters", _("All letters"), reverse("circulars:list")),
    ]
    return [{"label": label, "url": url, "on": name == here} for name, label, url in rows]


@gate(PUBLIC, letter=Letter)
def show_letter(request: HttpRequest, letter: Letter) -> HttpResponse:
    """A letter: its face as printed and as read, enclosures, asks, stamps, and what the reader's office did with it."""
    hanging = around(letter)
    dispatch = dispatch_to(letter, offices_of(request.actor))
    context = {
        "letter": letter,
        "subject": subject_of_letter(letter),
        "around": hanging,
        "faces": faces_of(letter) if letter.provision else [],
        "law": edition().provision(letter.provision) if letter.provision else None,
        "stamps": [{"receipt": row, "stamp": stamp_of(row)} for row in hanging.receipts],
        "files": cited_by(letter),
        "own": own_part(request, dispatch),
        "may_send": may(request.actor, "letter/send", letter),
        "plain": PlainForm(),
        "crumbs": [
            {"label": _("Letters"), "url": reverse("circulars:list")},
            {"label": letter.number or letter.subject},
        ],
    }
    return render(request, "circulars/letter.html", context)


def own_part(request: HttpRequest, dispatch) -> dict | None:
    """What the reader's office has of a letter: the stamp, or that it is due."""
    if dispatch is None:
        return None
    receipt = getattr(dispatch, "receipt", None)
    return {
        "dispatch": dispatch,
        "receipt": receipt,
        "stamp": stamp_or_due(dispatch),
        "handovers": list(receipt.handovers.select_related("section").order_by("id")) if receipt else [],
        "may": may(request.actor, "letter/receive", dispatch),
        # a founding receipt was stamped by an office of the receiver, long ago
        "ours": receipt is not None and not receipt.provision,
    }


@gate(PUBLIC, letter=Letter)
def print_letter(request: HttpRequest, letter: Letter) -> HttpResponse:
    """A letter on A4, in Thai digits, with the reader's office's stamp."""
    hanging = around(letter)
    dispatch = dispatch_to(letter, offices_of(request.actor))
    receipt = getattr(dispatch, "receipt", None) if dispatch else None
    stamps = [stamp_of(receipt)] if receipt else [stamp_of(row) for row in hanging.receipts[:1]]
    context = {
        "letter": letter,
        "around": hanging,
        "stamp": stamps[0] if stamps else None,
        "law": edition().provision(letter.provision) if letter.provision else None,
        "paragraphs": [part.strip() for part in letter.body.split("\n\n") if part.strip()],
        "signed": [line for line in letter.signed_as.splitlines() if line.strip()],
        "files": cited_by(letter),
        "back": {"label": _("Back to the letter"), "url": reverse("circulars:letter", args=[letter.key])},
    }
    return render(request, "circulars/print_letter.html", context)


def stamp_or_due(dispatch: Dispatch) -> Stamp | dict:
    """The stamp of an office on the way, or that one is due."""
    receipt = getattr(dispatch, "receipt", None)
    return stamp_of(receipt) if receipt else {"office": dispatch.receiver.name_th}
