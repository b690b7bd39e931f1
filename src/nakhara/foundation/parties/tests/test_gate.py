"""The gate before every page: a declared policy, another's thing and a missing one alike, one answer to one form."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.test import Client, RequestFactory
from django.urls import include, path

from nakhara.foundation.parties.actor import PUBLIC as NOBODY
from nakhara.foundation.parties.gate import (
    PUBLIC,
    SEE,
    SIGNED_IN,
    Policy,
    actor_of,
    gate,
    require_policies,
    submit,
)
from nakhara.foundation.parties.may import NotAllowedError
from nakhara.foundation.parties.models import Membership, Organisation
from nakhara.foundation.parties.tests.factories import (
    a_body,
    a_member,
    a_person,
    a_sitter,
    acting,
    an_organisation,
    login,
)
from nakhara.foundation.record.models import Answered
from nakhara.foundation.record.refusals import Reason, RefusedError, ReusedKeyError, StaleError
from nakhara.look.forms import IdempotentForm, new_key
from nakhara.site.urls import POLICIES_OF_OTHERS, urlpatterns

pytestmark = pytest.mark.django_db


def request_of(actor, data: dict | None = None, address: str = "/somewhere/"):
    factory = RequestFactory()
    request = factory.get(address) if data is None else factory.post(address, data)
    request.actor = actor
    return request


def told(request, **things) -> HttpResponse:
    """A view that names what it was given."""
    return HttpResponse(" ".join(f"{name}={thing.pk}" for name, thing in things.items()) or "here")


# Policies


def bare(request) -> HttpResponse:
    return HttpResponse()


def test_a_route_without_a_policy_stops_the_start():
    with pytest.raises(ImproperlyConfigured, match="no policy is declared for /room/bare/"):
        require_policies([path("room/", include(([path("bare/", bare, name="bare")], "room")))], {})


def test_each_route_has_the_policy_of_its_view_or_the_one_declared_for_it():
    patterns = [
        path("open/", gate(PUBLIC)(bare), name="open"),
        path("own/<str:organisation>/", gate("enrolment/invite", organisation=Organisation)(bare), name="own"),
        path("other/", bare, name="other"),
    ]
    assert require_policies(patterns, {"other": SIGNED_IN}) == {
        "open/": Policy(PUBLIC),
        "own/<str:organisation>/": Policy("enrolment/invite", (("organisation", Organisation),)),
        "other/": Policy(SIGNED_IN),
    }


def test_every_route_of_the_site_has_one():
    assert len(require_policies(urlpatterns, POLICIES_OF_OTHERS)) > 50


# Who comes in


@pytest.mark.parametrize("step", [SIGNED_IN, SEE, "party/manage"])
def test_the_public_is_sent_to_sign_in_and_comes_back(step):
    answer = gate(step)(told)(request_of(NOBODY))
    assert (answer.status_code, answer.url) == (302, "/accounts/login/?next=/somewhere/")
    assert gate(PUBLIC)(told)(request_of(NOBODY)).content == b"here"


def test_a_step_is_asked_with_the_thing_of_the_address():
    own, other = a_member(), an_organisation()
    view = gate("enrolment/invite", organisation=Organisation)(told)
    answer = view(request_of(acting(own)), organisation=own.organisation.key)
    assert answer.content.decode() == f"organisation={own.organisation.pk}"
    with pytest.raises(NotAllowedError):
        view(request_of(acting(own)), organisation=other.key)


def test_anothers_thing_and_a_missing_one_answer_alike():
    own, other = a_member(), a_member()
    view = gate(SEE, membership=Membership)(told)
    assert view(request_of(acting(own)), membership=own.key).content.decode() == f"membership={own.pk}"
    for key in (other.key, "a" * 16):
        with pytest.raises(Http404) as missing:
            view(request_of(acting(own)), membership=key)
        assert missing.value.args == ()


# The actor of a request


def asking(person, chosen: str = ""):
    """A request of a signed-in person who chose a post."""
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    request = RequestFactory().get("/")
    request.session = SessionStore(client.session.session_key)
    request.session["post"] = chosen
    return request


def test_one_acts_from_the_post_one_chose_else_from_the_first():
    person = a_person()
    first, second = a_member(person=person), a_sitter(a_body(), person=person)
    chosen = [actor_of(asking(person, key)).post for key in (second.key, "", "a" * 16, a_member().key)]
    assert chosen == [second, first, first, first]


def test_who_is_not_signed_in_is_nobody():
    request = RequestFactory().get("/")
    request.session = SessionStore()
    assert actor_of(request) is NOBODY


def test_an_account_that_is_closed_acts_no_more():
    post = a_member()
    client = login(Client(), post)
    post.person.is_active = False
    post.person.save()
    assert client.get("/").context["actor"].person is None


# One answer to one form


def sent(actor, **fields):
    data = {"idempotency_key": "k" * 32, **fields}
    form = IdempotentForm(data)
    assert form.is_valid()
    return request_of(actor, data), form


def test_a_second_click_is_answered_without_acting_again():
    actor, acts = acting(a_member()), []

    def act() -> str:
        acts.append(1)
        return f"/done/{len(acts)}/"

    answers = [submit(*sent(actor), act).url for _ in range(2)]
    assert (answers, len(acts)) == (["/done/1/", "/done/1/"], 1)


def test_a_second_click_is_answered_before_anybody_asks_who_may():
    own, other = a_member(), an_organisation()
    request, form = sent(acting(own))
    submit(request, form, lambda: "/done/")
    answer = gate("enrolment/invite", organisation=Organisation)(told)(request, organisation=other.key)
    assert (type(answer), answer.url) == (HttpResponseRedirect, "/done/")


def test_one_key_with_another_text_is_refused():
    actor = acting(a_member())
    submit(*sent(actor, text="one"), lambda: "/done/")
    with pytest.raises(ReusedKeyError):
        submit(*sent(actor, text="two"), lambda: "/done/")


def test_another_persons_key_is_their_own():
    answers = [submit(*sent(acting(a_member())), lambda n=n: f"/done/{n}/").url for n in range(2)]
    assert answers == ["/done/0/", "/done/1/"]


def test_a_refusal_stands_on_the_form_and_undoes_all():
    request, form = sent(acting(a_member()))

    def act() -> str:
        a_person("undone")
        raise RefusedError(Reason("not so", "idempotency_key"), Reason("nor so", "elsewhere"))

    assert submit(request, form, act) is None
    assert form.errors == {"idempotency_key": ["not so"], "__all__": ["nor so"]}
    assert not Answered.objects.exists()
    assert submit(*sent(request.actor), lambda: "/done/").url == "/done/"


def test_a_stale_version_leaves_what_stands_now_on_the_form():
    request, form = sent(acting(a_member()))
    row = an_organisation()

    def act() -> str:
        raise StaleError(row)

    assert (submit(request, form, act), form.conflict, len(new_key())) == (None, row, 32)
