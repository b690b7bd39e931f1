"""Tables of the self-assessment: levels with reasons, conditions with proof, files still awaited, aims and efforts."""

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


class Effort(models.Model):
    """What raising an item by one level costs the owner, in the owner's own unit; an item without one costs 1."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    item = models.CharField(max_length=30)
    effort = models.DecimalField(max_digits=8, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "item"], name="self_assessment_effort_once"),
            models.CheckConstraint(condition=Q(effort__gt=0), name="self_assessment_effort_above_zero"),
        ]


class Aim(models.Model):
    """A level that the owner has set out to reach for an item; reached as soon as the answer has it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    item = models.CharField(max_length=30)
    level = models.PositiveSmallIntegerField()
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "item"], name="self_assessment_aim_once"),
            models.CheckConstraint(condition=Q(level__lte=5), name="self_assessment_aim_in_range"),
        ]
