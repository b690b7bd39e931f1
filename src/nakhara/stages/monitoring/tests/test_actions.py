"""Promises made from the filed plan and kept, progress reported: once, by whom, within which bounds (criteria-1.5)."""

import json
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from nakhara.foundation.notices.models import Notice
from nakhara.foundation.parties.actions import set_area_party
from nakhara.foundation.parties.actor import OPERATOR, WORKER
from nakhara.foundation.parties.may import NotAllowedError
from nakhara.foundation.parties.models import AreaRole
from nakhara.foundation.parties.tests.factories import AT, a_body, a_member, a_sitter, acting
from nakhara.foundation.record.models import Event
from nakhara.foundation.record.refusals import RefusedError
from nakhara.stages.application.tests.factories import a_secretary
from nakhara.stages.designation.models import Designation
from nakhara.stages.designation.tests.factories import a_designation, a_listed_filing, an_owner_of
from nakhara.stages.designation.tests.test_actions import sit
from nakhara.stages.investment_promotion.tests.factories import a_board_officer
from nakhara.stages.monitoring import jobs
from nakhara.stages.monitoring.actions import keep_promise, report_progress, start_monitoring
from nakhara.stages.monitoring.models import Promise, Report
from nakhara.stages.monitoring.tests.factories import (
    BUSES,
    LAMPS,
    MILESTONES,
    REPORTED,
    SENSORS,
    a_report,
    a_watched_designation,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def designation():
    return a_watched_designation()


def refused(act, *args, **values) -> list[tuple]:
    """The field and provision of each reason for which something is refused."""
    with pytest.raises(RefusedError) as error:
        act(*args, **values)
    return [(reason.field, reason.provision) for reason in error.value.reasons]


def recorded(thing, step: str) -> list[dict]:
    """The facts of a step's events about a thing."""
    events = Event.objects.filter(subject_key=thing.key, step=step).order_by("id")
    return [json.loads(bytes(event.canonical))["facts"] for event in events]


def promised(designation) -> list[tuple]:
    """What was promised, as the database holds it."""
    rows = Promise.objects.filter(designation=designation).order_by("due")
    return list(rows.values_list("dimension", "name", "due", "kept_on"))


def strangers(designation) -> list:
    """Who reports nothing: a signer alone, another owner, the bodies, the secretariat, the operator."""
    return [
        an_owner_of(designation, signs=True),
        an_owner_of(a_designation()),
        acting(a_member()),
        acting(a_sitter(a_body("committee"), "chair")),
        a_secretary(),
        a_board_officer(),
        OPERATOR,
    ]


# Promises.


def test_every_milestone_of_the_filed_plan_becomes_a_promise_with_its_day(designation):
    assert promised(designation) == [
        ("living", LAMPS, date(2018, 12, 31), None),
        ("living", BUSES, date(2019, 1, 31), None),
        ("living", SENSORS, date(2019, 5, 31), None),
    ]
    keys = list(Promise.objects.order_by("id").values_list("key", flat=True))
    assert recorded(designation, "th-2561:criteria-1.5") == [{"promises": keys}]


def test_the_worker_makes_the_promises_once_however_often_it_is_asked():
    designation = a_designation(milestones=MILESTONES)
    for _time in range(2):
        jobs.start(designation.key)
    assert len(promised(designation)) == 3
    assert len(recorded(designation, "th-2561:criteria-1.5")) == 1


def test_promises_that_are_watched_already_are_given_back(designation):
    again = start_monitoring(by=WORKER, designation=designation, at=REPORTED)
    assert again == list(Promise.objects.filter(designation=designation))


def test_a_plan_that_promises_nothing_by_a_day_gives_no_promise():
    assert promised(a_watched_designation(milestones=())) == []


def test_a_promise_is_kept_on_a_day(designation):
    promise = Promise.objects.get(name=BUSES)
    keep_promise(by=an_owner_of(designation), promise=promise, kept_on=date(2019, 2, 1), at=REPORTED)
    assert promised(designation) == [
        ("living", LAMPS, date(2018, 12, 31), None),
        ("living", BUSES, date(2019, 1, 31), date(2019, 2, 1)),
        ("living", SENSORS, date(2019, 5, 31), None),
    ]
    facts = {"kept_on": "2019-02-01", "due": "2019-01-31"}
    assert recorded(promise, "th-2561:criteria-1.5") == [facts]


def test_a_promise_is_kept_once_and_on_no_day_to_come(designation):
    promise, owner = Promise.objects.get(name=BUSES), an_owner_of(designation)
    tomorrow = REPORTED.date() + timedelta(days=1)
    kept = {"by": owner, "promise": promise, "at": REPORTED}
    assert refused(keep_promise, **kept, kept_on=tomorrow) == [("kept_on", "criteria-1.5")]
    keep_promise(**kept, kept_on=REPORTED.date())
    assert refused(keep_promise, **kept, kept_on=AT.date()) == [(None, "criteria-1.5")]
    assert Promise.objects.get(name=BUSES).kept_on == REPORTED.date()


def test_only_those_who_write_the_areas_plan_say_that_a_promise_is_kept(designation):
    promise = Promise.objects.get(name=BUSES)
    for stranger in strangers(designation):
        with pytest.raises(NotAllowedError):
            keep_promise(by=stranger, promise=promise, kept_on=AT.date(), at=REPORTED)
    assert [row[3] for row in promised(designation)] == [None] * 3
    editor = an_owner_of(designation, edits=True)
    assert keep_promise(by=editor, promise=promise, kept_on=AT.date(), at=REPORTED).kept_on == AT.date()


# Reports.


def test_the_owner_reports_and_reports_are_numbered_from_one(designation):
    first = a_report(designation, text=" ติดตั้งเซนเซอร์แล้ว 12 จุด\u200b ")
    second = a_report(designation, period_from=date(2019, 2, 1), period_to=date(2019, 2, 20), percent=45)
    common = {"designation_id": designation.pk, "text": "ติดตั้งเซนเซอร์แล้ว 12 จุด", "reported_at": REPORTED}
    assert list(Report.objects.values()) == [
        {
            "id": first.pk,
            "key": first.key,
            "sequence": 1,
            "period_from": date(2018, 11, 13),
            "period_to": date(2019, 1, 31),
            "percent": 20,
            **common,
        },
        {
            "id": second.pk,
            "key": second.key,
            "sequence": 2,
            "period_from": date(2019, 2, 1),
            "period_to": date(2019, 2, 20),
            "percent": 45,
            **common,
        },
    ]
    facts = {"from": "2019-02-01", "to": "2019-02-20", "percent": 45}
    assert recorded(second, "th-2561:monitoring/report") == [facts]
    assert a_report().sequence == 1


def test_the_secretariat_of_the_committee_is_told_of_a_report():
    sit([a_listed_filing()], ["approve"])
    designation = Designation.objects.get()
    a_report(designation)
    told = Notice.objects.get(dedupe__startswith="report:")
    secretary = designation.resolution.item.meeting.body.secretariat.seats.get().appointments.get()
    assert (told.person, told.link) == (secretary.person, f"/monitoring/{designation.key}/")
    assert ["001/2561" in told.body_th, "20 percent" in told.body_en] == [True, True]


def test_only_those_who_write_the_areas_plan_report(designation):
    for stranger in strangers(designation):
        with pytest.raises(NotAllowedError):
            a_report(designation, by=stranger)
    assert not Report.objects.exists()
    assert a_report(designation, by=an_owner_of(designation, edits=True)).sequence == 1


def test_a_developer_of_the_area_reports_too(designation):
    developer = a_member(edits=True)
    parties = {"area": designation.area, "organisation": developer.organisation, "role": AreaRole.DEVELOPER}
    set_area_party(by=OPERATOR, at=AT, **parties)
    assert a_report(designation, by=acting(developer)).sequence == 1


@pytest.mark.parametrize("percent", [-1, 101])
def test_a_percentage_beyond_the_bounds_is_refused(designation, percent):
    assert refused(a_report, designation, percent=percent) == [("percent", "monitoring/report")]


@pytest.mark.parametrize("percent", [0, 100])
def test_a_percentage_at_the_bounds_is_reported(designation, percent):
    assert a_report(designation, percent=percent).percent == percent


def test_the_database_too_keeps_a_percentage_within_its_bounds(designation):
    report = a_report(designation, percent=100)
    report.pk, report.key, report.sequence, report.percent = None, "another", 2, 101
    with pytest.raises(IntegrityError, match="monitoring_percent"), transaction.atomic():
        report.save(force_insert=True)


def test_a_report_on_an_impossible_period_is_refused_with_every_reason(designation):
    today = REPORTED.date()
    impossible = {"period_from": today + timedelta(days=2), "period_to": today + timedelta(days=1), "text": " "}
    assert refused(a_report, designation, **impossible) == [
        ("period_to", "monitoring/report"),
        ("period_to", "monitoring/report"),
        ("text", "monitoring/report"),
    ]
    assert a_report(designation, period_from=today, period_to=today).period_to == today


def test_a_period_begins_after_the_last_one(designation):
    a_report(designation, period_to=date(2019, 1, 31))
    later = {"by": an_owner_of(designation), "percent": 30, "text": "ก", "at": REPORTED}
    period = {"period_from": date(2019, 1, 31), "period_to": date(2019, 2, 20)}
    assert refused(report_progress, designation=designation, **later, **period) == [
        ("period_from", "monitoring/report")
    ]
    period["period_from"] = date(2019, 2, 1)
    assert report_progress(designation=designation, **later, **period).sequence == 2
