"""What is read of promises and reports on a day: kept, late, due, and when the next report comes (criteria-1.5)."""

from datetime import date, timedelta

import pytest

from nakhara.foundation.parties.actor import PUBLIC
from nakhara.foundation.parties.tests.factories import AT, a_member, acting
from nakhara.foundation.places.tests.factories import an_area
from nakhara.stages.application.queries import content_of
from nakhara.stages.application.tests.factories import a_filing, a_secretary
from nakhara.stages.designation.tests.factories import a_designation, an_owner_of
from nakhara.stages.monitoring.models import Promise
from nakhara.stages.monitoring.queries import (
    Watched,
    milestones_in,
    promises_of,
    report_due,
    reports_of,
    state_of,
    watched,
)
from nakhara.stages.monitoring.tests.factories import (
    BUSES,
    LAMPS,
    SENSORS,
    a_report,
    a_watched_designation,
)

pytestmark = pytest.mark.django_db
DUE = date(2019, 1, 31)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("kept_on", "on", "state"),
    [
        (None, DUE - DAY, "due"),
        (None, DUE, "due"),
        (None, DUE + DAY, "late"),
        (DUE - DAY, DUE + DAY, "kept"),
        (DUE, DUE + DAY, "kept"),
        (DUE + DAY, DUE + 2 * DAY, "kept-late"),
    ],
)
def test_a_promise_is_kept_late_or_due_by_the_day(kept_on, on, state):
    promise = Promise(due=DUE, kept_on=kept_on)
    assert state_of(promise, on) == state
    kinds = {"due": "todo", "late": "bad", "kept": "ok", "kept-late": "ok"}
    assert Watched(promise, state).kind == kinds[state]


def test_promises_stand_by_the_day_they_are_due_each_with_its_state():
    designation = a_watched_designation()
    Promise.objects.filter(name=LAMPS).update(kept_on=date(2019, 1, 2))
    told = [(row.promise.name, row.state) for row in promises_of(designation, DUE + DAY)]
    assert told == [(LAMPS, "kept-late"), (BUSES, "late"), (SENSORS, "due")]
    assert promises_of(a_designation(), DUE) == []


def test_the_milestones_of_a_plan_are_read_as_they_were_filed():
    filing = a_filing()
    told = content_of(filing)["plan"]
    found = [(row["dimension"], row["name"], row["due"]) for row in milestones_in(filing)]
    assert found == [
        ("energy", "ติดตั้งสถานีวัดครบ", "2019-05-31"),
        ("environment", "ติดตั้งสถานีวัดครบ", "2019-05-31"),
    ]
    assert [len(project["milestones"]) for project in told["projects"]] == [1, 1]


def test_reports_come_latest_first():
    designation = a_designation()
    first = a_report(designation)
    second = a_report(designation, period_from=date(2019, 2, 1), period_to=date(2019, 2, 20))
    a_report()
    assert reports_of(designation) == [second, first]


def test_the_next_report_is_due_a_term_after_the_designation_then_after_the_last_period():
    designation = a_designation()
    assert report_due(designation, None) == date(2019, 5, 12)
    assert report_due(designation, a_report(designation)) == date(2019, 7, 30)


def test_designations_are_watched_with_their_counts_and_their_last_report():
    quiet, busy = a_watched_designation(), a_watched_designation(at=AT + DAY)
    none = a_designation(at=AT + 2 * DAY)
    Promise.objects.filter(designation=busy, name=LAMPS).update(kept_on=date(2019, 1, 2))
    a_report(busy)
    a_report(busy, period_from=date(2019, 2, 1), period_to=date(2019, 2, 20), percent=45)
    rows = watched(a_secretary(), DUE + DAY)
    told = [(row, row.promised, row.kept, row.late, row.percent, row.reported_to) for row in rows]
    assert told == [
        (none, 0, 0, 0, None, None),
        (busy, 3, 1, 1, 45, date(2019, 2, 20)),
        (quiet, 3, 0, 2, None, None),
    ]


def test_an_owner_watches_its_own_areas_and_everybody_else_all():
    own, other = a_designation(), a_designation()
    assert list(watched(an_owner_of(own), DUE)) == [own]
    assert list(watched(an_owner_of(other), DUE)) == [other]
    for actor in (a_secretary(), acting(a_member()), PUBLIC):
        assert list(watched(actor, DUE)) == [other, own]


def test_a_designation_is_found_by_its_areas_name_and_by_its_number():
    found = a_designation(area=an_area("เมืองทุ่งคราม", name_en="Thung Khram"))
    a_designation()
    words = ["ทุ่งคราม", "thung khram", "001/2561", "๐๐๑/๒๕๖๑", " ทุ่ง\u200bคราม ", "ไม่มีคำนี้"]
    assert [list(watched(PUBLIC, DUE, text)) for text in words] == [[found]] * 5 + [[]]
