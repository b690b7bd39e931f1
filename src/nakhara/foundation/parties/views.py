"""Pages of parties: organisations, bodies, roles and interests; the public sees names of offices, never of people."""

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
from nakhara.foundation.parties.may import may, subject_of, visible
from nakhara.foundation.parties.models import Body, Interest, Membership, Organisation, OrganisationKind
from nakhara.foundation.parties.queries import (
    bodies,
    demo_people,
    directory,
    interests_of,
    members_of,
    offices_of,
    posts_of,
    seat_counts,
    seats_of,
    sitters,
)
from nakhara.foundation.parties.subjects import sees_sitters
from nakhara.foundation.record import clock
from nakhara.look.templatetags.look import local

PAGE = 25
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@gate(SIGNED_IN)
def mine(request):
    """The organisation or body that one acts for; without any, how to come in."""
    home = request.actor.organisation or request.actor.body
    return HttpResponseRedirect(subject_of(home).address(home) if home else reverse("parties:roles"))


@gate(PUBLIC)
def organisations(request):
    """The directory of organisations, with search and kinds."""
    text, kind = request.GET.get("q", ""), request.GET.get("kind", "")
    rows = directory(text, kind if kind in OrganisationKind.values else "")
    context = {
        "q": text,
        "kind": kind,
        "kinds": OrganisationKind.choices,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "crumbs": [{"label": _("Organisations")}],
    }
    return show(request, "parties/organisations.html", context)


@gate(PUBLIC, organisation=Organisation)
def organisation(request, organisation):
    """One organisation: facts, former names, offices, and, for its own, its people."""
    people = visible(request.actor, members_of(organisation))
    context = {
        "organisation": organisation,
        "facts": _facts(request.actor, organisation),
        "former": organisation.former_states.order_by("-until"),
        "page": Paginator(offices_of(organisation), PAGE).get_page(request.GET.get("page")),
        "people": people if people.exists() else None,
        "manage": _people_page(request.actor, organisation),
        "crumbs": [
            {"label": _("Organisations"), "url": reverse("parties:organisations")},
            {"label": local(organisation, "name")},
        ],
    }
    return show(request, "parties/organisation.html", context)


def _facts(actor, organisation) -> list[tuple[str, object]]:
    rows = [
        (_("Kind"), organisation.get_kind_display()),
        (_("Stands under"), organisation.parent and local(organisation.parent, "name")),
        (_("District"), organisation.district and local(organisation.district, "name")),
        (_("Province"), organisation.province and local(organisation.province, "name")),
        (_("Letter prefix or code"), organisation.code),
    ]
    if actor.person is not None:
        rows += [(_("Juristic number"), organisation.juristic_id), (_("Legal basis"), organisation.legal_basis)]
    return rows


def _people_page(actor, organisation) -> str:
    """Where an administrator looks after the organisation's people; empty for everybody else."""
    own = actor.organisation == organisation and may(actor, "enrolment/invite", organisation)
    return subject_of(Membership).address(actor.post) if own else ""


@gate(PUBLIC)
def bodies_page(request):
    """The bodies of the founding documents, their seats and vacancies."""
    counts = seat_counts(clock.now())
    counted = [(body, *counts.get(body.pk, (0, 0))) for body in bodies()]
    rows = [(body, seats, seats - filled) for body, seats, filled in counted]
    return show(request, "parties/bodies.html", {"rows": rows, "crumbs": [{"label": _("Bodies")}]})


@gate(PUBLIC, body=Body)
def body(request, body):
    """One body: its seats by office, who sits in them (for those who work with it), what its groups score."""
    at = clock.now()
    sitting = sitters(body, at)
    seats = [(seat, sitting.get(seat.pk)) for seat in seats_of(body, at)]
    named = sees_sitters(request.actor)
    context = {
        "body": body,
        "seats": seats,
        "vacant": sum(appointment is None for _seat, appointment in seats),
        "named": named,
        "dimensions": [row.dimension for row in body.dimensions.all()],
        "groups": body.groups.order_by("id"),
        "crumbs": [{"label": _("Bodies"), "url": reverse("parties:bodies")}, {"label": local(body, "name")}],
    }
    return show(request, "parties/body.html", context)


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


@gate("interest/declare", organisation=Organisation)
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
