"""A designated area claims investment promotion and reports on its promises (guideline-4, 5; criteria-1.5)."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from nakhara.demo.sample.deeds import HEAD
from nakhara.demo.sample.offices import Offices
from nakhara.demo.sample.timeline import Line
from nakhara.demo.sample.words import Words, table
from nakhara.demo.sample.writing.case import Case
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.models import BodyKind
from nakhara.rulebook.thai import be_year
from nakhara.stages.designation.models import Designation
from nakhara.stages.investment_promotion.actions import claim_promotion, record_privileges
from nakhara.stages.investment_promotion.models import PromotionClaim
from nakhara.stages.monitoring.actions import keep_promise, report_progress
from nakhara.stages.monitoring.models import Promise

GRANTED, KEPT = 0.8, 0.7


class Designated:
    """One designated area from its designation to the present, in steps of its own."""

    def __init__(self, case: Case, offices: Offices, line: Line, words: Words):
        self.case, self.offices, self.line, self.words = case, offices, line, words
        self.owner = Actor(person=case.people[HEAD], post=case.posts[HEAD])
        self.designation = Designation.objects.select_related("filing", "area").get(filing=case.filing)

    def claim(self, at: datetime) -> PromotionClaim:
        """The owner files for investment promotion with the number."""
        return claim_promotion(
            by=self.owner,
            designation=self.designation,
            activity=self.words.one("promotion", "activities"),
            investment_baht=Decimal(self.words.rng.randint(8, 900) * 1_000_000),
            details=table()["promotion"]["details"],
            at=at,
        )

    def decide(self, claim: PromotionClaim, number: int, at: datetime) -> None:
        """The board resolves; its officer records it."""
        granted = self.words.rng.random() < GRANTED
        day = timezone.localdate(at)
        record_privileges(
            by=self.offices.clerk_of(BodyKind.BOARD),
            claim=claim,
            granted=granted,
            resolution_number=f"{number}/{be_year(day)}",
            resolved_on=day,
            text=table()["promotion"]["granted" if granted else "refused"],
            at=at,
        )

    def keep_promises(self, at: datetime) -> None:
        """Promises that have come due are kept, most of them."""
        today = timezone.localdate(at)
        for promise in Promise.objects.filter(designation=self.designation, due__lte=today).order_by("due", "id"):
            if self.words.rng.random() < KEPT:
                designated = timezone.localdate(self.designation.designated_at)
                keep_promise(by=self.owner, promise=promise, kept_on=max(promise.due, designated), at=at)

    def report(self, since: datetime, percent: int, at: datetime) -> None:
        """The owner reports on the time since the designation or the last report."""
        report_progress(
            by=self.owner,
            designation=self.designation,
            period_from=timezone.localdate(since) + timedelta(days=1),
            period_to=timezone.localdate(at),
            percent=percent,
            text=self.words.one("monitoring", "reports"),
            at=at,
        )
