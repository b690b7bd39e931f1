"""A demo as an operator starts it, fresh for each test, and browsers for everybody who takes part."""

import fcntl
import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.browser.pages import Visitor
from tests.running import Running, start

QUIET = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest test of all, so that no worker is left alone with it at the end."""
    items.sort(key=lambda item: item.path.name != "test_whole_path.py")


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A directory as the first `nakhara demo` leaves it, made by one of the workers for all of them."""
    own = tmp_path_factory.getbasetemp()
    folder = own if worker_id == "master" else own.parent
    directory, done = folder / "demo-made", folder / "demo-made.done"
    with (folder / "demo-made.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            assert start("demo", directory).end()[0] == 0
            done.touch()
    return directory


@pytest.fixture
def directory(made: Path, tmp_path: Path) -> Path:
    """A copy of the demo's data, which a test may change before the demo is served."""
    return Path(shutil.copytree(made, tmp_path / "data"))


@pytest.fixture
def demo(directory: Path) -> Iterator[Running]:
    running = start("demo", directory)
    yield running
    assert running.end()[0] == 0


# Of a module: while Playwright's loop runs, Django refuses to touch a database in the same process.
@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield started
        started.close()


@pytest.fixture
def today() -> date:
    return datetime.now(ZoneInfo("Asia/Bangkok")).date()


@pytest.fixture
def visit(browser: Browser, demo: Running) -> Iterator[Callable[[], Visitor]]:
    """A function that gives somebody a browser of their own."""
    visitors: list[Visitor] = []

    def come() -> Visitor:
        visitors.append(Visitor(browser, f"http://127.0.0.1:{demo.port}"))
        return visitors[-1]

    yield come
    for visitor in visitors:
        visitor.go_away()
