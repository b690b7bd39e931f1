"""A PostgreSQL server made for one run of the tests from this machine's binaries, gone when the run ends."""

import ctypes
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

import psycopg

PR_SET_PDEATHSIG = 1
# Nothing here outlives the run, so nothing waits for the disk.
FASTER = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=200")


class NoPostgresError(RuntimeError):
    """The machine has no PostgreSQL server."""


def binaries() -> Path:
    """The folder of the newest installed server."""
    folders = [*Path("/usr/lib/postgresql").glob("*/bin"), *map(Path, os.environ["PATH"].split(os.pathsep))]
    found = [folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()]
    if not found:
        raise NoPostgresError("no PostgreSQL server on this machine: apt-get install postgresql")
    return max(found, key=lambda folder: [int(part) if part.isdigit() else 0 for part in folder.parts])


class Server:
    """A running server; it refuses to run as root, so root starts it as the system's `postgres`."""

    def __init__(self, options: Sequence[str] = FASTER) -> None:
        self.options = options
        self.folder = Path(tempfile.mkdtemp(prefix="nakhara-pg-"))
        self.as_user: dict[str, object] = {}
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
            self.as_user = {"user": "postgres", "group": "postgres", "extra_groups": []}
        self.process = self._start()

    @property
    def url(self) -> str:
        return f"postgres://nakhara@{quote(str(self.folder), safe='')}/nakhara"

    def _start(self) -> subprocess.Popen:
        data, where = self.folder / "data", binaries()
        initdb = [where / "initdb", "-D", data, "-U", "nakhara", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
        subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, cwd=self.folder, **self.as_user)
        options = [part for setting in self.options for part in ("-c", setting)]
        server = [where / "postgres", "-D", data, "-k", self.folder, "-c", "listen_addresses=", *options]
        with (self.folder / "log").open("w") as log:
            process = subprocess.Popen(
                server, stdout=log, stderr=log, cwd=self.folder, preexec_fn=die_with_parent, **self.as_user
            )
        self._wait_for(process)
        return process

    def _wait_for(self, process: subprocess.Popen) -> None:
        for _ in range(200):
            try:
                psycopg.connect(host=str(self.folder), user="nakhara", dbname="postgres").close()
                return
            except psycopg.OperationalError:
                if process.poll() is not None:
                    break
                time.sleep(0.05)
        raise NoPostgresError(f"PostgreSQL did not start:\n{(self.folder / 'log').read_text('utf-8')}")

    def make_database(self) -> None:
        """Make the database that the address names (the tests' own runner makes its own)."""
        with psycopg.connect(host=str(self.folder), user="nakhara", dbname="postgres", autocommit=True) as connection:
            connection.execute("CREATE DATABASE nakhara")

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=30)
        shutil.rmtree(self.folder, ignore_errors=True)


def die_with_parent() -> None:
    """Have the kernel end this process, in good order, when the one that started it is gone."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)
