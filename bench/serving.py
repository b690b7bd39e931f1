"""A server as `nakhara demo` starts it, on a free port of this machine alone; what it costs, and that it ends."""

import contextlib
import ctypes
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

COMMAND = [sys.executable, "-c", "import sys; from nakhara.cli.main import main; sys.exit(main())"]
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
PR_SET_PDEATHSIG = 1
PATIENCE = 180


class DidNotStartError(Exception):
    """A command ended, or did not answer, before it could be measured."""


def environment(more: Mapping[str, str]) -> dict[str, str]:
    """This machine's environment without what names another data directory or database."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("NAKHARA_", "DJANGO_"))}
    return kept | {"NAKHARA_LOG_LEVEL": "ERROR"} | dict(more)


class Server:
    """A server that answers."""

    def __init__(self, directory: Path, env: Mapping[str, str], beside: Sequence[int] = ()):
        """Start it and wait; `beside` are processes whose cost counts too (a database server's)."""
        self.beside = beside
        self.port = _free_port()
        self.log = directory.with_suffix(".log")
        started = time.monotonic()
        with self.log.open("w") as output:
            self.process = subprocess.Popen(
                [*COMMAND, "demo", "--data-dir", str(directory), "--port", str(self.port)],
                env=environment(env),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=_die_with_parent,
            )
        try:
            self._wait_for_an_answer()
        except BaseException:
            self.stop()
            raise
        self.seconds_to_answer = time.monotonic() - started

    def _wait_for_an_answer(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            with contextlib.suppress(OSError):
                if self._answers():
                    return
            time.sleep(0.02)
        raise DidNotStartError(f"the server did not answer:\n{self.log.read_text('utf-8')}")

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status == 200
        finally:
            connection.close()

    def cpu_seconds(self) -> float:
        """What the server's processes have used of the processor since they began."""
        return sum(cpu_seconds(pid) for pid in (self.process.pid, *self.beside))

    def stop(self) -> None:
        """End it and everything that it started."""
        self.process.terminate()
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@contextlib.contextmanager
def served(directory: Path, env: Mapping[str, str], beside: Sequence[int] = ()) -> Iterator[Server]:
    """A server over a directory, ended afterwards."""
    server = Server(directory, env, beside)
    try:
        yield server
    finally:
        server.stop()


def run(*arguments: str | Path, env: Mapping[str, str]) -> float:
    """Run a `nakhara` command to its end and give the seconds it took."""
    started = time.monotonic()
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)],
        env=environment(env),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=_die_with_parent,
    )
    if done.returncode:
        raise DidNotStartError(f"nakhara {arguments[0]} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return time.monotonic() - started


def cpu_seconds(root: int) -> float:
    """Processor time, user's and system's, of a process and all that descend from it."""
    times, children = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            # The name in brackets may hold spaces; state, parent, … follow it.
            fields = stat.read_text().rpartition(")")[2].split()
            pid = int(stat.parent.name)
            children.setdefault(int(fields[1]), []).append(pid)
            times[pid] = (int(fields[11]) + int(fields[12])) / TICKS_A_SECOND
    return sum(times.get(pid, 0) for pid in _family(root, children))


def _family(root: int, children: Mapping[int, list[int]]) -> Iterator[int]:
    yield root
    for child in children.get(root, ()):
        yield from _family(child, children)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
