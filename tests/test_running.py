"""The life of a server, with real processes: refused starts, and ends that cut nothing (contracts: Running)."""

import shutil
import signal
import socket
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.postgres import NoPostgresError, Server
from tests.running import ADMINISTRATOR, Running, free_port, nakhara_command, start

pytestmark = pytest.mark.process


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory as `nakhara init` leaves it."""
    directory = tmp_path_factory.mktemp("init") / "data"
    made = nakhara_command("init", "--data-dir", directory, env=ADMINISTRATOR)
    assert made.returncode == 0, made.stderr
    return directory


@pytest.fixture
def directory(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "data"))


@pytest.fixture
def serving(directory: Path) -> Iterator[Callable[..., Running]]:
    started: list[Running] = []

    def serve(**options) -> Running:
        started.append(start("serve", directory, **options))
        return started[-1]

    yield serve
    for running in started:
        if running.process.poll() is None:
            running.end()


def contents(directory: Path) -> dict[str, bytes]:
    return {str(file.relative_to(directory)): file.read_bytes() for file in directory.rglob("*") if file.is_file()}


def refused(*arguments: str | Path, env: dict[str, str] | None = None) -> str:
    """The one line that a refused command writes."""
    done = nakhara_command(*arguments, env=env)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    return done.stderr


def test_init_makes_a_private_directory_with_an_administrator(template: Path) -> None:
    assert sorted(entry.name for entry in template.iterdir()) == [
        "documents",
        "lock",
        "mail",
        "nakhara.sqlite3",
        "nakhara.toml",
        "secret-key",
    ]
    assert template.stat().st_mode & 0o777 == 0o700
    assert (template / "secret-key").stat().st_mode & 0o777 == 0o600
    rows = sqlite3.connect(template / "nakhara.sqlite3")
    assert rows.execute("SELECT email, is_operator FROM parties_person").fetchall() == [("admin@city.example", 1)]
    rows.close()


def test_init_leaves_a_directory_that_is_one_already_untouched(directory: Path) -> None:
    before = contents(directory)
    assert "nothing was touched" in refused("init", "--data-dir", directory, env=ADMINISTRATOR)
    assert contents(directory) == before


def test_init_leaves_a_folder_of_something_else_untouched(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    assert "choose an empty one" in refused("init", "--data-dir", tmp_path, env=ADMINISTRATOR)
    assert contents(tmp_path) == {"letter.txt": b"mine"}


def test_init_needs_a_first_administrator(tmp_path: Path) -> None:
    assert "NAKHARA_ADMIN_EMAIL" in refused("init", "--data-dir", tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_init_begins_again_where_it_was_cut_short(directory: Path) -> None:
    (directory / "unfinished").touch()
    (directory / "nakhara.sqlite3").write_bytes(b"half a database")
    assert nakhara_command("init", "--data-dir", directory, env=ADMINISTRATOR).returncode == 0
    assert not (directory / "unfinished").exists()


def test_serve_needs_a_directory(tmp_path: Path) -> None:
    assert "nakhara init" in refused("serve", "--data-dir", tmp_path / "none", "--port", str(free_port()))


def test_serve_needs_its_secrets(directory: Path) -> None:
    (directory / "secret-key").unlink()
    assert "NAKHARA_SECRET_KEY" in refused("serve", "--data-dir", directory, "--port", str(free_port()))


def test_serve_refuses_a_taken_port(directory: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert f"port {port}" in refused("serve", "--data-dir", directory, "--port", port)


@pytest.mark.parametrize("port", ["0", "65536", "http"])
def test_serve_refuses_what_is_no_port(directory: Path, port: str) -> None:
    assert "--port" in refused("serve", "--data-dir", directory, "--port", port)


def test_serve_refuses_a_directory_that_is_being_served(serving: Callable[..., Running], directory: Path) -> None:
    serving()
    assert "another server" in refused("serve", "--data-dir", directory, "--port", str(free_port()))


def test_serve_refuses_a_database_with_pending_migrations(directory: Path) -> None:
    rows = sqlite3.connect(directory / "nakhara.sqlite3")
    rows.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    rows.commit()
    rows.close()
    assert "sessions.0001_initial" in refused("serve", "--data-dir", directory, "--port", str(free_port()))


def test_serve_refuses_a_record_without_its_triggers(directory: Path) -> None:
    rows = sqlite3.connect(directory / "nakhara.sqlite3")
    rows.execute("DROP TRIGGER record_event_no_delete")
    rows.commit()
    rows.close()
    assert "triggers" in refused("serve", "--data-dir", directory, "--port", str(free_port()))


def test_a_server_answers_its_probes(serving: Callable[..., Running]) -> None:
    running = serving()
    assert running.get("/healthz") == (200, b'{"status": "ok"}')
    assert running.get("/readyz") == (
        200,
        b'{"status": "ok", "database": "ok", "disk": "ok", "migrations": "ok"}',
    )


@pytest.mark.parametrize(
    ("number", "whole_group"),
    [(signal.SIGTERM, False), (signal.SIGINT, True), (signal.SIGTERM, True)],
    ids=["SIGTERM to the first process", "Ctrl-C", "SIGTERM to the group"],
)
def test_a_signal_ends_all_of_a_server_and_cuts_no_request(
    serving: Callable[..., Running], directory: Path, number: signal.Signals, whole_group: bool
) -> None:
    """Ten requests wait for a locked database, most of them still in the queue, when the signal comes."""
    running = serving()
    answers: list[int] = []
    lock = sqlite3.connect(directory / "nakhara.sqlite3", isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    requests = [threading.Thread(target=lambda: answers.append(running.get("/readyz")[0])) for _ in range(10)]
    for request in requests:
        request.start()
    time.sleep(0.5)
    ended: list[tuple[int, float]] = []
    ending = threading.Thread(target=lambda: ended.append(running.end(number, whole_group=whole_group)))
    ending.start()
    time.sleep(0.7)
    lock.execute("ROLLBACK")
    lock.close()
    for thread in [*requests, ending]:
        thread.join()
    [(status, seconds)] = ended
    assert (answers, status, running.members()) == ([200] * 10, 0, [])
    assert seconds < 10


def test_a_server_runs_on_postgresql(tmp_path: Path) -> None:
    try:
        server = Server()
    except NoPostgresError as error:
        pytest.skip(str(error))
    try:
        server.make_database()
        database = {"NAKHARA_DATABASE_URL": server.url}
        made = nakhara_command("init", "--data-dir", tmp_path / "data", env=ADMINISTRATOR | database)
        assert made.returncode == 0, made.stderr
        running = start("serve", tmp_path / "data", env=database)
        assert running.get("/readyz")[0] == 200
        assert running.end()[0] == 0
    finally:
        server.stop()
    assert not (tmp_path / "data" / "nakhara.sqlite3").exists()


def test_nothing_outlives_a_server_that_was_killed(serving: Callable[..., Running]) -> None:
    running = serving()
    # The first process, two that answer requests, and the worker, which is started last.
    running.wait_until(lambda: len(running.members()) == 4)
    running.end(signal.SIGKILL)
    running.wait_until(lambda: running.members() == [])


def test_a_client_that_never_finishes_does_not_keep_a_server_alive(serving: Callable[..., Running]) -> None:
    running = serving()
    with socket.create_connection(("127.0.0.1", running.port)) as slow:
        slow.sendall(b"POST /heal")
        time.sleep(0.2)
        status, seconds = running.end()
    assert (status, running.members()) == (0, [])
    assert seconds < 10


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A directory as the first `nakhara demo` leaves it, and what that printed."""
    directory = tmp_path_factory.mktemp("demo") / "data"
    running = start("demo", directory)
    assert running.get("/")[0] == 200
    running.wait_for("Ctrl-C")
    assert running.end()[0] == 0
    return directory, running.log.read_text("utf-8")


def test_a_demo_tells_its_address_and_its_sign_ins(demo: tuple[Path, str]) -> None:
    _, printed = demo
    assert "http://127.0.0.1:" in printed
    roles = ["owner owner2 helper secretariat secretariat2 subcommittee chair member board province district local"]
    roles += ["ministry department admin", *(f"reviewer{number}" for number in range(1, 10))]
    for role in " ".join(roles).split():
        assert f"{role}@demo.example" in printed, role
    # who only fills a seat has no password
    assert "seat-" not in printed


def test_a_second_start_loads_nothing_anew(demo: tuple[Path, str]) -> None:
    directory, first = demo
    running = start("demo", directory)
    running.wait_for("Ctrl-C")
    assert running.end()[0] == 0
    second = running.log.read_text("utf-8")
    assert second.split("http://")[1].split("\n", 1)[1] == first.split("http://")[1].split("\n", 1)[1]
    assert "ตาราง" not in second


def test_a_demo_is_not_served_before_its_last_event(demo: tuple[Path, str]) -> None:
    directory, _ = demo
    line = refused("demo", "--now", "2018-09-28T09:00", "--data-dir", directory, "--port", str(free_port()))
    assert "before the last event" in line


def test_a_demo_may_be_served_at_another_moment(demo: tuple[Path, str]) -> None:
    directory, _ = demo
    running = start("demo", directory, "--now", "2041-05-06T09:00")
    page = running.get("/")[1].decode()
    assert running.end()[0] == 0
    assert "2584" in page  # the year of the Buddhist era, in the band


def test_a_load_that_was_cut_short_begins_again(demo: tuple[Path, str]) -> None:
    directory, _ = demo
    (directory / "demo-data").write_text("loading")
    running = start("demo", directory)
    running.wait_for("Ctrl-C")
    assert running.end()[0] == 0
    assert "ตาราง" in running.log.read_text("utf-8")


def test_a_demo_erases_only_what_is_marked_demo(directory: Path) -> None:
    before = contents(directory)
    line = refused("demo", "--fresh", "--data-dir", directory, "--port", str(free_port()))
    assert "not marked demo" in line
    assert contents(directory) == before
