"""Many designations at once: each takes the next number, and none is left out."""

import pytest

from nakhara.foundation.parties.actor import OPERATOR
from nakhara.foundation.parties.tests.factories import AT
from nakhara.foundation.record.refusals import RefusedError
from nakhara.foundation.record.tests.factories import at_once
from nakhara.stages.designation.actions import issue_designation
from nakhara.stages.designation.models import Designation
from nakhara.stages.designation.tests.factories import a_listed_filing

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 20


def test_twenty_writers_leave_no_gap_in_the_numbers_of_designations():
    filings = [(a_listed_filing(), a_listed_filing()) for _ in range(WRITERS)]
    failed = a_listed_filing({"overall": "50", "environment": "50", "living": "50"})

    def issue(number: int) -> list[str]:
        issued = []
        for filing in filings[number]:
            with pytest.raises(RefusedError):
                issue_designation(by=OPERATOR, filing=failed, resolution=None, at=AT)
            issued.append(issue_designation(by=OPERATOR, filing=filing, resolution=None, at=AT).number)
        return issued

    numbers = [number for numbers in at_once(WRITERS, issue) for number in numbers]
    assert sorted(numbers) == [f"{n:03d}/2561" for n in range(1, 2 * WRITERS + 1)]
    sequences = Designation.objects.order_by("sequence").values_list("sequence", flat=True)
    assert list(sequences) == list(range(1, 2 * WRITERS + 1))
