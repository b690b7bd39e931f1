"""Pages of the one who is signed in: their posts and their interests; in a demo, whom to sign in as."""

from django.conf import settings
from django.contrib.auth import login
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from nakhara.foundation.parties.actions import declare_interest, end_interest
from nakhara.foundation.parties.forms import EndInterestForm, EnterForm, InterestForm, RoleForm
from nakhara.foundation.parties.gate import POST_IN_SESSION, PUBLIC, SIGNED_IN, gate, show, submit
from nakhara.foundation.parties.may import subject_of
from nakhara.foundation.parties.models import Interest, Organisation
from nakhara.foundation.parties.queries import demo_people, directory, interests_of, posts_of
from nakhara.foundation.record import clock
from nakhara.look.templatetags.look import local

PAGE = 25
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@gate(SIGNED_IN)
def mine(request):
    """The organisation or body that one acts for; without any, how to come in."""
    home = request.actor.organisation or request.actor.body
    return HttpResponseRedirect(subject_of(home).address(home) if home else reverse("parties:roles"))


@gate(SIGNED_IN)
def interests(request):
    """The interests of the signed-in person, and the search for an organisation to declare one in."""
    text = request.GET.get("q", "")
    context = {
        "q": text,
        "found": Paginator(directory(text), PAGE).get_page(request.GET.get("page")) if text else None,
        "interests": interests_of(request.actor.person),
        "ending": EndInterestForm(),
        "crumbs": [{"label": _("My interests")}],
    }
    return show(request, "parties/interests.html", context)


@gate(SIGNED_IN, organisation=Organisation)
def declare(request, organisation):
    """Declare an interest in an organisation."""
    form = InterestForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and (done := submit(request, form, lambda: _declare(request, organisation, form)))
    ):
        return done
    crumbs = [{"label": _("My interests"), "url": reverse("parties:interests")}, {"label": local(organisation, "name")}]
    return show(request, "parties/declare.html", {"form": form, "organisation": organisation, "crumbs": crumbs}, form)


def _declare(request, organisation, form) -> str:
    values = {name: form.cleaned_data[name] for name in ("kind", "since", "note")}
    person = request.actor.person
    declare_interest(by=request.actor, person=person, organisation=organisation, at=clock.now(), **values)
    return reverse("parties:interests")


@gate("interest/declare", interest=Interest)
def end(request, interest):
    """Say that an interest is no more (POST only)."""
    form = EndInterestForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and (done := submit(request, form, lambda: _end(request, interest)))
    ):
        return done
    return HttpResponseRedirect(reverse("parties:interests"))


def _end(request, interest) -> str:
    end_interest(by=request.actor, interest=interest, at=clock.now())
    return reverse("parties:interests")


@gate(SIGNED_IN)
def roles(request):
    """Every post of the signed-in person; choosing one acts from it until another is chosen."""
    posts = posts_of(request.actor.person, clock.now())
    form = RoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = next((post for post in posts if post.key == form.cleaned_data["post"]), None)
        if chosen is None:
            raise Http404
        request.session[POST_IN_SESSION] = chosen.key
        return HttpResponseRedirect(_onward(request))
    crumbs = [{"label": _("My roles")}]
    return show(request, "parties/roles.html", {"posts": posts, "next": request.GET.get("next", ""), "crumbs": crumbs})


def _onward(request) -> str:
    """Where a form asked to go on to, if that is here; else the first page of one's work."""
    wanted = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if here else resolve_url(settings.LOGIN_REDIRECT_URL)


@gate(PUBLIC)
def enter(request):
    """Sign in as somebody of the demo with one click (POST only; elsewhere there is no such page)."""
    form = EnterForm(request.POST or None)
    if not settings.DEMO or request.method != "POST" or not form.is_valid():
        raise Http404
    person = demo_people().filter(email=form.cleaned_data["email"]).first()
    if person is None:
        raise Http404
    login(request, person, backend=BACKEND)
    request.session.pop(POST_IN_SESSION, None)
    return HttpResponseRedirect(_onward(request))
