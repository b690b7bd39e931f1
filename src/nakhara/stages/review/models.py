"""Tables of the review: assignments, declarations, score sheets, the verdict, the subcommittee's dated list."""

from django.db import models
from django.db.models import Q

from nakhara.foundation.parties.models import Appointment, Body
from nakhara.foundation.record.models import Keyed, Versioned
from nakhara.meetings.models import Meeting
from nakhara.stages.application.models import Filing

OVERALL = "overall"


class Assignment(Keyed, Versioned):
    """A filing × a reviewer × a dimension (or the whole) × the body they score for; holds the score sheet's state."""

    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=20, help_text="a dimension's key, or overall")
    assigned_at = models.DateTimeField()
    due = models.DateField()
    declared_at = models.DateTimeField(null=True, blank=True)
    conflict = models.BooleanField(null=True, blank=True)
    conflict_reason = models.TextField(blank=True)
    comment = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["filing", "reviewer", "part"],
                condition=Q(withdrawn_at__isnull=True),
                name="review_assignment_once",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(conflict=False), name="review_sent_without_conflict"
            ),
        ]
        indexes = [models.Index(fields=["reviewer", "sent_at"], name="review_to_do")]


class Score(models.Model):
    """A reviewer's level for one item, with the reason; from level 2 evidence is cited (the filing's documents)."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="scores")
    item = models.CharField(max_length=30)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.TextField(blank=True)
    evidence = models.CharField(max_length=300, blank=True, help_text="what the level rests on: file and page")
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment", "item"], name="review_score_once"),
            models.CheckConstraint(condition=Q(level__isnull=True) | Q(level__lte=5), name="review_level_in_range"),
        ]


class Verdict(Keyed):
    """What the rules say of a filing's scores, with every finding, at the moment the review was closed."""

    filing = models.OneToOneField(Filing, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(
        max_length=10, choices=[("pass", "pass"), ("fail", "fail"), ("incomplete", "incomplete")]
    )
    strict = models.CharField(max_length=10)
    achieved = models.JSONField(default=list)
    overall = models.CharField(max_length=60, blank=True, help_text="exact fraction in percent")
    scores = models.JSONField(default=dict, help_text="exact fractions in percent by dimension")
    answer = models.BinaryField(help_text="the canonical answer of `nakhara assess`")
    sha256 = models.CharField(max_length=64)
    closed_at = models.DateTimeField()


class Screening(Keyed):
    """The subcommittee's word on a filing at a meeting (guideline-2/screening); the listed ones make its dated list."""

    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10)
    listed = models.BooleanField()
    screened_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["filing"], condition=Q(listed=True), name="review_listed_once")]
