"""What `make bench` says of its figures, and that its visitors fill in forms as people do; no server is started."""

import os
from pathlib import Path

import pytest
from bench import report
from bench.bounds import Result, checks
from bench.making import Sample
from bench.pages import PAGES
from bench.rounds import Figures, Load
from bench.serving import cpu_seconds
from bench.visitors import changed, hidden

SHEET = """
<input type="hidden" name="csrfmiddlewaretoken" value="tok&amp;en"><input type="hidden" name="version" value="4" id="v">
<input type="radio" name="level-1" value="0"><textarea name="reason-1" rows="2"></textarea>
<input type="radio" name="level-2" value="0"><textarea name="reason-2" rows="2"></textarea>
"""


def figures(rate=200.0, p50=30.0, p95=60.0) -> Figures:
    return Figures(rate=rate, p50=p50, p95=p95, cpu=9.0, own=0.4, requests=600, size=20_000, sent=20_000)


def result(**slow: Figures) -> Result:
    """A run in which every bound holds but for the pages named, at 1,000 cases."""
    queries = {page.key: {"3": 5, "50": 5} for page in PAGES}
    samples = [Sample(cases, Path(), {}, seconds=60.0, queries=queries) for cases in (100, 1000)]
    found = Result("SQLite", first_start=10.0, second_start=2.0, samples=samples)
    for page in PAGES:
        found.figures[page.key, 100] = figures()
        found.figures[page.key, 1000] = slow.get(page.key, figures())
    return found


def missed(found: Result) -> list[str]:
    return [check.text for check in checks(found) if not check.holds]


def test_a_run_within_its_bounds_misses_nothing():
    assert missed(result()) == []
    assert report.MISSED not in report.as_text(result())


def test_a_page_that_slows_down_with_more_cases_is_marked_in_its_own_cell():
    found = result(desk=figures(p95=91.0))
    assert missed(found) == ["desk, list of 50 cases: no slower than 1.5 × with more cases"]
    marked = [row for row in report.rows(found) if any(report.MISSED in cell for cell in row)]
    assert [(row[0], row[1], row[-1]) for row in marked] == [("desk, list of 50 cases", "1,000", "1.00 / 1.52 🔴")]


@pytest.mark.parametrize(
    ("page", "slow", "said"),
    [
        (
            "case",
            figures(rate=122.0),
            "one case, its path, 1,000 cases: more than 122 requests a second (HotCRP, one paper)",
        ),
        (
            "list",
            figures(p50=44.0, p95=90.0, rate=149.9),
            "public list of areas, 1,000 cases: more than 150 requests a second (set by us)",
        ),
    ],
)
def test_a_rate_must_be_beaten_and_not_met(page, slow, said):
    assert missed(result(**{page: slow})) == [said]


def test_queries_are_bounded_and_the_same_for_few_rows_as_for_many():
    found = result()
    found.samples[1].queries = {
        **found.samples[1].queries,
        "list": {"3": 9, "50": 56},
        "area": {"fewest": 5, "most": 31},
    }
    assert missed(found) == [
        "public list of areas, 1,000 cases: at most 30 queries",
        "public list of areas, 1,000 cases: as many queries for 3 rows as for 50",
        "page of a designated area, 1,000 cases: at most 30 queries",
    ]


def test_figures_are_the_medians_of_the_rounds():
    rounds = [figures(rate=rate, p95=p95) for rate, p95 in ((100, 50), (300, 90), (200, 40))]
    middle = Figures.medians(rounds)
    assert (middle.rate, middle.p95, middle.requests) == (200, 50, 1800)


def test_a_second_run_replaces_its_own_figures_and_leaves_the_rest_of_the_page(tmp_path):
    page = tmp_path / "docs" / "benchmarks.md"
    report.write(result(), Load(), page)
    page.write_text(page.read_text("utf-8") + "\nKept by hand.\n", "utf-8")
    report.write(result(desk=figures(p95=91.0)), Load(), page)
    text = page.read_text("utf-8")
    assert (text.count("## SQLite"), text.count("Kept by hand."), text.count("1.00 / 1.52 🔴")) == (1, 1, 1)


def test_a_reviewer_changes_every_item_and_sends_the_safeguards_along():
    first, second = changed(SHEET, 1), changed(SHEET, 2)
    assert hidden(SHEET) == {"csrfmiddlewaretoken": "tok&en", "version": "4"}
    assert first.keys() == {
        *("csrfmiddlewaretoken", "version", "idempotency_key", "comment"),
        *("level-1", "reason-1", "evidence-1", "level-2", "reason-2", "evidence-2"),
    }
    same = {name for name in first if first[name] == second[name]}
    assert same == {"csrfmiddlewaretoken", "version"}


def test_processor_time_is_counted_for_a_process_and_its_children():
    before = cpu_seconds(os.getpid())
    sum(range(3_000_000))
    assert cpu_seconds(os.getpid()) >= before > 0
