"""A designation as data: what the register, the API and the certificate's attachment say of it (guideline-3)."""

from typing import Any

import rfc8785
from django.utils import timezone

from nakhara.rulebook.thai import be_year
from nakhara.stages.designation.models import Designation

FORMAT = "designation/1"


def record_of(designation: Designation) -> dict[str, Any]:
    """What was decided, as JSON values; whether it is in force now is said elsewhere, it changes."""
    area, filing = designation.area, designation.filing
    owner = filing.application.plan.organisation
    told = {
        "format": FORMAT,
        "number": designation.number,
        "area": _named(area) | {"provinces": [province.code for province in provinces_of(area)]},
        "owner": _named(owner) | ({"juristic_id": owner.juristic_id} if owner.juristic_id else {}),
        "dimensions": list(designation.dimensions),
        "designated_on": timezone.localdate(designation.designated_at).isoformat(),
        "zone": {"since": designation.zone.since.isoformat(), "basis": designation.zone.basis},
        "filing": {"sha256": filing.sha256, "edition": filing.edition},
    }
    return told | ({"resolution": _resolution(designation)} if designation.resolution_id else {})


def canonical(record: dict[str, Any]) -> bytes:
    """The record's bytes: RFC 8785 canonical JSON."""
    return rfc8785.dumps(record)


def provinces_of(area) -> list:
    """The area's provinces in the order in which they are named; prefetch `area_provinces__province` for many."""
    return [row.province for row in area.area_provinces.all()]


def _named(thing) -> dict[str, str]:
    return {"name": thing.name_th} | ({"name_en": thing.name_en} if thing.name_en else {})


def _resolution(designation: Designation) -> dict[str, str]:
    meeting = designation.resolution.item.meeting
    sitting = timezone.localdate(meeting.at)
    return {"body": meeting.body.name_th, "meeting": f"{meeting.number}/{be_year(sitting)}", "on": sitting.isoformat()}
