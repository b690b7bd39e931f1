"""Tables of investment promotion: the owner's claim with the number, the board's resolution on it."""

from django.db import models

from nakhara.foundation.parties.models import Organisation
from nakhara.foundation.record.models import Keyed
from nakhara.stages.designation.models import Designation


class PromotionClaim(Keyed):
    """The owner files for investment promotion with the designation number (guideline-4)."""

    designation = models.ForeignKey(Designation, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    receipt = models.CharField(max_length=24, unique=True)
    activity = models.CharField(max_length=300)
    investment_baht = models.DecimalField(max_digits=16, decimal_places=2)
    details = models.TextField(blank=True)
    filed_at = models.DateTimeField()


class Privileges(Keyed):
    """The board's resolution on a claim (guideline-5): granted or not, what and why."""

    claim = models.OneToOneField(PromotionClaim, on_delete=models.PROTECT, related_name="privileges")
    granted = models.BooleanField()
    resolution_number = models.CharField(max_length=60)
    resolved_on = models.DateField()
    text = models.TextField()
    recorded_at = models.DateTimeField()
