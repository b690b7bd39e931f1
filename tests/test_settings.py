"""Headers, cookies, the database's settings and what is logged."""

import json
import logging
import re
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client, RequestFactory, override_settings

from nakhara.foundation.parties.models import Person
from nakhara.site import health, sqlite
from nakhara.site.accounts import Adapter
from nakhara.site.database import DatabaseUrlError, postgresql
from nakhara.site.language import choose_language
from nakhara.site.mail import mail_settings
from nakhara.site.origin import Origin
from nakhara.site.requests import LineFormatter


@pytest.mark.django_db
def test_every_page_carries_the_protective_headers(client: Client) -> None:
    headers = client.get("/no-such-page").headers
    policy = dict(part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";"))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_cookies_are_secure_outside_a_demo() -> None:
    for name in ("SESSION", "CSRF"):
        assert getattr(settings, f"{name}_COOKIE_SECURE") is True
        assert getattr(settings, f"{name}_COOKIE_HTTPONLY") is True
        assert getattr(settings, f"{name}_COOKIE_SAMESITE") == "Lax"


def test_an_origin_says_which_hosts_and_whether_https() -> None:
    origin = Origin("https://city.example:8443")
    assert (origin.https, origin.hosts, origin.trusted) == (True, ["city.example"], ["https://city.example:8443"])
    none = Origin("")
    assert (none.https, none.hosts, none.trusted) == (False, [], [])


@pytest.mark.django_db
def test_failed_sign_ins_are_limited_by_account_and_not_by_address() -> None:
    from allauth.account import app_settings

    assert app_settings.RATE_LIMITS["login_failed"] == "5/5m/key"
    assert app_settings.RATE_LIMITS["login"] == "600/m/ip"
    cache.set("shared", "by every process")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM site_cache WHERE cache_key LIKE '%%shared'")
        assert cursor.fetchone() == (1,)


@pytest.mark.parametrize(
    ("origin", "client"),
    [("https://city.example", "203.0.113.7"), ("http://city.example", "127.0.0.1"), ("", "127.0.0.1")],
)
def test_behind_the_front_a_client_is_who_the_front_says_and_elsewhere_who_is_connected(
    origin: str, client: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The front's word is the last of the header; what stands before it the client may have made up."""
    monkeypatch.setenv("NAKHARA_ORIGIN", origin)
    found = runpy.run_path(str(Path(health.__file__).with_name("settings.py")))
    forwarded = {"headers": {"x-forwarded-for": "6.6.6.6, 203.0.113.7"}, "REMOTE_ADDR": "127.0.0.1"}
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=found["ALLAUTH_TRUSTED_PROXY_COUNT"]):
        assert Adapter().get_client_ip(RequestFactory().post("/", **forwarded)) == client


@pytest.mark.django_db
def test_two_clients_behind_the_front_have_limits_of_their_own(client: Client) -> None:
    rates = settings.ACCOUNT_RATE_LIMITS | {"login": "1/m/ip"}
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1, ACCOUNT_RATE_LIMITS=rates):
        said = {"login": "nobody@city.example", "password": "not the one"}
        senders = ("203.0.113.7", "203.0.113.7", "203.0.113.8")
        page = "/accounts/login/"
        answers = [client.post(page, said, headers={"x-forwarded-for": sender}).status_code for sender in senders]
    assert answers == [200, 429, 200]


# Databases


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="asks SQLite")
def test_sqlite_is_set_up_for_several_writing_processes() -> None:
    assert sqlite.version() >= sqlite.FIRST_SAFE_IN_WAL
    with connection.cursor() as cursor:
        found = {}
        for pragma in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "mmap_size"):
            cursor.execute(f"PRAGMA {pragma}")
            found[pragma] = cursor.fetchone()
    assert found == {
        "journal_mode": ("wal",),
        "synchronous": (2,),  # FULL
        "foreign_keys": (1,),
        "busy_timeout": (20000,),
        "mmap_size": (0,),
    }
    assert connection.transaction_mode == "IMMEDIATE"


@pytest.mark.parametrize(
    ("version", "mode"), [((3, 40, 1), "TRUNCATE"), ((3, 51, 2), "TRUNCATE"), ((3, 51, 3), "WAL"), ((4, 0, 0), "WAL")]
)
def test_an_sqlite_whose_wal_may_corrupt_gets_another_journal(version: tuple[int, ...], mode: str) -> None:
    assert sqlite.journal_mode(version) == mode


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("postgres://u:p%40ss@db.example:5433/city", ("u", "p@ss", "db.example", "5433", "city")),
        ("postgresql://u@%2Frun%2FPostgres/city", ("u", "", "/run/Postgres", "", "city")),
        ("postgres:///city?host=/run/postgresql&user=u", ("u", "", "/run/postgresql", "", "city")),
    ],
)
def test_a_database_url_is_read(url: str, found: tuple[str, ...]) -> None:
    read = postgresql(url)
    assert tuple(read[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")) == found


@pytest.mark.parametrize("url", ["mysql://u@h/city", "postgres://u@h", "city"])
def test_another_database_is_refused(url: str) -> None:
    with pytest.raises(DatabaseUrlError):
        postgresql(url)


# Mail, language, logs


def test_mail_goes_to_files_unless_a_server_is_named(tmp_path) -> None:
    assert mail_settings({}, tmp_path)["EMAIL_FILE_PATH"] == tmp_path
    named = mail_settings({"NAKHARA_SMTP_URL": "smtp+tls://u:p@mail.example"}, tmp_path)
    assert (named["EMAIL_HOST"], named["EMAIL_PORT"], named["EMAIL_USE_TLS"]) == ("mail.example", 587, True)


@pytest.mark.parametrize(("cookie", "language"), [(None, "th"), ("en", "en"), ("th", "th"), ("xx", "th")])
def test_the_language_is_thai_unless_chosen(rf, cookie: str | None, language: str) -> None:
    from django.http import HttpResponse

    request = rf.get("/", headers={"accept-language": "en"})
    if cookie:
        request.COOKIES["language"] = cookie
    response = choose_language(lambda _: HttpResponse())(request)
    assert response.headers["Content-Language"] == language


@pytest.mark.django_db
def test_a_request_is_answered_with_its_id(client: Client) -> None:
    assert client.get("/healthz", headers={"x-request-id": "front-0001"}).headers["X-Request-ID"] == "front-0001"
    assert client.get("/healthz", headers={"x-request-id": "a b"}).headers["X-Request-ID"] != "a b"


def test_a_log_line_tells_where_a_fault_was_and_nothing_of_a_person() -> None:
    try:
        raise ValueError("Key (email)=(somebody@city.example) already exists")
    except ValueError as error:
        fault = (type(error), error, error.__traceback__)
    record = logging.LogRecord("django.request", logging.ERROR, "", 1, "%s: %s", ("Fault", "/people/key?q=x"), fault)
    line = json.loads(LineFormatter().format(record))
    assert (line["message"], line["error"]) == ("Fault", "ValueError")
    assert line["places"][0].endswith("test_a_log_line_tells_where_a_fault_was_and_nothing_of_a_person")
    assert "somebody" not in json.dumps(line)


# Sign-in


@pytest.mark.django_db
def test_five_failures_close_one_account_and_no_other(client: Client) -> None:
    for email in ("one@city.example", "two@city.example"):
        Person.objects.create_user(email, "the right password", name_th="ผู้ทดสอบ")

    def signs_in(email: str, password: str) -> bool:
        client.post("/accounts/login/", {"login": email, "password": password})
        signed_in = "_auth_user_id" in client.session
        client.logout()
        return signed_in

    assert not any(signs_in("one@city.example", "a wrong password") for _ in range(5))
    assert not signs_in("one@city.example", "the right password")
    assert signs_in("two@city.example", "the right password")


@pytest.mark.django_db
def test_nobody_signs_up_without_an_invitation(client: Client) -> None:
    client.post(
        "/accounts/signup/",
        {"email": "new@city.example", "password1": "a long password", "password2": "a long password"},
    )
    assert not Person.objects.filter(email="new@city.example").exists()


@pytest.fixture
def readiness() -> Iterator[None]:
    """What was found of this machine before is forgotten."""
    health.READINESS.forget()
    yield
    health.READINESS.forget()


@pytest.mark.django_db
def test_however_many_ask_whether_it_is_ready_the_database_is_asked_once(
    client: Client, readiness: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(health, "database_writes", lambda: asked.append(1) is None)
    bodies = [client.get("/readyz").json() for _ in range(5)]
    assert bodies == [{"status": "ok", "database": "ok", "disk": "ok", "migrations": "ok"}] * 5
    assert len(asked) == 1
    monkeypatch.setattr(health.time, "monotonic", lambda at=health.READINESS.until: at)
    client.get("/readyz")
    assert len(asked) == 2


def test_the_front_tells_nobody_outside_whether_the_site_is_ready() -> None:
    conf = (Path(health.__file__).parents[3] / "deploy" / "nginx.conf").read_text("utf-8")
    block = re.search(r"location = /readyz \{([^}]*)\}", conf)
    assert block
    assert block.group(1).split(";")[:3] == [
        "\n        allow 127.0.0.1",
        "\n        allow ::1",
        "\n        deny all",
    ]


@pytest.mark.django_db
@pytest.mark.usefixtures("readiness")
def test_a_server_that_may_not_write_is_not_ready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "LEAST_FREE_SHARE", 2)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (
        503,
        {"status": "unavailable", "database": "ok", "disk": "failed", "migrations": "ok"},
    )
