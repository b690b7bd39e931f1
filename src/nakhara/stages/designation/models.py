"""Tables of the designation: number, zone, emblem, certificate, and the dated acts that say what it is now."""

from django.db import models
from django.db.models import Q

from nakhara.foundation.documents.models import Document
from nakhara.foundation.places.models import Area, Zone
from nakhara.foundation.record.models import Keyed
from nakhara.meetings.models import Resolution
from nakhara.stages.application.models import Filing


class Designation(Keyed):
    """An area is a smart city: number, zone and emblem, by a resolution of the steering committee (guideline-3)."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    filing = models.OneToOneField(Filing, on_delete=models.PROTECT, related_name="+")
    resolution = models.OneToOneField(Resolution, on_delete=models.PROTECT, null=True, related_name="+")
    zone = models.OneToOneField(Zone, on_delete=models.PROTECT, related_name="+")
    sequence = models.PositiveIntegerField()
    year = models.PositiveIntegerField(help_text="B.E.")
    number = models.CharField(max_length=20, unique=True)
    dimensions = models.JSONField(default=list, help_text="achieved dimension keys in the order of the law")
    designated_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "sequence"], name="designation_number_once")]
        indexes = [models.Index(fields=["-designated_at"], name="designation_latest")]


class Act(Keyed):
    """A dated act on a designation; the latest says whether it is in force."""

    designation = models.ForeignKey(Designation, on_delete=models.PROTECT, related_name="acts")
    kind = models.CharField(
        max_length=12,
        choices=[
            ("in-force", "in force"),
            ("suspended", "suspended"),
            ("revoked", "revoked"),
            ("renewed", "renewed"),
            ("replaced", "replaced"),
        ],
    )
    at = models.DateTimeField()
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=["suspended", "revoked"]) | ~Q(reason=""), name="designation_act_reason"
            )
        ]


class Certificate(Keyed):
    """The printed certificate of a designation, made by the worker; the page stands at once."""

    designation = models.OneToOneField(Designation, on_delete=models.PROTECT, related_name="certificate")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
