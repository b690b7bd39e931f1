"""Pages of enrolment: coming in, letting in, the people of one's organisation."""

from allauth.core import ratelimit
from django.contrib.auth import login
from django.core.paginator import Paginator
from django.db.models import F, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nakhara.foundation.documents.actions import store_document
from nakhara.foundation.enrolment import actions
from nakhara.foundation.enrolment.forms import (
    AcceptForm,
    AccountForm,
    AddressForm,
    InviteForm,
    MemberForm,
    RefuseForm,
    RequestForm,
    SureForm,
)
from nakhara.foundation.enrolment.models import Enrolment, Invitation
from nakhara.foundation.enrolment.queries import members_of, open_invitation, open_invitations, open_link
from nakhara.foundation.parties.actions import change_rights, end_membership, resume_member, suspend_member
from nakhara.foundation.parties.gate import PUBLIC, SEE, SIGNED_IN, gate, show, submit
from nakhara.foundation.parties.may import may, visible
from nakhara.foundation.parties.models import Membership
from nakhara.foundation.places.queries import in_thai
from nakhara.foundation.record import clock
from nakhara.foundation.record.refusals import RefusedError
from nakhara.look.forms import differences

ROWS = 25
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@gate(PUBLIC)
def account(request: HttpRequest) -> HttpResponse:
    """Ask for an account: a link goes to the address, whether it has one or not."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if too_many := ratelimit.consume_or_429(request, action="open_account"):
            return too_many
        email = form.cleaned_data["email"].lower()

        def act() -> str:
            if ratelimit.consume(request, action="open_account_mail", key=email):
                actions.ask_for_account(email=email, at=clock.now())
            return reverse("enrolment:sent")

        if done := submit(request, form, act):
            return done
    return show(request, "enrolment/account.html", {"form": form}, form)


@gate(PUBLIC)
def sent(request: HttpRequest) -> HttpResponse:
    """What to do with the mail."""
    return render(request, "enrolment/sent.html")


@gate(PUBLIC)
def open_account(request: HttpRequest, token: str) -> HttpResponse:
    """Open the account of a mailed link, sign in and go on to the request."""
    link = open_link(token, clock.now())
    if link is None:
        raise RefusedError(_("This link was used, is too old or was cut: ask for a new one"))
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            person = actions.open_account(token=token, at=clock.now(), **_without_key(form))
            login(request, person, backend=BACKEND)
            return reverse("enrolment:request")

        if done := submit(request, form, act):
            return done
    return show(request, "enrolment/open_account.html", {"form": form, "email": link.email}, form)


def _without_key(form) -> dict:
    return {name: value for name, value in form.cleaned_data.items() if name != "idempotency_key"}


@gate(SIGNED_IN)
def ask(request: HttpRequest) -> HttpResponse:
    """Ask to bring a juristic person in (criteria-1.1)."""
    form = RequestForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            said, now = _without_key(form), clock.now()
            file = said.pop("letter")
            letter = store_document(by=request.actor, file=file, organisation=None, at=now)
            enrolment = actions.request_enrolment(by=request.actor, letter=letter, at=now, **said)
            return reverse("enrolment:detail", args=[enrolment.key])

        if done := submit(request, form, act):
            return done
    own = Enrolment.objects.filter(person=request.actor.person).order_by("-asked_at")
    return show(request, "enrolment/request.html", {"form": form, "own": own[:ROWS]}, form)


@gate("enrolment/check")
def waiting(request: HttpRequest) -> HttpResponse:
    """Requests to check, the unanswered first."""
    q = request.GET.get("q", "").strip()
    rows = visible(request.actor, Enrolment.objects.select_related("province"))
    if q:
        rows = rows.filter(Q(name_th__icontains=q) | Q(juristic_id__icontains=q) | Q(letter_number__icontains=q))
    rows = rows.order_by(F("decided_at").desc(nulls_first=True), "asked_at", "pk")
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    return render(request, "enrolment/list.html", {"page": page, "q": q})


@gate(SEE, enrolment=Enrolment)
def detail(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """One request: the facts, the letter, the answer or the form for it."""
    checks = enrolment.decided_at is None and may(request.actor, "enrolment/check", enrolment)
    checks = checks and enrolment.person_id != request.actor.person.pk
    return _detail(request, enrolment, AcceptForm() if checks else None, RefuseForm() if checks else None)


def _detail(request, enrolment, accept, refuse, sent_form=None) -> HttpResponse:
    facts = [
        (_("Kind"), enrolment.get_kind_display()),
        (_("Juristic number"), enrolment.juristic_id),
        (_("Legal basis"), enrolment.legal_basis),
        (_("Province"), enrolment.province.name_th if in_thai() else enrolment.province.name_en),
        (_("Who asks"), f"{enrolment.person} – {enrolment.title_th}"),
        (_("Letter"), enrolment.letter_number),
    ]
    context = {
        "enrolment": enrolment,
        "facts": facts,
        "accept": accept,
        "refuse": refuse,
        # whoever checked the letter has no colleagues there
        "invites": enrolment.accepted and may(request.actor, "enrolment/invite", enrolment.organisation),
    }
    return show(request, "enrolment/detail.html", context, sent_form)


@gate("enrolment/check", enrolment=Enrolment)
def accept(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """The letter holds."""
    form = AcceptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            actions.accept_enrolment(by=request.actor, enrolment=enrolment, at=clock.now())
            return reverse("enrolment:detail", args=[enrolment.key])

        if done := submit(request, form, act):
            return done
    return _detail(request, enrolment, form, RefuseForm(), form)


@gate("enrolment/check", enrolment=Enrolment)
def refuse(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """The letter does not hold."""
    form = RefuseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            reason = form.cleaned_data["reason"]
            actions.refuse_enrolment(by=request.actor, enrolment=enrolment, reason=reason, at=clock.now())
            return reverse("enrolment:detail", args=[enrolment.key])

        if done := submit(request, form, act):
            return done
    return _detail(request, enrolment, AcceptForm(), form, form)


@gate(SIGNED_IN)
def people(request: HttpRequest) -> HttpResponse:
    """Who works for one's organisation, with which rights; its administrator invites here."""
    organisation = request.actor.organisation
    if organisation is None:
        raise Http404
    administers = may(request.actor, "enrolment/invite", organisation)
    form = InviteForm(request.POST or None, initial={"edits": True}) if administers else None
    if form and request.method == "POST" and form.is_valid():

        def act() -> str:
            said = form.cleaned_data
            actions.invite(
                by=request.actor,
                organisation=organisation,
                email=said["email"],
                title_th=said["title_th"],
                rights=form.rights,
                at=clock.now(),
            )
            return reverse("enrolment:people")

        if done := submit(request, form, act):
            return done
    context = {
        "organisation": organisation,
        "members": members_of(organisation),
        "invitations": open_invitations(clock.now(), organisation) if administers else [],
        "form": form,
        "sure": SureForm(),
    }
    return show(request, "enrolment/people.html", context, form)


@gate("enrolment/invite", membership=Membership)
def member(request: HttpRequest, membership: Membership) -> HttpResponse:
    """One colleague: change the rights, suspend, resume, remove."""
    form = MemberForm(request.POST or None, initial=MemberForm.of(membership))
    if request.method == "POST" and form.is_valid():
        verb = request.POST.get("verb", "rights")
        membership.version = form.cleaned_data["version"]

        def act() -> str:
            _carry_out(verb, request.actor, membership, form.rights)
            return reverse("enrolment:people")

        if done := submit(request, form, act):
            return done
    membership.refresh_from_db()
    if getattr(form, "conflict", None) is not None:
        form.conflict = differences(form, MemberForm(initial=MemberForm.of(membership)))
        form.renew(membership.version)
    context = {"form": form, "membership": membership, "conflict": getattr(form, "conflict", None)}
    return show(request, "enrolment/member.html", context, form)


def _carry_out(verb: str, actor, membership: Membership, rights: dict[str, bool]) -> None:
    now = clock.now()
    if verb == "rights":
        change_rights(by=actor, membership=membership, rights=rights, at=now)
    elif verb in VERBS:
        VERBS[verb](by=actor, membership=membership, at=now)


VERBS = {"suspend": suspend_member, "resume": resume_member, "remove": end_membership}


@gate("enrolment/invite", invitation=Invitation)
@require_POST
def withdraw(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """An invitation no longer holds."""
    form = SureForm(request.POST)
    if form.is_valid():

        def act() -> str:
            actions.withdraw_invitation(by=request.actor, invitation=invitation, at=clock.now())
            return reverse("enrolment:people")

        if done := submit(request, form, act):
            return done
    return HttpResponseRedirect(reverse("enrolment:people"))


@gate(PUBLIC)
def take(request: HttpRequest, token: str) -> HttpResponse:
    """Take an invitation up, signed in or with a new account."""
    invitation = open_invitation(token, clock.now())
    person = request.actor.person
    form = (SureForm if person else AccountForm)(request.POST or None)
    if invitation and request.method == "POST" and form.is_valid():

        def act() -> str:
            more = {} if person else _without_key(form)
            membership = actions.take_up(token=token, person=person, at=clock.now(), **more)
            if person is None:
                login(request, membership.person, backend=BACKEND)
            return reverse("parties:roles")

        if done := submit(request, form, act):
            return done
    context = {
        "form": form,
        "invitation": invitation,
        "mine": bool(person) and invitation and person.email == invitation.email,
    }
    return show(request, "enrolment/take.html", context, form)
