"""Pages of documents: an organisation's ledger, and the one way in which bytes leave the store."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from nakhara.foundation.documents.actions import describe_document, keep_document, release_document
from nakhara.foundation.documents.forms import DescribeForm, ReleaseForm, UploadForm
from nakhara.foundation.documents.models import Document
from nakhara.foundation.documents.queries import ledger, open_document, space_used
from nakhara.foundation.parties.gate import SEE, SIGNED_IN, gate, show, submit
from nakhara.foundation.record import clock

PAGE = 25


@gate(SIGNED_IN)
def ledger_page(request):
    """The ledger of the organisation acted for: list, search, add."""
    owner = request.actor.organisation or request.actor.person
    form = UploadForm(request.POST or None, request.FILES or None)
    if done := form.is_valid() and submit(request, form, lambda: _keep(request, form)):
        return done
    text = request.GET.get("q", "")
    context = {
        "form": form,
        "q": text,
        "page": Paginator(ledger(owner, text), PAGE).get_page(request.GET.get("page")),
        "owner": owner,
        "used": space_used(owner),
        "quota": settings.DOCUMENTS_QUOTA,
        "crumbs": [{"label": _("Documents")}],
    }
    response = show(request, "documents/ledger.html", context, form)
    if form.has_error("file", "disk"):
        response.status_code = 507
    return response


def _keep(request, form) -> str:
    values = {name: form.cleaned_data[name] for name in ("file", "description", "dated")}
    keep_document(by=request.actor, organisation=request.actor.organisation, at=clock.now(), **values)
    return reverse("documents:ledger")


@gate("document/keep", document=Document)
def edit_page(request, document):
    """What a document is, and letting it go."""
    form = DescribeForm(request.POST or None, initial={"description": document.description, "dated": document.dated})
    if (
        request.method == "POST"
        and form.is_valid()
        and (done := submit(request, form, lambda: _describe(request, document, form)))
    ):
        return done
    crumbs = [{"label": _("Documents"), "url": reverse("documents:ledger")}, {"label": document.name}]
    context = {"form": form, "release": ReleaseForm(), "document": document, "crumbs": crumbs}
    return show(request, "documents/edit.html", context, form)


def _describe(request, document, form) -> str:
    values = {name: form.cleaned_data[name] for name in ("description", "dated")}
    describe_document(by=request.actor, document=document, at=clock.now(), **values)
    return reverse("documents:ledger")


@gate("document/keep", document=Document)
def release(request, document):
    """Let a document go from the ledger (POST only)."""
    form = ReleaseForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and (done := submit(request, form, lambda: _release(request, document)))
    ):
        return done
    return HttpResponseRedirect(reverse("documents:edit", args=[document.key]))


def _release(request, document) -> str:
    release_document(by=request.actor, document=document, at=clock.now())
    return reverse("documents:ledger")


@gate(SEE, document=Document)
def download(request, document):
    """The bytes of a document, to whoever may see it."""
    return attachment(document)


def attachment(document: Document) -> FileResponse:
    """A download that no browser opens in place: attachment, no sniffing, sandboxed; Thai names by RFC 6266."""
    try:
        file = open_document(document)
    except FileNotFoundError as missing:
        raise Http404 from missing
    response = FileResponse(file, as_attachment=True, filename=document.name, content_type=document.blob.media_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, no-store"
    return response
