"""Verbs of organisations: enter one, the state's own, who owns an area (criteria-1.1, letter-A, letter-B)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.administration import districts_of, provinces_missing
from nakhara.foundation.parties.may import allow
from nakhara.foundation.parties.models import AreaParty, Organisation
from nakhara.foundation.places.models import Area, District, Province, Subdistrict
from nakhara.foundation.record.actions import record
from nakhara.foundation.record.refusals import Reason, require
from nakhara.rulebook.loading import DEFAULT
from nakhara.rulebook.thai import clean_text, juristic_id_ok, normalise_juristic_id, sort_key


@transaction.atomic
def create_organisation(
    *,
    by: Actor,
    kind: str,
    name_th: str,
    name_en: str = "",
    juristic_id: str | None = None,
    legal_basis: str = "",
    parent: Organisation | None = None,
    province: Province | None = None,
    district: District | None = None,
    subdistrict: Subdistrict | None = None,
    code: str = "",
    is_sample: bool = False,
    at: datetime,
) -> Organisation:
    """Enter an organisation; a juristic number stands for one organisation only, in whatever digits it is written."""
    allow(by, "party/manage")
    name_th = clean_text(name_th)
    juristic_id = digits_of_number(juristic_id) if juristic_id else None
    require(faults_of_number(juristic_id))
    organisation = Organisation.objects.create(
        kind=kind,
        name_th=name_th,
        name_en=clean_text(name_en),
        sort_key=sort_key(name_th),
        juristic_id=juristic_id,
        legal_basis=legal_basis,
        parent=parent,
        province=province,
        district=district,
        subdistrict=subdistrict,
        code=code,
        is_sample=is_sample,
        since=at.date(),
    )
    record(by, "party/manage", organisation, at, facts={"kind": str(kind), "juristic_id": juristic_id or ""})
    return organisation


def digits_of_number(juristic_id: str) -> str:
    """The thirteen digits of a juristic number; a wrong one stays as written, for `faults_of_number` to refuse."""
    try:
        return normalise_juristic_id(juristic_id)
    except ValueError:
        return juristic_id


def faults_of_number(juristic_id: str | None) -> list[Reason]:
    """Why a juristic number cannot be entered: a wrong check digit, or it is here already (criteria-1.1)."""
    if juristic_id is None:
        return []
    if not juristic_id_ok(juristic_id):
        text = _("Check the juristic number: 13 digits, the last of which checks the others")
        return [Reason(text, field="juristic_id", provision="criteria-1.1")]
    if Organisation.objects.filter(juristic_id=juristic_id).exists():
        text = _("This juristic number is here already: ask its administrator to invite you")
        return [Reason(text, field="juristic_id", provision="criteria-1.1")]
    return []


@transaction.atomic
def found_administration(*, by: Actor, at: datetime) -> list[Organisation]:
    """Enter an organisation for every province but Bangkok that has none yet, and for every district under it."""
    allow(by, "party/manage")
    provinces = Organisation.objects.bulk_create(provinces_missing())
    districts = Organisation.objects.bulk_create(districts_of(provinces))
    if provinces:
        facts = {"provinces": [office.key for office in provinces], "districts": len(districts)}
        record(by, "party/manage", provinces[0], at, facts=facts)
    return provinces


@transaction.atomic
def set_area_party(
    *, by: Actor, area: Area, organisation: Organisation, role: str, leads: bool = True, at: datetime
) -> AreaParty:
    """An organisation owns or develops an area from this day; a new lead takes the place of the old one."""
    allow(by, "place/area", organisation)
    if leads:
        AreaParty.objects.filter(area=area, leads=True, until=None).update(leads=False)
    party = AreaParty.objects.create(area=area, organisation=organisation, role=role, leads=leads, since=at.date())
    facts = {"organisation": organisation.key, "role": str(role), "leads": leads}
    record(by, f"{DEFAULT}:guideline-1/plan", area, at, facts=facts)
    return party
