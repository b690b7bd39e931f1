"""From `NAKHARA_DATABASE_URL` and the data directory to Django's database settings."""

from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from nakhara.site import sqlite

STATEMENT_LIMITS = "-c lock_timeout=20s -c statement_timeout=60s -c idle_in_transaction_session_timeout=60s"


class DatabaseUrlError(ValueError):
    """`NAKHARA_DATABASE_URL` names no PostgreSQL database."""


def database_settings(url: str, data: Path) -> dict[str, object]:
    """Settings for PostgreSQL at `url`, or, without one, for the SQLite file in the data directory."""
    return postgresql(url) if url else sqlite_file(data)


def sqlite_file(data: Path) -> dict[str, object]:
    """The embedded database; tests get a file of their own, since writers in parallel need one."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": data / "nakhara.sqlite3",
        "OPTIONS": sqlite.options(),
        "CONN_MAX_AGE": None,
        "TEST": {"NAME": data / "test.sqlite3"},
    }


def postgresql(url: str) -> dict[str, object]:
    """Settings from `postgres://user:password@host:port/name`.

    A socket's folder stands as `?host=/run/postgresql` or, its slashes written %2F, in the host's place.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or len(parts.path) < 2:
        raise DatabaseUrlError("NAKHARA_DATABASE_URL must look like postgres://user:password@host/name")
    query = dict(parse_qsl(parts.query))
    # urlsplit lowers the case of a host name; a socket's folder keeps its own.
    place = parts.netloc.rpartition("@")[2]
    host, _, port = place.rpartition(":") if place.rpartition(":")[2].isdecimal() else (place, "", "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or query.pop("user", "")),
        "PASSWORD": unquote(parts.password or query.pop("password", "")),
        "HOST": unquote(host) or query.pop("host", ""),
        "PORT": port or query.pop("port", ""),
        "OPTIONS": {"options": STATEMENT_LIMITS, **query},
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }
