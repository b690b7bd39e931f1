"""How far the targets are reached, in each reading."""

import pytest

from nakhara.foundation.parties.tests.factories import AT
from nakhara.programme.queries.progress import counts_of, overlapping, phases, target_rows
from nakhara.programme.tests.factories import the_targets
from nakhara.stages.designation.models import Act
from nakhara.stages.designation.tests.factories import a_designation, a_scored_filing
from nakhara.stages.plan.tests.factories import a_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def targets():
    return the_targets()


def measured() -> dict:
    """What each reading of each phase is measured at: value and target, areas first."""
    return {
        (one.phase.id, read.reading.key): [(m.value, m.target) for m in read.measures]
        for one in phases()
        for read in one.reads
    }


def test_nothing_is_reached_before_anything_is_designated(targets):
    assert measured() == {
        ("target-1", "bangkok-counted"): [(0, 10), (0, 7)],
        ("target-1", "bangkok-apart"): [(0, 10), (0, 6)],
        ("target-2", "cumulative"): [(0, 15), (0, 8)],
        ("target-2", "new-only"): [(0, 5), (0, 3)],
        ("target-3", "cumulative"): [(0, 30), (0, 30)],
        ("target-3", "challenge-only"): [(0, 45), (0, 45)],
    }


def test_a_designation_counts_in_every_reading_that_means_it(targets):
    a_designation(area=targets["laem-chabang"].area)
    a_designation(area=targets["finance-city"].area)
    a_designation()
    assert measured() == {
        ("target-1", "bangkok-counted"): [(1, 10), (1, 7)],
        ("target-1", "bangkok-apart"): [(1, 10), (1, 6)],
        ("target-2", "cumulative"): [(2, 15), (2, 8)],
        ("target-2", "new-only"): [(1, 5), (2, 3)],
        ("target-3", "cumulative"): [(3, 30), (3, 30)],
        ("target-3", "challenge-only"): [(3, 45), (3, 45)],
    }


def test_a_designation_that_is_revoked_counts_no_more(targets):
    row = a_designation(area=targets["eeci"].area)
    assert measured()["target-2", "new-only"] == [(1, 5), (1, 3)]
    Act.objects.create(designation=row, kind="revoked", at=AT, reason="x")
    assert measured()["target-2", "new-only"] == [(0, 5), (0, 3)]


def test_each_target_area_says_how_far_it_has_come(targets):
    a_plan(area=targets["phuket"].area)
    a_scored_filing(area=targets["eecd"].area)
    done = a_designation(area=targets["amata-nakorn"].area)
    rows = {row.target.slug: (row.state, row.number) for row in target_rows()}
    assert rows["phuket"] == ("planned", "")
    assert rows["eecd"] == ("filed", "")
    assert rows["amata-nakorn"] == ("designated", done.number)
    assert counts_of(target_rows()) == {"designated": 1, "filed": 1, "planned": 1, "none": 12}
    assert [row.target.slug for row in target_rows("21")] == ["rayong", "u-tapao", "eeci", "finance-city"]


def test_overlaps_are_told_at_both_areas(targets):
    slugs = {one.pk: slug for slug, one in targets.items()}
    told = {slugs[pk]: [area.name_th for area in areas] for pk, areas in overlapping(target_rows()).items()}
    assert told == {"laem-chabang": ["EECd"], "eecd": ["แหลมฉบัง"]}
