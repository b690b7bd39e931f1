"""What every test runs in: a data directory of its own, no network, and a database whose record can be emptied."""

import atexit
import ipaddress
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

DATA = Path(tempfile.mkdtemp(prefix="nakhara-test-"))
atexit.register(shutil.rmtree, DATA, ignore_errors=True)
(DATA / "nakhara.toml").write_text("demo = false\n", "utf-8")
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "nakhara.site.settings",
    "NAKHARA_DATA": str(DATA),
    "NAKHARA_SECRET_KEY": "only for tests, and the same in each of their processes",
}
for _name in ("NAKHARA_ORIGIN", "NAKHARA_HOSTS", "NAKHARA_SMTP_URL", "NAKHARA_CLOCK_OFFSET"):
    os.environ.pop(_name, None)

import django  # noqa: E402
from django.conf import settings  # noqa: E402

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.STATIC_ROOT = DATA / "static"
settings.STATIC_ROOT.mkdir()
settings.WHITENOISE_USE_FINDERS = True
django.setup()


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Refuse connections that would leave this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family != socket.AF_UNIX and not _on_this_machine(str(address[0])):  # type: ignore[index]
            raise ConnectionRefusedError(f"a test reached for the network: {address}")
        return connect(self, address)  # type: ignore[arg-type]

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", guarded)
    yield
    patch.undo()


def _on_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture(scope="session", autouse=True)
def _record_can_be_emptied() -> Iterator[None]:
    """Lift the triggers that keep the record from being changed while a transactional test empties its tables."""
    if find_spec("nakhara.foundation") is None or find_spec("nakhara.foundation.record.triggers") is None:
        yield
        return
    from django.db import connection
    from django.test import TransactionTestCase

    from nakhara.foundation.record import triggers

    empty = TransactionTestCase._fixture_teardown

    def lifted(self: TransactionTestCase) -> None:
        triggers.remove(connection)
        try:
            empty(self)
        finally:
            triggers.install(connection)

    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", lifted)
    yield
    patch.undo()
