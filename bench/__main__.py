"""`python -m bench`: make, serve, measure, write docs/benchmarks.md; status 1 when a bound is missed."""

import argparse
import contextlib
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench import report
from bench.bounds import Result, checks
from bench.databases import Embedded, Postgres, database
from bench.making import Sample, make_demo, make_sample
from bench.pages import PAGES, Page
from bench.rounds import Crowd, Figures, Load
from bench.serving import Server, served

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
STARTED = time.monotonic()


def main() -> int:
    """Measure what was asked for."""
    asked = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    load = Load(rounds=2, requests=80, seconds=4) if asked.quick else Load(seconds=asked.seconds)
    cases = sorted([10, 30] if asked.quick else asked.cases)
    with tempfile.TemporaryDirectory(prefix="nakhara-bench-") as folder, database(asked.database) as where:
        result = measure(Path(folder), cases, load, where)
    print(f"\n{report.as_text(result)}\n")
    if asked.quick:
        say("a smoke run: nothing written, no bound judged")
        return 0
    report.write(result, load, PAGE)
    missed = report.misses(checks(result))
    print("\n".join(missed or ["every bound holds"]))
    return 1 if missed else 0


def arguments() -> argparse.Namespace:
    """What the run is to do."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--cases", type=int, nargs="+", default=[100, 1000], metavar="N", help="default 100 1000")
    parser.add_argument("--seconds", type=float, default=20, help="at most so long a page (default %(default)s)")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--quick", action="store_true", help="a smoke run: few cases, few requests, nothing written")
    return parser.parse_args()


def measure(folder: Path, cases: Sequence[int], load: Load, where: Embedded | Postgres) -> Result:
    """Make the demos and measure every page of each."""
    say("making a demo and starting it twice")
    demo, first, second = make_demo(folder, where)
    say(f"first start {first:.1f} s, second {second:.1f} s")
    samples = []
    for number in cases:
        say(f"making {number} sample cases")
        samples.append(make_sample(demo, number, where, say))
    result = Result(where.name, first, second, samples)
    with contextlib.ExitStack() as stack:
        servers = [stack.enter_context(served(one.directory, one.env, where.processes)) for one in samples]
        for page in PAGES:
            for sample, figures in zip(samples, measure_page(page, samples, servers, load), strict=True):
                result.figures[page.key, sample.cases] = figures
    return result


def measure_page(page: Page, samples: Sequence[Sample], servers: Sequence[Server], load: Load) -> list[Figures]:
    """Rounds of one page, the demos in turn, so that what else the machine does falls on all of them."""
    crowds = [
        Crowd(page, server, sample.targets[page.key], load.visitors)
        for sample, server in zip(samples, servers, strict=True)
    ]
    rounds = [[crowd.round(load) for crowd in crowds] for _ in range(load.rounds)]
    for crowd in crowds:
        crowd.close()
    found = [Figures.medians([one[n] for one in rounds]) for n in range(len(crowds))]
    told = ", ".join(f"{one.rate:.0f} req/s with {of.cases:,}" for one, of in zip(found, samples, strict=True))
    say(f"{page.title}: {told}")
    return found


def say(text: str) -> None:
    """Progress, with the seconds since the start."""
    print(f"{time.monotonic() - STARTED:6.1f} s  {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
