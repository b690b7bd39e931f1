"""Throw-away demos with sample cases, and how long it takes to make them and to start."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.databases import Embedded, Postgres
from bench.serving import environment, run, served

SEED = 1
ROOT = Path(__file__).parents[1]


@dataclass
class Sample:
    """A demo with so many sample cases: where it is, how long its cases took, what is asked for, queries counted."""

    cases: int
    directory: Path
    env: dict[str, str]
    seconds: float
    targets: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    queries: dict[str, dict[str, int]] = field(default_factory=dict)


def make_demo(folder: Path, database: Embedded | Postgres) -> tuple[Path, float, float]:
    """A demo, and the seconds from the command to its first page: the first time, and the second."""
    directory = folder / "demo"
    env = database.environment("demo")
    with served(directory, env) as server:
        first = server.seconds_to_answer
    with served(directory, env) as server:
        second = server.seconds_to_answer
    return directory, first, second


def make_sample(demo: Path, cases: int, database: Embedded | Postgres, say: Callable[[str], None]) -> Sample:
    """A copy of the demo with sample cases in it."""
    directory = demo.parent / f"cases-{cases}"
    shutil.copytree(demo, directory)
    env = database.copy("demo", directory.name)
    seconds = run("sample", "--data-dir", directory, "--cases", str(cases), "--seed", str(SEED), env=env)
    say(f"{cases} cases made in {seconds:.1f} s; counting queries")
    found = look_inside(directory, env)
    return Sample(cases, directory, env, seconds, found["targets"], found["queries"])


def look_inside(directory: Path, env: dict[str, str]) -> dict[str, Any]:
    """What is asked for in a directory, and the queries of each page, from a process of its own."""
    command = [sys.executable, "-m", "bench.inside", str(directory)]
    done = subprocess.run(command, env=environment(env), cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"counting queries failed:\n{done.stderr}")
    return json.loads(done.stdout)
