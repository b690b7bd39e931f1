"""Claims for tests, made by the actions: one that waits for the board, one that is decided, an officer of the board."""

from datetime import timedelta
from decimal import Decimal

from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.models import Body, BodyKind
from nakhara.foundation.parties.tests.factories import AT, a_body, a_sitter, acting
from nakhara.stages.designation.models import Designation
from nakhara.stages.designation.tests.factories import a_designation, an_owner_of
from nakhara.stages.investment_promotion.actions import claim_promotion, record_privileges
from nakhara.stages.investment_promotion.models import Privileges, PromotionClaim

CLAIMED = AT + timedelta(days=10)
RESOLVED = AT + timedelta(days=40)


def a_board_officer() -> Actor:
    """Somebody of the board of investment; the same body each time, one more seat."""
    body = Body.objects.filter(kind=BodyKind.BOARD).first() or a_body("board", seats=1)
    return acting(a_sitter(body))


def a_claim(designation: Designation | None = None, *, by: Actor | None = None, **values) -> PromotionClaim:
    """A claim that waits for the board, filed by the area's owner."""
    designation = designation or a_designation()
    told = {"activity": "ศูนย์ข้อมูลเมือง", "investment_baht": Decimal(25_000_000), "at": CLAIMED, **values}
    return claim_promotion(by=by or an_owner_of(designation), designation=designation, **told)


def privileges_for(claim: PromotionClaim, *, by: Actor | None = None, **values) -> Privileges:
    """The board's resolution on a claim: granted, unless told otherwise."""
    told = {
        "granted": True,
        "resolution_number": "12/2561",
        "resolved_on": RESOLVED.date(),
        "text": "ยกเว้นอากรขาเข้าเครื่องจักร",
        "at": RESOLVED,
        **values,
    }
    return record_privileges(by=by or a_board_officer(), claim=claim, **told)


def a_decided_claim(designation: Designation | None = None, **values) -> PromotionClaim:
    """A claim on which the board has resolved."""
    return privileges_for(a_claim(designation), **values).claim
