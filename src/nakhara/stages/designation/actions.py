"""Verbs of the designation: issue number, zone and emblem at one stroke, answer otherwise, make the certificate
(guideline-3).
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nakhara.foundation.documents.actions import cite, store_bytes
from nakhara.foundation.notices.actions import tell
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.models import Person
from nakhara.foundation.parties.queries import people_in, people_of
from nakhara.foundation.places.actions import announce_zone
from nakhara.foundation.record.actions import next_number, record
from nakhara.foundation.record.refusals import require
from nakhara.foundation.work.actions import ask
from nakhara.look.wording import language
from nakhara.meetings.models import Resolution
from nakhara.rulebook.loading import edition
from nakhara.rulebook.numbering import format_number
from nakhara.rulebook.thai import BE_OFFSET
from nakhara.stages.application.actions import return_after_review
from nakhara.stages.application.models import Filing
from nakhara.stages.designation.formats.certificate import certificate_pdf
from nakhara.stages.designation.models import Act, Certificate, Designation
from nakhara.stages.designation.queries import (
    APPROVAL,
    BOOK,
    OFFICE,
    against_answering,
    against_designating,
    committee_name,
    province_people,
    verdict_of,
)
from nakhara.stages.designation.subjects import address
from nakhara.stages.review.actions.assigning import locked

PDF = "application/pdf"


@transaction.atomic
def issue_designation(*, by: Actor, filing: Filing, resolution: Resolution | None, at: datetime) -> Designation:
    """Give a filing its number, zone and emblem, and say so to everybody concerned (guideline-3).

    Called when the chair confirms the resolution; whether the body may resolve so was asked there.
    """
    filing = locked(filing)
    require(against_designating(filing, resolution))
    area = filing.application.plan.area
    zone = announce_zone(by=by, area=area, basis=_basis(resolution), edition=filing.edition, at=at)
    year = timezone.localdate(at).year
    sequence = next_number(OFFICE, BOOK, year)
    designation = Designation.objects.create(
        area=area,
        filing=filing,
        resolution=resolution,
        zone=zone,
        sequence=sequence,
        year=year + BE_OFFSET,
        number=format_number(sequence, year + BE_OFFSET, edition(filing.edition)),
        dimensions=verdict_of(filing).achieved,
        designated_at=at,
    )
    Act.objects.create(designation=designation, kind="in-force", at=at)
    _record_award(by, designation, at)
    _tell_of_award(designation, at)
    ask("designation.certificate", designation=designation.key)
    ask("monitoring.start", designation=designation.key)
    return designation


def _basis(resolution: Resolution | None) -> str:
    if resolution is None:
        return f"มติ{committee_name()}"
    meeting = resolution.item.meeting
    return f"มติ{meeting.body.name_th} ครั้งที่ {meeting.number}/{meeting.year + BE_OFFSET}"


def _record_award(by: Actor, designation: Designation, at: datetime) -> None:
    filing, law = designation.filing, designation.filing.edition
    resolved = {"resolution": designation.resolution.key} if designation.resolution else {}
    record(by, f"{law}:{APPROVAL}", filing, at, facts={"outcome": "approve", **resolved})
    number = {"number": designation.number, "dimensions": list(designation.dimensions), "filing": filing.sha256}
    record(by, f"{law}:guideline-3/number", designation, at, facts=number)
    record(by, f"{law}:guideline-3/emblem", designation, at, facts={"number": designation.number})


def _tell_of_award(designation: Designation, at: datetime) -> None:
    def write() -> tuple[str, str]:
        words = {"area": _name(designation.area), "number": designation.number}
        return (
            _("%(area)s is a smart city, number %(number)s") % words,
            _(
                "The steering committee has approved %(area)s. The number is %(number)s, the promotion zone is "
                "announced and the emblem may be used. The certificate follows on the same page"
            )
            % words,
        )

    owner = people_of(designation.filing.application.plan.organisation, at)
    people = {p.pk: p for p in [*owner, *secretariat_people(designation, at), *province_people(designation, at)]}
    tell(people.values(), write, link=address(designation), dedupe=f"designated:{designation.key}", at=at)


def secretariat_people(designation: Designation, at: datetime) -> list[Person]:
    """The secretariat that serves the committee which resolved."""
    if designation.resolution is None:
        return []
    body = designation.resolution.item.meeting.body
    return people_in(body.secretariat, at) if body.secretariat_id else []


@transaction.atomic
def return_for_correction(*, by: Actor, filing: Filing, resolution: Resolution, at: datetime) -> Filing:
    """The committee sends a filing back: its plan opens again, a new filing of the same application follows."""
    filing = locked(filing)
    require(against_answering(filing, resolution))
    return_after_review(by=by, filing=filing, provision=APPROVAL, text=resolution.reason, at=at)
    return filing


@transaction.atomic
def decline_designation(*, by: Actor, filing: Filing, resolution: Resolution, at: datetime) -> Filing:
    """The committee does not approve a filing; the area may apply again with a plan that follows this one."""
    filing = locked(filing)
    require(against_answering(filing, resolution))
    facts = {"outcome": resolution.outcome, "resolution": resolution.key}
    record(by, f"{filing.edition}:{APPROVAL}", filing, at, facts=facts)
    plan = filing.application.plan

    def write() -> tuple[str, str]:
        subject = _("The steering committee has not approved %(area)s") % {"area": _name(plan.area)}
        body = _("The area may apply again with a new plan that follows this one. The reason: %(reason)s")
        return subject, body % {"reason": resolution.reason}

    dedupe = f"{resolution.outcome}:{resolution.key}"
    tell(people_of(plan.organisation, at), write, dedupe=dedupe, at=at)
    return filing


def make_certificate(*, by: Actor, designation: Designation, at: datetime) -> Certificate:
    """Make the certificate's PDF and keep it, once; the same designation always gives the same bytes."""
    made = Certificate.objects.filter(designation=designation).first()
    return made or _keep_certificate(by, designation, certificate_pdf(designation), at)


@transaction.atomic
def _keep_certificate(by: Actor, designation: Designation, data: bytes, at: datetime) -> Certificate:
    # two workers may have drawn it; the row of the designation lets one of them keep it
    Designation.objects.select_for_update().get(pk=designation.pk)
    if made := Certificate.objects.filter(designation=designation).first():
        return made
    name = f"certificate-{designation.year}-{designation.sequence:03d}.pdf"
    document = store_bytes(by=by, data=data, name=name, media_type=PDF, at=at)
    certificate = Certificate.objects.create(designation=designation, document=document, made_at=at)
    cite(document=document, thing=certificate, at=at)
    record(by, "designation/certificate", certificate, at, facts={"sha256": document.blob.sha256})
    return certificate


def _name(area) -> str:
    return (area.name_en if language() == "en" else "") or area.name_th
