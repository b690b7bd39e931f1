"""What a claim and the board's resolution are called, where they are, who sees them (guideline-4, guideline-5)."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import Subject, own_areas, owner_roles, register
from nakhara.stages.investment_promotion.models import Privileges, PromotionClaim

EVERYTHING = Q(pk__isnull=False)
READERS = frozenset({"board", "secretariat"})


def claim_address(claim: PromotionClaim) -> str:
    """The claim's page."""
    return reverse("investment_promotion:claim", args=[claim.key])


def register_subjects() -> None:
    """Make claims and resolutions known."""
    register(
        Subject(
            model=PromotionClaim,
            title=lambda claim: _("Claim %s") % claim.receipt,
            address=claim_address,
            roles=lambda actor, claim: owner_roles(actor, claim.designation.area),
            visible=lambda actor: _visible(actor, "designation__area"),
            area="designation__area",
        )
    )
    register(
        Subject(
            model=Privileges,
            title=lambda row: _("Resolution %s") % row.resolution_number,
            address=lambda row: claim_address(row.claim),
            roles=lambda actor, row: owner_roles(actor, row.claim.designation.area),
            visible=lambda actor: _visible(actor, "claim__designation__area"),
            area="claim__designation__area",
        )
    )


def _visible(actor: Actor, area: str) -> Q | None:
    return EVERYTHING if READERS & actor.standing else own_areas(actor, area)
