"""Tables of the self-assessment: a level and a reason an item, each condition with its proof, files still awaited."""

from django.db import models
from django.db.models import Q

from nakhara.foundation.record.models import Keyed, Versioned
from nakhara.stages.plan.models import Plan


class Answer(Keyed, Versioned):
    """The owner's own level for an attribute or an item of the whole plan; documents are cited by this row's key."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    item = models.CharField(max_length=30)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.TextField(blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "item"], name="self_assessment_answer_once"),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__lte=5), name="self_assessment_level_in_range"
            ),
        ]


class Condition(Keyed, Versioned):
    """A preliminary condition (criteria-1.1 … 1.5): met, not met or not said yet, with its proof."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    provision = models.CharField(max_length=20)
    met = models.BooleanField(null=True, blank=True)
    proof = models.TextField(blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "provision"], name="self_assessment_condition_once")]


class AwaitedFile(models.Model):
    """Evidence that an imported plan names while its bytes have not come; the file, once cited, takes its place."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    about = models.CharField(max_length=30, help_text="the item or condition it proves")
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    place = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "about", "sha256", "name", "place"], name="self_assessment_awaited_once"
            )
        ]
