"""What every test runs in: a data directory of its own, no network, and a database whose record can be emptied.

`NAKHARA_TEST_ON=postgresql` runs the suite on a throw-away PostgreSQL server instead of SQLite.
"""

import atexit
import ipaddress
import os
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

IS_FIRST_PROCESS = "PYTEST_XDIST_WORKER" not in os.environ
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

# An end by SIGTERM runs what is registered for the end, too.
signal.signal(signal.SIGTERM, lambda *_: pytest.exit("told to end", 143) if IS_FIRST_PROCESS else sys.exit(143))

DATA = Path(tempfile.mkdtemp(prefix="nakhara-test-"))
atexit.register(shutil.rmtree, DATA, ignore_errors=True)
(DATA / "nakhara.toml").write_text("demo = false\n", "utf-8")
for _name in [name for name in os.environ if name.startswith("NAKHARA_") and name != "NAKHARA_TEST_ON"]:
    if IS_FIRST_PROCESS or _name != "NAKHARA_DATABASE_URL":
        del os.environ[_name]
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "nakhara.site.settings",
    "NAKHARA_DATA": str(DATA),
    "NAKHARA_SECRET_KEY": "only for tests, and the same in each of their processes",
}
if IS_FIRST_PROCESS and os.environ.get("NAKHARA_TEST_ON") == "postgresql":
    from tests.postgres import Server

    _server = Server()
    atexit.register(_server.stop)
    os.environ["NAKHARA_DATABASE_URL"] = _server.url

import django  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import TransactionTestCase  # noqa: E402
from django.utils.translation import override  # noqa: E402

from nakhara.site import assets  # noqa: E402

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.STATIC_ROOT = DATA / "static"
settings.STATIC_ROOT.mkdir()
settings.WHITENOISE_USE_FINDERS = True
if IS_FIRST_PROCESS:
    assets.compile_catalogues()
django.setup()

from nakhara.foundation.record import triggers  # noqa: E402


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


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    """Begin each test in Thai, whatever the one before it read."""
    with override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the machine's Chromium, for tests marked `browser`."""
    assert CHROMIUM, "a test that needs Chromium is marked browser"
    return CHROMIUM


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if not CHROMIUM:
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason="Chromium is not on this machine"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if left_out := _not_run(terminalreporter):
        terminalreporter.write_line(f"{left_out} browser tests NOT RUN: Chromium is not on this machine", red=True)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """A test that could not run is a failure where the run decides something."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if IS_FIRST_PROCESS and os.environ.get("CI") == "true" and reporter and _not_run(reporter):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _not_run(reporter: pytest.TerminalReporter) -> int:
    return 0 if CHROMIUM else sum("browser" in report.keywords for report in reporter.stats.get("skipped", []))
