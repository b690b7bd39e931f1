"""Tables of meetings: a sitting of a body, its agenda, who was there in which capacity, votes, resolutions."""

from django.db import models
from django.db.models import Q

from nakhara.foundation.parties.models import Appointment, Body, Person, Seat
from nakhara.foundation.record.models import Keyed, Versioned


class Meeting(Keyed, Versioned):
    """A sitting of a body: arranged, opened, confirmed by its chair; numbered by body and calendar year."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    year = models.PositiveIntegerField(help_text="calendar year, CE")
    at = models.DateTimeField(help_text="when it sits")
    place = models.CharField(max_length=200, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "year", "number"], name="meetings_number_once")]
        indexes = [models.Index(fields=["-at"], name="meetings_by_time")]


class AgendaItem(Keyed, Versioned):
    """One thing on an agenda; its registered kind says what it needs, what is offered and what each outcome does."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_key = models.CharField(max_length=16, blank=True, db_index=True)
    title = models.CharField(max_length=300)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["meeting", "order"], name="meetings_item_order")]


class Attendance(models.Model):
    """A seat that was filled at the sitting, by whom and in which capacity."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=200, blank=True, help_text="acting for, on behalf of; empty for in person")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "seat"], name="meetings_attendance_once")]


class Recusal(models.Model):
    """A seat that takes no part in one item, and why."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="recusals")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    computed = models.BooleanField(default=False, help_text="from an interest, not declared at the sitting")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "seat"], name="meetings_recusal_once")]


class Vote(models.Model):
    """A seat's vote on an item's proposed outcome."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="votes")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=8, choices=[("for", "for"), ("against", "against"), ("abstain", "abstain")])
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "seat"], name="meetings_vote_once")]


class Resolution(Keyed):
    """What the body resolved on an item; a draft of the sitting until the chair confirms, then it never changes."""

    item = models.OneToOneField(AgendaItem, on_delete=models.CASCADE, related_name="resolution")
    outcome = models.CharField(
        max_length=10,
        choices=[("approve", "approve"), ("return", "return"), ("decline", "decline"), ("postpone", "postpone")],
    )
    reason = models.TextField(blank=True)
    votes_for = models.PositiveSmallIntegerField()
    votes_against = models.PositiveSmallIntegerField()
    abstained = models.PositiveSmallIntegerField()
    casting = models.BooleanField(default=False, help_text="the chair's casting vote decided")
    resolved_at = models.DateTimeField()
    stand_in = models.ForeignKey(
        Appointment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="the member who confirmed it because an interest bars the chair",
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome__in=["return", "decline"]) | ~Q(reason=""), name="meetings_reason_given"
            )
        ]
