"""Verbs of investment promotion: the owner files with the number, the board's resolution is recorded."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nakhara.foundation.notices.actions import tell
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import allow, roles_toward
from nakhara.foundation.parties.queries import people_of
from nakhara.foundation.record.actions import next_number, record
from nakhara.foundation.record.refusals import Reason, require
from nakhara.rulebook import promotion
from nakhara.rulebook.findings import MET
from nakhara.rulebook.loading import edition
from nakhara.rulebook.thai import BE_OFFSET, clean_text
from nakhara.stages.designation.models import Designation
from nakhara.stages.designation.queries import IN_FORCE, standing
from nakhara.stages.designation.subjects import area_name
from nakhara.stages.investment_promotion.models import Privileges, PromotionClaim
from nakhara.stages.investment_promotion.queries import STEP, board_people
from nakhara.stages.investment_promotion.subjects import claim_address

DECIDE = "guideline-5"
OFFICE, BOOK = "board", "promotion"


@transaction.atomic
def claim_promotion(
    *, by: Actor, designation: Designation, activity: str, investment_baht: Decimal, details: str = "", at: datetime
) -> PromotionClaim:
    """File for investment promotion with the designation number (guideline-4)."""
    allow(by, STEP, designation)
    Designation.objects.select_for_update().get(pk=designation.pk)
    activity = clean_text(activity)
    require(_reasons_not_to_claim(by, designation, activity, investment_baht, at))
    year = timezone.localdate(at).year
    claim = PromotionClaim.objects.create(
        designation=designation,
        organisation=by.organisation,
        receipt=f"IP-{year + BE_OFFSET}-{next_number(OFFICE, BOOK, year):04d}",
        activity=activity,
        investment_baht=investment_baht,
        details=clean_text(details),
        filed_at=at,
    )
    facts = {"number": designation.number, "receipt": claim.receipt, "baht": str(investment_baht)}
    record(by, _step(claim, STEP), claim, at, facts=facts)
    _tell_board(claim, at)
    return claim


def _reasons_not_to_claim(
    by: Actor, designation: Designation, activity: str, baht: Decimal, at: datetime
) -> list[Reason]:
    today = timezone.localdate(at)
    owner = "area-owner-signer" in roles_toward(by, designation)
    # a developer may file with the owner's recorded consent; no consent can be recorded yet
    who = promotion.finding(owner, False, today, edition(designation.filing.edition))
    reasons = []
    if who.outcome != MET:
        text = _("Ask the area's owner to file: a developer needs the owner's recorded consent")
        reasons.append(Reason(text, None, who.provision))
    if standing(designation, today) != IN_FORCE:
        reasons.append(Reason(_("The number is not in force today. Ask the secretariat what is missing"), None, STEP))
    if not activity:
        reasons.append(Reason(_("Write which activity is to be promoted"), "activity", STEP))
    if baht <= 0:
        reasons.append(Reason(_("Write an investment above 0 baht"), "investment_baht", STEP))
    waiting = PromotionClaim.objects.filter(designation=designation, privileges=None, activity=activity)
    if activity and waiting.exists():
        text = _("A claim for this activity waits for the board already. Name another activity or wait for the answer")
        reasons.append(Reason(text, "activity", STEP))
    return reasons


def _tell_board(claim: PromotionClaim, at: datetime) -> None:
    def write() -> tuple[str, str]:
        words = _words(claim)
        subject = _("Claim %(receipt)s with number %(number)s") % words
        return subject, _("%(owner)s files for investment promotion of %(area)s. Check the number and decide") % words

    tell(board_people(at), write, link=claim_address(claim), dedupe=f"claimed:{claim.key}", at=at)


@transaction.atomic
def record_privileges(
    *,
    by: Actor,
    claim: PromotionClaim,
    granted: bool,
    resolution_number: str,
    resolved_on: date,
    text: str,
    at: datetime,
) -> Privileges:
    """Record the board's resolution on a claim, once (guideline-5)."""
    allow(by, DECIDE, claim)
    claim = PromotionClaim.objects.select_for_update(of=("self",)).select_related("designation").get(pk=claim.pk)
    number, text = clean_text(resolution_number), clean_text(text)
    require(_reasons_not_to_record(claim, number, resolved_on, text, at))
    privileges = Privileges.objects.create(
        claim=claim,
        granted=granted,
        resolution_number=number,
        resolved_on=resolved_on,
        text=text,
        recorded_at=at,
    )
    facts = {"granted": granted, "resolution": number, "on": resolved_on.isoformat()}
    record(by, _step(claim, DECIDE), privileges, at, facts=facts)
    _tell_owner(privileges, at)
    return privileges


def _reasons_not_to_record(
    claim: PromotionClaim, number: str, resolved_on: date, text: str, at: datetime
) -> list[Reason]:
    if Privileges.objects.filter(claim=claim).exists():
        stands = _("The board's resolution on this claim stands already. Open the claim to read it")
        return [Reason(stands, None, DECIDE, claim_address(claim))]
    reasons = []
    if not number:
        reasons.append(Reason(_("Write the number of the resolution"), "resolution_number", DECIDE))
    if resolved_on > timezone.localdate(at):
        reasons.append(Reason(_("Choose a day that is not after today"), "resolved_on", DECIDE))
    if resolved_on < timezone.localdate(claim.filed_at):
        reasons.append(Reason(_("Choose a day on or after the claim was filed"), "resolved_on", DECIDE))
    if not text:
        reasons.append(Reason(_("Write what is granted, or why not"), "text", DECIDE))
    return reasons


def _tell_owner(privileges: Privileges, at: datetime) -> None:
    claim = privileges.claim

    def write() -> tuple[str, str]:
        words = _words(claim) | {"resolution": privileges.resolution_number}
        if privileges.granted:
            subject = _("The board grants privileges for claim %(receipt)s") % words
        else:
            subject = _("The board does not grant privileges for claim %(receipt)s") % words
        return subject, _("Resolution %(resolution)s on %(area)s, number %(number)s") % words + "\n" + privileges.text

    people = people_of(claim.organisation, at)
    tell(people, write, link=claim_address(claim), dedupe=f"privileges:{privileges.key}", at=at)


def _words(claim: PromotionClaim) -> dict[str, str]:
    return {
        "receipt": claim.receipt,
        "number": claim.designation.number,
        "owner": claim.organisation.name_th,
        "area": area_name(claim.designation),
    }


def _step(claim: PromotionClaim, step: str) -> str:
    return f"{claim.designation.filing.edition}:{step}"
