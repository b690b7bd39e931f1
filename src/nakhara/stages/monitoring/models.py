"""Tables of monitoring: the plan's promises after designation, and the owner's reports on them (criteria-1.5)."""

from django.db import models
from django.db.models import Q

from nakhara.foundation.record.models import Keyed
from nakhara.stages.designation.models import Designation


class Promise(Keyed):
    """A milestone of the filed plan, watched after designation."""

    designation = models.ForeignKey(Designation, on_delete=models.PROTECT, related_name="+")
    dimension = models.CharField(max_length=20)
    name = models.CharField(max_length=300)
    due = models.DateField()
    kept_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["due", "id"]


class Report(Keyed):
    """The owner's progress report for a period."""

    designation = models.ForeignKey(Designation, on_delete=models.PROTECT, related_name="+")
    sequence = models.PositiveSmallIntegerField()
    period_from = models.DateField()
    period_to = models.DateField()
    percent = models.PositiveSmallIntegerField()
    text = models.TextField()
    reported_at = models.DateTimeField()

    class Meta:
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(fields=["designation", "sequence"], name="monitoring_report_once"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="monitoring_percent"),
        ]
