"""The figures as a table, on the terminal and in docs/benchmarks.md."""

import os
import platform
import re
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

from bench import words
from bench.bounds import FIRST_START, SECOND_START, SECONDS_FOR_THEM, SLOWER, Check, Result, checks
from bench.pages import FEW, HOTCRP_PAPER, HOTCRP_REVIEW, MANY, MOST_QUERIES, PAGES, PUBLIC, Page
from bench.rounds import Load

MISSED = "🔴"
HEADINGS = ("page", "cases", "req/s", "p50 ms", "p95 ms", "CPU ms", "queries", "bytes", "sent", "ratio")


def rows(result: Result) -> list[tuple[str, ...]]:
    """The table's rows, one for each page and number of cases, a mark at each figure that misses its bound."""
    missed = {check.cell for check in checks(result) if not check.holds}
    return [_row(result, page, sample, missed) for page in PAGES for sample in result.samples]


def _row(result: Result, page: Page, sample, missed: set[tuple[str, int, str]]) -> tuple[str, ...]:
    figures, counts = result.figures[page.key, sample.cases], sample.queries[page.key]
    ratios = result.ratios(page.key) if sample is result.samples[-1] else None
    shown = {
        "rate": f"{figures.rate:.0f}",
        "p50": f"{figures.p50:.1f}",
        "p95": f"{figures.p95:.1f}",
        "cpu": f"{figures.cpu:.1f}",
        "queries": "–".join(map(str, sorted(set(counts.values())))),
        "size": f"{figures.size:,}",
        "sent": f"{figures.sent:,}",
        "ratio": " / ".join(f"{ratio:.2f}" for ratio in ratios or ()),
    }
    cells = [f"{text} {MISSED}" if (page.key, sample.cases, name) in missed else text for name, text in shown.items()]
    return (page.title, f"{sample.cases:,}", *cells)


def as_text(result: Result) -> str:
    """The table for a terminal."""
    table = [HEADINGS, *rows(result)]
    widths = [max(len(row[column]) for row in table) for column in range(len(HEADINGS))]
    lines = ["  ".join(f"{text:<{width}}" for text, width in zip(row, widths, strict=True)).rstrip() for row in table]
    return "\n".join([*lines, "", *_times(result)])


def _times(result: Result) -> list[str]:
    missed = {check.cell for check in checks(result) if not check.holds}

    def said(text: str, *cell) -> str:
        return f"{text} {MISSED}" if cell in missed else text

    making = [
        said(f"{sample.cases:,} sample cases made in {sample.seconds:.1f} s", "", sample.cases, "making")
        for sample in result.samples
    ]
    first = said(f"first `demo`, from nothing to its first page, {result.first_start:.1f} s", "", 0, "first")
    second = said(f"second start {result.second_start:.1f} s", "", 0, "second")
    return [f"- {text}" for text in (*making, first, second)]


def misses(found: Sequence[Check]) -> list[str]:
    """The bounds that do not hold, in words."""
    return [f"{MISSED} {check.text}" for check in found if not check.holds]


def write(result: Result, load: Load, page: Path) -> None:
    """Put the figures between the markers of their database; what else stands on the page stays."""
    text = page.read_text("utf-8") if page.exists() else words.TITLE
    begin, end = (f"<!-- {word}: figures on {result.database} -->" for word in ("begin", "end"))
    section = f"{begin}\n{_section(result, load)}\n{end}"
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    found = pattern.search(text)
    text = text.replace(found[0], section) if found else f"{text.rstrip()}\n\n{section}\n"
    page.parent.mkdir(exist_ok=True)
    page.write_text(text, "utf-8")


def _section(result: Result, load: Load) -> str:
    table = [HEADINGS, tuple("---" if n == 0 else "--:" for n in range(len(HEADINGS))), *rows(result)]
    return "\n".join(
        [
            f"## {result.database}",
            "",
            f"{date.today():%Y-%m-%d}, {_machine()}.",
            "",
            *("| " + " | ".join(row) + " |" for row in table),
            "",
            *_times(result),
            "",
            *_verdict(checks(result)),
            "",
            *_method(result, load),
        ]
    )


def _verdict(found: Sequence[Check]) -> list[str]:
    missed = misses(found)
    held = f"{len(found) - len(missed)} of {len(found)} bounds hold."
    return [held, *(f"- {text}" for text in missed)]


def _method(result: Result, load: Load) -> list[str]:
    own = max(figures.own for figures in result.figures.values())
    method = words.METHOD.format(**vars(load), own=own, few=FEW, many=MANY)
    bounds = words.BOUNDS.format(
        queries=MOST_QUERIES,
        few=FEW,
        many=MANY,
        slower=SLOWER,
        making=SECONDS_FOR_THEM,
        first=FIRST_START,
        second=SECOND_START,
        rate=PUBLIC["beats"],
        within=PUBLIC["within"],
        paper=HOTCRP_PAPER,
        review=HOTCRP_REVIEW,
        missed=MISSED,
    )
    return [method, "", bounds]


def _machine() -> str:
    model = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    memory = int(re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text())[1]) / 2**20
    return ", ".join(
        [
            f"{os.cpu_count()} × {model[1].strip() if model else platform.machine()}",
            f"{memory:.0f} GiB",
            f"{platform.system()}",
            f"Python {platform.python_version()}",
            f"Django {version('django')}",
            f"granian {version('granian')}",
        ]
    )
