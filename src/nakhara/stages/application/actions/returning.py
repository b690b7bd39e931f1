"""A body's resolution sends a filing that was found complete back to its owner (guideline-2/screening)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nakhara.foundation.notices.actions import tell
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.record.actions import record
from nakhara.look.wording import long_date
from nakhara.rulebook.thai import clean_text
from nakhara.stages.application.models import Filing, Return
from nakhara.stages.application.queries import owner_people
from nakhara.stages.application.subjects import filing_address
from nakhara.stages.plan.actions import thaw
from nakhara.stages.plan.queries import edition_of
from nakhara.stages.plan.subjects import title


@transaction.atomic
def return_after_review(*, by: Actor, filing: Filing, provision: str, text: str, at: datetime) -> Return:
    """Open the plan again by a confirmed resolution; a new filing of the same application follows (term/correction).

    Whoever calls has asked who may and whether the rules allow it.
    """
    plan = filing.application.plan
    day = timezone.localdate(at)
    returned = Return.objects.create(
        filing=filing,
        provision=provision,
        text=clean_text(text),
        returned_at=at,
        correct_by=day + timedelta(days=edition_of(plan).days("term/correction", day)),
    )
    thaw(by=by, plan=plan, at=at)
    facts = {"outcome": "returned", "correct_by": returned.correct_by.isoformat()}
    record(by, f"{filing.edition}:{provision}", filing, at, facts=facts)
    _tell_owner(returned, at)
    return returned


def _tell_owner(returned: Return, at: datetime) -> None:
    filing = returned.filing

    def write() -> tuple[str, str]:
        words = {
            "number": filing.application.number,
            "area": title(filing.application.plan),
            "text": returned.text,
            "day": long_date(returned.correct_by),
        }
        return (
            _("Application %(number)s is returned for correction") % words,
            _("%(text)s. Mend the plan of %(area)s and file it again by %(day)s") % words,
        )

    people = owner_people(filing.application.plan, at)
    tell(people, write, link=filing_address(filing), dedupe=f"returned:{filing.key}", at=at)
