"""A person's notices, and, in a demo, the mail that would go out."""

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nakhara.foundation.notices.actions import read_notices
from nakhara.foundation.notices.models import Notice
from nakhara.foundation.notices.queries import notices_of
from nakhara.foundation.parties.gate import PUBLIC, SIGNED_IN, gate, show, submit
from nakhara.foundation.record import clock
from nakhara.look.forms import IdempotentForm

ROWS = 25


class ReadForm(IdempotentForm):
    """Mark as read: all, or one."""

    key = forms.CharField(required=False, widget=forms.HiddenInput)


@gate(SIGNED_IN)
def list_notices(request: HttpRequest) -> HttpResponse:
    """What the reader has been told, newest first."""
    form = ReadForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            key = form.cleaned_data["key"]
            read_notices(by=request.actor, keys=[key] if key else None, at=clock.now())
            return reverse("notices:list")

        if done := submit(request, form, act):
            return done
    page = Paginator(notices_of(request.actor.person), ROWS).get_page(request.GET.get("page"))
    return show(request, "notices/list.html", {"page": page, "form": form}, form)


@gate(PUBLIC)
def mail(request: HttpRequest) -> HttpResponse:
    """Every mail that would go out; only in a demo."""
    if not settings.DEMO:
        raise Http404
    rows = Notice.objects.select_related("person").order_by("-at", "-id")
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    return render(request, "notices/mail.html", {"page": page})
