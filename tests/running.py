"""Real servers for the tests that need one: started as an operator would, on a port and a directory of their own."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.postgres import die_with_parent

import nakhara

COMMAND = [sys.executable, "-c", "import sys; from nakhara.cli.main import main; sys.exit(main())"]
ADMINISTRATOR = {"NAKHARA_ADMIN_EMAIL": "admin@city.example", "NAKHARA_ADMIN_PASSWORD": "correct horse battery"}


def environment(**more: str) -> dict[str, str]:
    """This machine's environment without what the tests set for themselves."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("NAKHARA_", "DJANGO_", "PYTEST_"))
    }
    return kept | {"PYTHONPATH": str(Path(nakhara.__file__).parents[1])} | more


def nakhara_command(*arguments: str | Path, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        env=environment(**(env or {})),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Running:
    """A server that has said it is ready."""

    process: subprocess.Popen[str]
    port: int
    log: Path

    def get(self, path: str, timeout: float = 30) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def end(self, number: signal.Signals = signal.SIGTERM, *, whole_group: bool = False) -> tuple[int, float]:
        """Send a signal; the exit status and the seconds until everything had ended."""
        started = time.monotonic()
        (os.killpg if whole_group else os.kill)(self.process.pid, number)
        status = self.process.wait(timeout=30)
        return status, time.monotonic() - started

    def wait_for(self, text: str) -> None:
        """Wait until the server has printed this."""
        self.wait_until(lambda: text in self.log.read_text("utf-8"))

    def wait_until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds, ten seconds at most."""
        deadline = time.monotonic() + 10
        while not holds():
            if time.monotonic() > deadline:
                raise RuntimeError(f"it never came to that:\n{self.log.read_text('utf-8')}")
            time.sleep(0.05)

    def members(self) -> list[int]:
        """Processes of the server's group that are alive."""
        listed = subprocess.run(["ps", "-eo", "pid=,pgid=,stat="], capture_output=True, text=True, check=True).stdout
        rows = [line.split() for line in listed.splitlines()]
        return [int(pid) for pid, group, state in rows if int(group) == self.process.pid and state[0] != "Z"]


def start(verb: str, directory: Path, *arguments: str, env: Mapping[str, str] | None = None) -> Running:
    """Start `serve` or `demo` in a process group of its own and wait until it answers."""
    port = free_port()
    log = directory.parent / f"{directory.name}-{port}.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [*COMMAND, verb, "--data-dir", str(directory), "--port", str(port), *arguments],
            env=environment(**(env or {})),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            text=True,
            start_new_session=True,
            preexec_fn=die_with_parent,
        )
    running = Running(process, port, log)
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            if running.get("/healthz")[0] == 200:
                return running
        except OSError:
            time.sleep(0.05)
        if process.poll() is not None:
            break
    process.kill()
    raise RuntimeError(f"the server did not start:\n{log.read_text('utf-8')}")
