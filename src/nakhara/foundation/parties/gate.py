"""The gate before every page: a declared policy, the actor of the request, one answer to one form.

`@gate(PUBLIC)`, `@gate(SIGNED_IN)`, or `@gate("step-id", plan=Plan)`: the address's key becomes the object, looked up
among what the actor may see, so that another's object and a missing one answer alike. `SEE` asks for sight only.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.contrib.auth.middleware import get_user
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, URLResolver

from nakhara.foundation.parties.actor import PUBLIC as NOBODY
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import allow, visible
from nakhara.foundation.parties.queries import posts_of
from nakhara.foundation.record import clock
from nakhara.foundation.record.actions import answered, once
from nakhara.foundation.record.refusals import RefusedError, StaleError

PUBLIC = "public"
SIGNED_IN = "signed-in"
SEE = "see"
POST_IN_SESSION = "post"


@dataclass(frozen=True)
class Policy:
    """Who may come to an address: everybody, the signed-in, those who see the object, those who may take the step."""

    step: str
    models: tuple[tuple[str, type], ...] = ()


def gate(step: str, **models):
    """Declare the policy of a view and enforce it before the view runs."""

    def guard(view):
        @wraps(view)
        def guarded(request: HttpRequest, **captured):
            if step != PUBLIC and request.actor.person is None:
                return redirect_to_login(request.get_full_path())
            if request.method == "POST" and (earlier := _answered(request)):
                return earlier
            for name, model in models.items():
                captured[name] = _seen(request.actor, model, captured[name])
            if step not in (PUBLIC, SIGNED_IN, SEE):
                allow(request.actor, step, next((captured[name] for name in models), None))
            return view(request, **captured)

        guarded.policy = Policy(step, tuple(models.items()))
        return guarded

    return guard


def _answered(request: HttpRequest) -> HttpResponse | None:
    """The answer to a second click: it comes before all else, since the first one may have changed who may and what."""
    key = request.POST.get("idempotency_key", "")
    if not key:
        return None
    answer = answered(actor=request.actor.recorded_key, key=key, body=_body(request))
    return HttpResponseRedirect(answer) if answer else None


def _seen(actor: Actor, model, key: str):
    thing = visible(actor, model._default_manager.filter(key=key)).first()
    if thing is None:
        raise Http404
    return thing


class ActorMiddleware:
    """Puts `request.actor` there: the signed-in person in the post they chose, if it is still theirs."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.actor = actor_of(request)
        return self.get_response(request)


def actor_of(request: HttpRequest) -> Actor:
    """The actor of a request; a post that has ended or is suspended is gone with the next request."""
    person = get_user(request)  # the person, not the lazy stand-in that `request.user` is
    if not person.is_authenticated:
        return NOBODY
    posts = posts_of(person, clock.now())
    chosen = request.session.get(POST_IN_SESSION)
    post = next((p for p in posts if p.key == chosen), posts[0] if posts else None)
    return Actor(person=person, post=post)


def submit(request: HttpRequest, form, act: Callable[[], str]) -> HttpResponse | None:
    """Carry out a valid form once and redirect to where `act` says; None puts the refusal on the form instead.

    A second click, or a resent form, gets the first one's answer. A stale version leaves the user's text in the form
    with what stands now in `form.conflict`, and the page answers 409.
    """
    try:
        answer = once(
            actor=request.actor.recorded_key,
            key=form.cleaned_data["idempotency_key"],
            body=_body(request),
            at=clock.now(),
            do=act,
        )
    except RefusedError as refused:
        for reason in refused.reasons:
            form.add_error(reason.field if reason.field in form.fields else None, reason.text)
        form.refusals = refused.reasons
        return None
    except StaleError as stale:
        form.conflict = stale.row
        return None
    return HttpResponseRedirect(answer)


def _body(request: HttpRequest) -> bytes:
    fields = [(n, v) for n in sorted(request.POST) if n != "csrfmiddlewaretoken" for v in request.POST.getlist(n)]
    # every uploaded file was hashed while it arrived
    files = [(n, f.name, f.sha256) for n in sorted(request.FILES) for f in request.FILES.getlist(n)]
    return hashlib.sha256(repr((request.path, fields, files)).encode()).digest()


def show(request: HttpRequest, template: str, context: dict, form=None) -> HttpResponse:
    """Render a page; one with a refused form answers 422, one with a stale form 409."""
    status = 200
    if form is not None and form.is_bound:
        status = 409 if getattr(form, "conflict", None) is not None else 422 if form.errors else 200
    return render(request, template, context, status=status)


def require_policies(patterns, others: dict[str, str], prefix: str = "") -> dict[str, Policy]:
    """The policy of every route; raise ImproperlyConfigured when one has none, so that the start fails.

    `others` declares routes of third-party views by name.
    """
    found: dict[str, Policy] = {}
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found |= require_policies(pattern.url_patterns, others, route)
        elif isinstance(pattern, URLPattern):
            found[route] = _policy_of(pattern, others, route)
    return found


def _policy_of(pattern: URLPattern, others: dict[str, str], route: str) -> Policy:
    policy = getattr(pattern.callback, "policy", None)
    if policy is None and pattern.name in others:
        policy = Policy(others[pattern.name])
    if policy is None:
        raise ImproperlyConfigured(f"no policy is declared for /{route}")
    return policy
