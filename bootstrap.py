#!/usr/bin/env python3
"""Sets Nakhara up and runs it, with nothing but Python 3.11 or later.

    python3 bootstrap.py setup          install into .venv; the command is then .venv/bin/nakhara
    python3 bootstrap.py demo [...]     install, then what `nakhara demo` does (--port, --fresh, --now, --data-dir)
    python3 bootstrap.py serve [...]    install, then what `nakhara serve` does
    python3 bootstrap.py test [...]     install with the tools of development, then run every test on both databases;
                                        what follows is passed on to pytest

Each step is skipped while what it was made from has not changed. Mirrors are found as pip and uv are set up to.
"""

import contextlib
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
COMMAND = VENV / "bin" / "nakhara"
STAMPS = VENV / "bootstrap.json"
LOCK, DEV_LOCK = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
RED, PLAIN = "\033[31;1m", "\033[0m"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


class SetupError(Exception):
    """A step failed; the text says which and what to do."""


def main(arguments: list[str]) -> int:
    if sys.version_info < (3, 11):
        print("Nakhara needs Python 3.11 or later; this is", sys.version.split()[0], file=sys.stderr)
        return 2
    verb, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if verb not in {"setup", "demo", "serve", "test"}:
        print(__doc__)
        return 0 if verb in {"-h", "--help"} else 2
    signal.signal(signal.SIGTERM, _stop)
    try:
        set_up(DEV_LOCK if verb == "test" else LOCK)
        if verb == "setup":
            print(f"Installed. The command is {os.path.relpath(VENV / 'bin' / 'nakhara')}")
            return 0
        if verb == "test":
            return test(rest)
    except SetupError as error:
        print(f"{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    # The server takes this process's place, so that signals reach it and nothing stands between.
    sys.stdout.flush()
    return os.execv(COMMAND, [str(COMMAND), verb, *rest])


def _stop(signum: int, frame: object) -> None:
    raise KeyboardInterrupt


# Installing


def set_up(lock: Path) -> None:
    """Bring .venv up to date with the lock, the package and its built files."""
    stamps = _stamps()
    base = digest(sys.version, str(VENV))
    if stamps.get("environment") != base or not PYTHON.exists():
        make_environment()
        stamps = {}
        _stamp(stamps, environment=base)
    installed = {digest(file.read_bytes()) for file in (lock, DEV_LOCK)}
    if stamps.get("packages") not in installed:
        _forget(stamps, "packages", "project")
        install_packages(lock)
        _stamp(stamps, packages=digest(lock.read_bytes()))
    project = digest((ROOT / "pyproject.toml").read_bytes())
    if stamps.get("project") != project:
        install_project()
        _stamp(stamps, project=project)
    built = digest(LOCK.read_bytes(), *sources_of_built_files())
    if stamps.get("built") != built:
        build_files()
        _stamp(stamps, built=built)


def make_environment() -> None:
    if VENV.exists():
        shutil.rmtree(VENV)
    try:
        run("Making .venv", [sys.executable, "-m", "venv", str(VENV)])
    except SetupError as error:
        # Debian's python3 comes without the part that puts pip into a new environment.
        shutil.rmtree(VENV, ignore_errors=True)
        if not install_from_system("Installing python3-venv", ["python3-venv"]):
            raise SetupError(f"{error}\nOn Debian and Ubuntu: apt-get install python3-venv") from error
        run("Making .venv", [sys.executable, "-m", "venv", str(VENV)])


def install_packages(lock: Path) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as pin:
        pin.write(entry_of("uv", lock.read_text("utf-8")))
        pin.flush()
        options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes"]
        run("Installing uv", [str(PYTHON), "-m", "pip", "install", *options, "-r", pin.name])
    try:
        sync = [str(VENV / "bin" / "uv"), "pip", "sync", "--quiet", "--require-hashes"]
        run("Installing packages", [*sync, "--python", str(PYTHON), str(lock)], uv_environment())
    except SetupError:
        # uv does not read pip's own configuration; where only that knows the mirror, pip installs the same lock.
        run("Installing packages with pip", [str(PYTHON), "-m", "pip", "install", *options, "-r", str(lock)])


def entry_of(name: str, lock: str) -> str:
    """The lines of a lock that pin one package."""
    lines = lock.splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f"{name}=="))
    end = next((i for i in range(start + 1, len(lines)) if not lines[i].startswith(" ")), len(lines))
    return "\n".join(lines[start:end]) + "\n"


def uv_environment() -> dict[str, str]:
    """The environment, with what it tells pip about mirrors told to uv too, unless uv has been told already."""
    same = {
        "UV_DEFAULT_INDEX": "PIP_INDEX_URL",
        "UV_INDEX": "PIP_EXTRA_INDEX_URL",
        "SSL_CERT_FILE": "PIP_CERT",
    }
    told = {uv: os.environ[pip] for uv, pip in same.items() if os.environ.get(pip)}
    return {**told, **os.environ, "VIRTUAL_ENV": str(VENV)}


def install_project() -> None:
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    command = [
        str(VENV / "bin" / "uv"),
        "pip",
        "install",
        *options,
        "--python",
        str(PYTHON),
        "--editable",
        str(ROOT),
    ]
    run("Installing nakhara", command, uv_environment())


def build_files() -> None:
    run("Building fonts, catalogues and static files", [str(PYTHON), "-m", "nakhara.site.assets"])


def sources_of_built_files() -> Iterator[bytes]:
    """Names and contents of everything that fonts, catalogues and static files are made from."""
    source = ROOT / "src" / "nakhara"
    wanted = [*source.glob("**/static/**/*"), *source.glob("**/*.po"), *source.glob("**/look/fonts*")]
    for file in sorted(file for file in wanted if file.is_file()):
        if "fonts" not in file.parts:
            yield str(file.relative_to(source)).encode()
            yield file.read_bytes()


# Testing


def test(arguments: list[str]) -> int:
    """Run the whole suite on SQLite, then again on PostgreSQL; 0 only if all that should have run passed."""
    missing = machine_lacks()
    if missing:
        install_from_system("Installing " + " and ".join(missing), missing)
        missing = machine_lacks()
    results = {"SQLite": pytest({}, "-n", "2", *arguments)}
    if "postgresql" not in missing and results["SQLite"] != 2:
        results["PostgreSQL"] = pytest(
            {"NAKHARA_TEST_ON": "postgresql"}, "-n", "2", "-m", "not browser and not process", *arguments
        )
    for database, status in results.items():
        print(f"Tests on {database}: {'passed' if status == 0 else f'{RED}FAILED{PLAIN}'}")
    for what in missing:
        print(f"{RED}Tests that need {what}: NOT RUN, it is not on this machine and could not be installed{PLAIN}")
    failed = any(results.values()) or (missing and os.environ.get("CI") == "true")
    return 1 if failed else 0


def pytest(environment: dict[str, str], *arguments: str) -> int:
    print(f"Testing on {environment.get('NAKHARA_TEST_ON', 'sqlite')}", flush=True)
    child = begin([str(PYTHON), "-m", "pytest", *arguments], {**os.environ, **environment})
    status = wait(child)
    # Where the reader's own choice leaves nothing to run on one database, that is no failure.
    return 0 if status == 5 and arguments else status


def machine_lacks() -> list[str]:
    """The system's packages that some tests need and this machine has not."""
    lacks = []
    if not any(map(shutil.which, CHROMIUM)):
        lacks.append("chromium")
    if not shutil.which("initdb") and not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        lacks.append("postgresql")
    return lacks


def install_from_system(title: str, packages: list[str]) -> bool:
    """Install Debian packages where that is possible; whether it was done."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        run("Reading the system's package lists", ["apt-get", "update", "-qq"], environment)
        run(title, ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], environment)
    except SetupError as error:
        print(error, file=sys.stderr)
        return False
    return True


# Running commands


def run(title: str, command: list[str], environment: dict[str, str] | None = None) -> None:
    """Run a command with its output kept back, showing that time passes; on failure its last lines are told."""
    started = time.monotonic()
    print(f"{title} …", end="", flush=True)
    with tempfile.TemporaryFile("w+") as output:
        child = begin(command, environment, output)
        status = wait(child, tick=lambda: print(".", end="", flush=True))
        print(f" {time.monotonic() - started:.1f} s", flush=True)
        if status:
            output.seek(0)
            told = "".join(output.readlines()[-30:])
            raise SetupError(f"{title} failed (status {status}): {' '.join(command)}\n{told}")


def begin(command: list[str], environment: dict[str, str] | None, output: object = None) -> subprocess.Popen:
    """Start a command in a process group of its own, so that whatever it starts can be ended with it."""
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output, process_group=0
    )


def wait(child: subprocess.Popen, tick=lambda: None) -> int:
    """Wait for a child; whatever ends us ends its whole group first."""
    try:
        while True:
            with contextlib.suppress(subprocess.TimeoutExpired):
                return child.wait(timeout=2)
            tick()
    except KeyboardInterrupt:
        os.killpg(child.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(timeout=10)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        raise


# Stamps


def digest(*parts: bytes | str) -> str:
    whole = hashlib.sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        whole.update(len(content).to_bytes(8, "big") + content)
    return whole.hexdigest()


def _stamps() -> dict[str, str]:
    try:
        return json.loads(STAMPS.read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def _stamp(stamps: dict[str, str], **done: str) -> None:
    stamps.update(done)
    STAMPS.write_text(json.dumps(stamps, indent=1), "utf-8")


def _forget(stamps: dict[str, str], *names: str) -> None:
    for name in names:
        stamps.pop(name, None)
    _stamp(stamps)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
