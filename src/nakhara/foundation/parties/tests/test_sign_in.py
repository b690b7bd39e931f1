"""Sign-in: password, limits that hold one account and not an office, reset by mail, roles, the demo's picker."""

import re

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from nakhara.foundation.notices.models import Notice
from nakhara.foundation.parties.gate import POST_IN_SESSION
from nakhara.foundation.parties.tests.factories import PASSWORD, a_body, a_member, a_person, a_sitter, an_organisation
from nakhara.look.tests.flat import flat

pytestmark = pytest.mark.django_db
LOGIN = reverse("account_login")
ROLES = reverse("parties:roles")


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()
    yield
    cache.clear()


def reading(language: str) -> Client:
    """A browser whose pages come in a language, at the office's one address."""
    browser = Client(REMOTE_ADDR="203.0.113.7")
    browser.cookies["language"] = language
    return browser


@pytest.fixture
def browser() -> Client:
    return reading("en")


def sign_in(browser: Client, email: str, password: str = PASSWORD, **more):
    return browser.post(LOGIN, {"login": email, "password": password, **more})


def shown_errors(response) -> list[str]:
    return [str(error) for errors in response.context["form"].errors.values() for error in errors]


def test_passwords_are_kept_by_argon2():
    from nakhara.site import settings as written

    assert written.PASSWORD_HASHERS[0] == "django.contrib.auth.hashers.Argon2PasswordHasher"


def test_one_signs_in_with_e_mail_and_password_in_any_case_of_letters(browser):
    post = a_member()
    response = sign_in(browser, post.person.email.upper())
    assert (response.status_code, response.url) == (302, settings.LOGIN_REDIRECT_URL)
    assert browser.get(ROLES).context["actor"].post == post


def test_somebody_with_several_posts_chooses_one_and_goes_on(browser):
    person = a_person()
    first, second = a_member(person=person), a_sitter(a_body(), person=person)
    response = sign_in(browser, person.email, next="/office/interests/")
    assert response.url == f"{ROLES}?next=%2Foffice%2Finterests%2F"
    assert browser.get(response.url).context["actor"].post == first
    response = browser.post(ROLES, {"post": second.key, "next": "/office/interests/"})
    assert response.url == "/office/interests/"
    assert browser.get(ROLES).context["actor"].post == second


@pytest.mark.parametrize("wanted", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_choosing_a_role_never_leads_elsewhere(browser, wanted):
    post = a_member()
    sign_in(browser, post.person.email)
    assert browser.post(ROLES, {"post": post.key, "next": wanted}).url == settings.LOGIN_REDIRECT_URL


def test_one_cannot_take_another_persons_post(browser):
    own, other = a_member(), a_member()
    sign_in(browser, own.person.email)
    assert browser.post(ROLES, {"post": other.key}).status_code == 404
    assert browser.get(ROLES).context["actor"].post == own


def test_five_wrong_passwords_hold_that_account_and_not_its_neighbour_behind_the_same_address(browser):
    office = an_organisation()
    held, neighbour = a_member(office).person, a_member(office).person
    for _ in range(5):
        assert shown_errors(sign_in(browser, held.email, "wrong")) == [
            "The e-mail or the password is not right: type both again, or ask for a new password"
        ]
    for password in ("wrong", PASSWORD):
        assert shown_errors(sign_in(browser, held.email, password)) == [
            "Too many tries with this e-mail: wait 5 minutes, or ask for a new password"
        ]
    assert sign_in(browser, neighbour.email).status_code == 302


def test_a_whole_office_may_sign_in_within_a_minute(browser):
    office = an_organisation()
    for _ in range(40):
        assert sign_in(reading("en"), a_member(office).person.email).status_code == 302


def test_unknown_addresses_are_answered_like_known_ones(browser):
    person = a_person()
    known, unknown = (plain(sign_in(reading("en"), email, "wrong")) for email in (person.email, "nobody@test.example"))
    assert known.replace(person.email, "") == unknown.replace("nobody@test.example", "")
    answers = [
        browser.post(reverse("account_reset_password"), {"email": email})
        for email in (person.email, "nobody@test.example")
    ]
    assert {(answer.status_code, answer.url) for answer in answers} == {(302, reverse("account_reset_password_done"))}
    assert [notice.email for notice in Notice.objects.all()] == [person.email]


def plain(response) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


def test_a_forgotten_password_is_replaced_by_mail_and_the_held_account_is_free_again(browser):
    person = a_member().person
    elsewhere = Client()
    sign_in(elsewhere, person.email)
    for _ in range(6):
        sign_in(browser, person.email, "wrong")
    browser.post(reverse("account_reset_password"), {"email": person.email})
    notice = Notice.objects.get(email=person.email)
    assert (notice.person, notice.subject_en) == (None, "Choose a new password")
    assert notice.link not in notice.body_en + notice.body_th
    form = browser.get(notice.link, follow=True)
    new = "วันนี้ฝนตกหนักที่ลับแล"
    saved = browser.post(form.context["action_url"], {"password1": new, "password2": new})
    assert saved.url == reverse("account_reset_password_from_key_done")
    assert elsewhere.get(ROLES).status_code == 302
    assert sign_in(browser, person.email).status_code == 200
    assert sign_in(browser, person.email, new).status_code == 302
    assert "This link works no more" in reading("en").get(notice.link).content.decode()


def test_whoever_has_no_password_yet_gets_one_by_mail(browser):
    person = a_person(password=None)
    browser.post(reverse("account_reset_password"), {"email": person.email})
    form = browser.get(Notice.objects.get().link, follow=True)
    browser.post(form.context["action_url"], {"password1": "wholly-new-2561", "password2": "wholly-new-2561"})
    assert sign_in(browser, person.email, "wholly-new-2561").status_code == 302


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        ("short", "short", "This password is too short. It must contain at least 12 characters."),
        ("password1234", "password1234", "This password is too common."),
        ("wholly-new-2561", "wholly-new-2562", "You must type the same password each time."),
    ],
)
def test_a_poor_password_is_refused_with_the_reason(browser, password, again, said):
    person = a_member().person
    sign_in(browser, person.email)
    form = {"oldpassword": PASSWORD, "password1": password, "password2": again}
    assert shown_errors(browser.post(reverse("account_change_password"), form)) == [said]


def test_whoever_changes_the_password_signs_in_again(browser):
    person = a_member().person
    sign_in(browser, person.email)
    form = {"oldpassword": PASSWORD, "password1": "wholly-new-2561", "password2": "wholly-new-2561"}
    assert browser.post(reverse("account_change_password"), form).status_code == 302
    assert browser.get(ROLES).status_code == 302
    assert sign_in(browser, person.email, "wholly-new-2561").status_code == 302


def test_signing_out_takes_a_form_and_ends_the_session(browser):
    sign_in(browser, a_member().person.email)
    assert browser.get(reverse("account_logout")).status_code == 200
    assert browser.get(ROLES).status_code == 200
    assert browser.post(reverse("account_logout")).url == "/"
    assert browser.get(ROLES).status_code == 302


def test_a_closed_account_does_not_sign_in_and_its_session_ends(browser):
    person = a_member().person
    sign_in(browser, person.email)
    person.is_active = False
    person.save()
    assert browser.get(ROLES).status_code == 302
    assert sign_in(Client(), person.email).url == reverse("account_inactive")


def test_a_session_changes_its_key_at_sign_in(browser):
    browser.get(LOGIN)
    session = browser.session
    session["planted"] = "1"
    session.save()
    browser.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    sign_in(browser, a_member().person.email)
    assert browser.session.session_key != session.session_key


def test_of_allauths_pages_only_those_we_designed_are_there(browser):
    for path in ("email/", "confirm-email/", "reauthenticate/", "login/code/confirm/"):
        assert browser.get(f"/accounts/{path}").status_code == 404


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize(
    "name", ["account_login", "account_logout", "account_inactive", "account_reset_password", "account_change_password"]
)
def test_sign_in_pages_are_the_houses_own(name, language):
    browser = reading(language)
    post = a_member()
    if name in ("account_logout", "account_change_password"):
        browser.force_login(post.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    html = flat(browser.get(reverse(name)).content.decode())
    assert f'<html lang="{language}"' in html
    assert html.count("<h1") == 1
    assert "style=" not in html


# The demo's role picker


def test_the_demo_signs_in_with_one_click(browser, settings):
    settings.DEMO = True
    person = a_person(email="chair@demo.example")
    post = a_sitter(a_body(), "chair", person)
    a_person(email="sitter@demo.example", password=None)
    a_person(email="somebody@other.example")
    offered = re.findall(r'name="email" value="([^"]+)"', browser.get(LOGIN).content.decode())
    assert offered == ["chair@demo.example"]
    response = browser.post(reverse("parties:enter"), {"email": "chair@demo.example", "next": "/office/"})
    assert response.url == "/office/"
    assert browser.get(ROLES).context["actor"].post == post


def test_changing_the_demos_role_forgets_the_post_before(browser, settings):
    settings.DEMO = True
    for name in ("one", "two"):
        a_member(person=a_person(email=f"{name}@demo.example"))
    browser.post(reverse("parties:enter"), {"email": "one@demo.example"})
    browser.post(reverse("parties:enter"), {"email": "two@demo.example"})
    assert browser.get(ROLES).context["actor"].person.email == "two@demo.example"
    assert POST_IN_SESSION not in browser.session


@pytest.mark.parametrize(
    ("demo", "email"),
    [(False, "chair@demo.example"), (True, "somebody@other.example"), (True, "sitter@demo.example"), (True, "x")],
)
def test_elsewhere_nobody_signs_in_with_one_click(browser, settings, demo, email):
    settings.DEMO = demo
    a_person(email="chair@demo.example")
    a_person(email="sitter@demo.example", password=None)
    a_person(email="somebody@other.example")
    assert browser.post(reverse("parties:enter"), {"email": email}).status_code == 404
    assert browser.get(reverse("parties:enter")).status_code == 404
    assert browser.get(ROLES).status_code == 302
    if not demo:
        assert "demo.example" not in browser.get(LOGIN).content.decode()
