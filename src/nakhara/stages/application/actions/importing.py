"""Bring a plan in from a dossier; the owner and the area are made if they are not known (plan/import)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from nakhara.foundation.documents.actions import store_bytes
from nakhara.foundation.documents.models import Document
from nakhara.foundation.parties.actions import create_organisation, set_area_party
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import allow
from nakhara.foundation.parties.models import AreaParty, AreaRole, Organisation, OrganisationKind
from nakhara.foundation.places.actions import create_area
from nakhara.foundation.places.models import Area
from nakhara.foundation.places.queries import area_named
from nakhara.foundation.record.actions import record
from nakhara.stages.application.formats.bundle import FoundFile
from nakhara.stages.application.formats.dossier import canonical
from nakhara.stages.plan.actions import write_content
from nakhara.stages.plan.models import Plan
from nakhara.stages.self_assessment.actions import write_assessment

STATE_NUMBERS = "099"


@transaction.atomic
def import_plan(
    *, by: Actor, dossier: Mapping[str, Any], files: Mapping[tuple[str, str], FoundFile], at: datetime
) -> Plan:
    """Make a new plan of a dossier that `read_dossier` gave (plan/import).

    `files` are the bytes at hand, by hash and name; evidence without them is awaited.
    """
    owner = _owner(by, dossier["applicant"], at)
    area = _area(by, owner, dossier["area"], at)
    plan = Plan(area=area, organisation=owner, edition=dossier["edition"], created_at=at)
    # whoever may import for the owner has a part in the area now; if not, all of this is undone
    allow(replace(by, _cache={}), "plan/import", plan)
    plan.save(force_insert=True)
    write_content(plan, dossier.get("plan", {}), at)
    write_assessment(plan, dossier.get("self_assessment", {}), _stored(by, owner, files, at), at)
    facts = {"sha256": sha256(canonical(dossier)).hexdigest(), "area": area.key, "organisation": owner.key}
    record(by, f"{plan.edition}:plan/import", plan, at, facts=facts)
    return plan


def _owner(by: Actor, told: Mapping[str, str], at: datetime) -> Organisation:
    """The organisation of that juristic number; without a number, one of that name that has none either."""
    number = told.get("juristic_id")
    known = {"juristic_id": number} if number else {"juristic_id": None, "name_th": told["name"]}
    owner = Organisation.objects.filter(**known).order_by("id").first()
    if owner is not None:
        return owner
    return create_organisation(
        by=by,
        kind=told.get("kind") or _likely_kind(number),
        name_th=told["name"],
        name_en=told.get("name_en", ""),
        juristic_id=number,
        legal_basis=told.get("legal_basis", ""),
        at=at,
    )


def _likely_kind(number: str | None) -> str:
    """State bodies have numbers that begin with 099; any other juristic person is taken for a company."""
    state = number is not None and number.startswith(STATE_NUMBERS)
    return OrganisationKind.AGENCY if state else OrganisationKind.COMPANY


def _area(by: Actor, owner: Organisation, told: Mapping[str, Any], at: datetime) -> Area:
    """The owner's area of that name in those provinces."""
    own = set(AreaParty.objects.filter(organisation=owner, until=None).values_list("area", flat=True))
    known = [area for area in area_named(told["name"], told["provinces"]) if area.pk in own]
    if known:
        return known[0]
    names = {"name_th": told["name"], "name_en": told.get("name_en", "")}
    area = create_area(by=by, provinces=told["provinces"], at=at, **names)
    set_area_party(by=by, area=area, organisation=owner, role=AreaRole.OWNER, at=at)
    return area


def _stored(
    by: Actor, owner: Organisation, files: Mapping[tuple[str, str], FoundFile], at: datetime
) -> dict[tuple[str, str], Document]:
    shared = {"by": by, "organisation": owner, "at": at}
    return {
        (digest, name): store_bytes(data=file.path.read_bytes(), name=name, media_type=file.media_type, **shared)
        for (digest, name), file in files.items()
    }
