"""Tables of the application: rounds of intake, applications, immutable filings, completeness and returns."""

from django.db import models
from django.db.models import Q

from nakhara.foundation.parties.models import Person
from nakhara.foundation.record.models import Keyed
from nakhara.stages.plan.models import Plan


class Round(Keyed):
    """A round of intake, open from a moment until a moment."""

    name = models.CharField(max_length=80)
    edition = models.CharField(max_length=40)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True, blank=True)


class Application(Keyed):
    """A plan asks to be assessed, in a round; a return leads to a new filing of the same application."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="applications")
    attempt = models.PositiveSmallIntegerField(default=1)
    number = models.CharField(max_length=20, unique=True, help_text="given with the first filing")
    created_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "round", "attempt"], name="application_attempt_once")]


class Filing(Keyed):
    """What was filed, to the byte: smartcity.json, its hash, the edition it was filed under; never changed."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="filings")
    sequence = models.PositiveSmallIntegerField()
    receipt = models.CharField(max_length=24, unique=True)
    snapshot = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    edition = models.CharField(max_length=40)
    edition_sha256 = models.CharField(max_length=64)
    claimed = models.JSONField(default=list, help_text="dimension keys in the order of the law")
    filed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    filed_at = models.DateTimeField()

    class Meta:
        ordering = ["filed_at"]
        indexes = [
            models.Index(fields=["-filed_at"], name="application_filing_time"),
            # A filing's moment stands behind its snapshot in the row: lists of cases read it here instead.
            models.Index(fields=["application", "filed_at"], name="application_filing_latest"),
        ]
        constraints = [models.UniqueConstraint(fields=["application", "sequence"], name="application_filing_sequence")]


class CheckOutcome(models.TextChoices):
    """What the completeness check ends in."""

    ACCEPTED = "accepted"
    RETURNED = "returned"


class Check(Keyed):
    """The secretariat's word on a filing's completeness: accepted, or returned with typed reasons."""

    filing = models.OneToOneField(Filing, on_delete=models.PROTECT, related_name="check_result")
    outcome = models.CharField(max_length=10, choices=CheckOutcome)
    checked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField()
    correct_by = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome="returned") | Q(correct_by__isnull=False), name="application_return_has_a_term"
            )
        ]


class ReasonKind(models.TextChoices):
    """What is wrong with the thing that a reason is about."""

    MISSING = "missing", "missing"
    UNCLEAR = "unclear", "unclear"
    UNSUPPORTED = "unsupported", "unsupported"
    WRONG = "wrong", "wrong"


class ReturnReason(models.Model):
    """Why a filing is returned: a type, the field or item it is about, its clause, and what to do."""

    check_result = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="reasons")
    kind = models.CharField(max_length=12, choices=ReasonKind)
    about = models.CharField(max_length=80, help_text="a field, item or condition id")
    provision = models.CharField(max_length=60, blank=True)
    text = models.TextField()


class Return(Keyed):
    """A body's resolution sends a filing that was found complete back to its owner; a new filing follows."""

    filing = models.OneToOneField(Filing, on_delete=models.PROTECT, related_name="return_result")
    provision = models.CharField(max_length=60)
    text = models.TextField()
    returned_at = models.DateTimeField()
    correct_by = models.DateField()
