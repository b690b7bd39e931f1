"""What the register shows, for tests: a designated area about which everything is public, and one that applies."""

from datetime import date

from nakhara.foundation.parties.actor import WORKER
from nakhara.foundation.places.models import Area
from nakhara.foundation.places.tests.factories import an_area
from nakhara.stages.designation.actions import make_certificate
from nakhara.stages.designation.models import Designation
from nakhara.stages.designation.queries import designations
from nakhara.stages.designation.tests.factories import a_scored_filing
from nakhara.stages.investment_promotion.tests.factories import a_claim, privileges_for
from nakhara.stages.monitoring.tests.factories import a_report, a_watched_designation


def an_applying_area(name: str = "เมืองยื่นขอ", provinces: tuple[str, ...] = ("53",), **scores: str) -> Area:
    """An area whose filing has been scored and is not designated."""
    area = an_area(name, provinces, name_en="Applying city")
    a_scored_filing(scores or None, area=area)
    return area


def a_documented_designation(rows: int = 2, *, promises: int = 0, **fields) -> Designation:
    """A designation with a certificate and so many promises, reports and claims; more promises where that is said."""
    days = range(1, (promises or rows) + 1)
    milestones = tuple((f"สัญญาข้อ {number}", date(2019, 1, number)) for number in days)
    designation = a_watched_designation(milestones=milestones, **fields)
    for number in range(1, rows + 1):
        day = date(2018, 11, 12 + number)
        a_report(designation, period_from=day, period_to=day, percent=10 * number)
        privileges_for(a_claim(designation, activity=f"กิจการ {number}"), resolution_number=f"{number}/2561")
    designation = designations().get(pk=designation.pk)
    make_certificate(by=WORKER, designation=designation, at=designation.designated_at)
    return designation
