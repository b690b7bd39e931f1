"""Pages of notices: what one has been told; in a demo, the mail that would go out."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from nakhara.foundation.notices.actions import read_notices
from nakhara.foundation.notices.formats import mail_of
from nakhara.foundation.notices.forms import ReadForm
from nakhara.foundation.notices.queries import all_mail, notices_of, unread_count
from nakhara.foundation.parties.gate import PUBLIC, SIGNED_IN, gate, show, submit
from nakhara.foundation.record import clock

PAGE = 25


@gate(SIGNED_IN)
def list_page(request):
    """What the signed-in person has been told, newest first."""
    person, only_new = request.actor.person, request.GET.get("show") == "new"
    address = reverse("notices:list")
    context = {
        "page": Paginator(notices_of(person, unread=only_new), PAGE).get_page(request.GET.get("page")),
        "unread": unread_count(person),
        "form": ReadForm(),
        "chips": [
            {"label": _("All"), "url": address, "on": not only_new},
            {"label": _("Not read"), "url": f"{address}?show=new", "on": only_new},
        ],
        "crumbs": [{"label": _("Notices")}],
    }
    return show(request, "notices/list.html", context)


@gate(SIGNED_IN)
def read(request):
    """Mark one notice, or all, as read (POST only)."""
    form = ReadForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (done := submit(request, form, lambda: _read(request, form))):
        return done
    return HttpResponseRedirect(reverse("notices:list"))


def _read(request, form) -> str:
    key = form.cleaned_data["notice"]
    read_notices(by=request.actor, keys=[key] if key else None, at=clock.now())
    return reverse("notices:list")


@gate(PUBLIC)
def mail(request):
    """The mail that would go out; a page of the demo alone."""
    if not settings.DEMO:
        raise Http404
    page = Paginator(all_mail(), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "mails": [(notice, mail_of(notice)) for notice in page],
        "crumbs": [{"label": _("Mail that would go out")}],
    }
    return show(request, "notices/mail.html", context)
