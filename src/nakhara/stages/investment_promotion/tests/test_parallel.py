"""Many claims at once: each takes the next receipt, and none is left out."""

import pytest

from nakhara.foundation.record.refusals import RefusedError
from nakhara.foundation.record.tests.factories import at_once
from nakhara.stages.designation.tests.factories import a_designation, an_owner_of
from nakhara.stages.investment_promotion.tests.factories import a_claim

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 20


def test_twenty_writers_leave_no_gap_in_the_receipts_of_claims():
    designations = [a_designation() for _ in range(WRITERS)]
    owners = [an_owner_of(designation) for designation in designations]

    def claim(number: int) -> list[str]:
        designation, by = designations[number], owners[number]
        receipts = [a_claim(designation, by=by, activity=f"กิจการ {n}").receipt for n in (1, 2)]
        with pytest.raises(RefusedError):
            a_claim(designation, by=by, activity="กิจการ 1")
        return receipts

    receipts = [receipt for receipts in at_once(WRITERS, claim) for receipt in receipts]
    assert sorted(receipts) == [f"IP-2561-{n:04d}" for n in range(1, 2 * WRITERS + 1)]
