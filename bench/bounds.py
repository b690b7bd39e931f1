"""What must hold of the figures, and whether it does."""

from dataclasses import dataclass, field

from bench.making import Sample
from bench.pages import FEW, LISTS, MANY, MOST_QUERIES, PAGES, Page
from bench.rounds import Figures

FIRST_START, SECOND_START = 60, 3
MOST_CASES, SECONDS_FOR_THEM = 1000, 120
SLOWER = 1.5


@dataclass
class Result:
    """Everything that one run found; figures by the page's key and the number of cases."""

    database: str
    first_start: float
    second_start: float
    samples: list[Sample]
    figures: dict[tuple[str, int], Figures] = field(default_factory=dict)

    def ratios(self, page: str) -> tuple[float, float] | None:
        """By how much half, and 95 in 100, of the answers take longer with the most cases than with the fewest."""
        fewest, most = self.samples[0], self.samples[-1]
        if fewest is most:
            return None
        small, large = self.figures[page, fewest.cases], self.figures[page, most.cases]
        return large.p50 / small.p50, large.p95 / small.p95


@dataclass(frozen=True)
class Check:
    """A bound: the cell of the table it is about (page, cases, column), what it says, and whether it holds."""

    cell: tuple[str, int, str]
    text: str
    holds: bool


def checks(result: Result) -> list[Check]:
    """Every bound."""
    found = [
        Check(("", 0, "first"), f"the first start answers within {FIRST_START} s", result.first_start <= FIRST_START),
        Check(("", 0, "second"), f"the second within {SECOND_START} s", result.second_start <= SECOND_START),
    ]
    for sample in result.samples:
        allowed = SECONDS_FOR_THEM * max(1, sample.cases / MOST_CASES)
        text = f"{sample.cases:,} cases are made within {allowed:.0f} s"
        found.append(Check(("", sample.cases, "making"), text, sample.seconds <= allowed))
        for page in PAGES:
            found += _of_page(page, sample, result.figures[page.key, sample.cases])
    return found + [check for page in PAGES for check in _of_growth(page, result)]


def _of_page(page: Page, sample: Sample, figures: Figures) -> list[Check]:
    counts, name = sample.queries[page.key], f"{page.title}, {sample.cases:,} cases"
    cell = (page.key, sample.cases)
    found = [Check((*cell, "queries"), f"{name}: at most {MOST_QUERIES} queries", max(counts.values()) <= MOST_QUERIES)]
    if page.key in LISTS:
        text = f"{name}: as many queries for {FEW} rows as for {MANY}"
        found.append(Check((*cell, "queries"), text, len(set(counts.values())) == 1))
    if page.beats:
        text = f"{name}: more than {page.beats} requests a second ({page.of})"
        found.append(Check((*cell, "rate"), text, figures.rate > page.beats))
    if page.within:
        found.append(Check((*cell, "p95"), f"{name}: p95 within {page.within} ms", figures.p95 <= page.within))
    return found


def _of_growth(page: Page, result: Result) -> list[Check]:
    ratios = result.ratios(page.key)
    if ratios is None:
        return []
    text = f"{page.title}: no slower than {SLOWER} × with more cases"
    return [Check((page.key, result.samples[-1].cases, "ratio"), text, max(ratios) <= SLOWER)]
