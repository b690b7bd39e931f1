"""Promises and reports for tests, made by the actions."""

from datetime import date, timedelta

from nakhara.foundation.parties.actor import WORKER, Actor
from nakhara.foundation.parties.tests.factories import AT
from nakhara.stages.designation.models import Designation
from nakhara.stages.designation.tests.factories import a_designation, an_owner_of
from nakhara.stages.monitoring.actions import report_progress, start_monitoring
from nakhara.stages.monitoring.models import Report

REPORTED = AT + timedelta(days=100)
SENSORS, BUSES, LAMPS = "ติดตั้งเซนเซอร์ฝุ่น", "เดินรถโดยสารไฟฟ้า", "เปลี่ยนไฟถนน"
MILESTONES = ((SENSORS, date(2019, 5, 31)), (BUSES, date(2019, 1, 31)), (LAMPS, date(2018, 12, 31)))


def a_watched_designation(**fields) -> Designation:
    """A designation whose promises are watched; the three of `MILESTONES` unless others are named."""
    designation = a_designation(**{"milestones": MILESTONES, **fields})
    start_monitoring(by=WORKER, designation=designation, at=AT)
    return designation


def a_report(designation: Designation | None = None, *, by: Actor | None = None, **values) -> Report:
    """A progress report of the area's owner on its first months."""
    designation = designation or a_designation()
    told = {
        "period_from": AT.date(),
        "period_to": date(2019, 1, 31),
        "percent": 20,
        "text": "ติดตั้งเซนเซอร์แล้ว 12 จุด",
        "at": REPORTED,
        **values,
    }
    return report_progress(by=by or an_owner_of(designation), designation=designation, **told)
