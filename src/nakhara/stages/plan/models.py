"""Tables of the plan: texts by the field ids of the form, claimed dimensions, projects, milestones, indicators."""

from django.db import models
from django.db.models import Q

from nakhara.foundation.parties.models import Organisation
from nakhara.foundation.places.models import Area
from nakhara.foundation.record.models import Keyed, Versioned


class Plan(Keyed, Versioned):
    """An area's plan to become a smart city (guideline-1/plan). Frozen while a filing of it is being decided."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", help_text="the juristic person that leads"
    )
    edition = models.CharField(max_length=40)
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by")
    created_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True, blank=True)


class Claim(models.Model):
    """A dimension that the plan claims (criteria-2)."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="claims")
    dimension = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "dimension"], name="plan_claim_once")]


class Text(Versioned):
    """What the plan says in one field of the edition's form."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="texts")
    field = models.CharField(max_length=80)
    text = models.TextField(blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "field"], name="plan_text_once")]


class Project(Keyed, Versioned):
    """Work that carries the plan out, with money by Thai fiscal year and dates."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="projects")
    order = models.PositiveSmallIntegerField(default=0)
    dimension = models.CharField(max_length=20)
    name = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    responsible = models.CharField(max_length=200, blank=True)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts__isnull=True) | Q(ends__isnull=True) | Q(ends__gte=models.F("starts")),
                name="plan_project_dates",
            )
        ]


class Money(models.Model):
    """A project's money from one source in one Thai fiscal year."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="money")
    fiscal_year = models.PositiveSmallIntegerField(help_text="B.E., 1 October to 30 September")
    source = models.CharField(max_length=120)
    baht = models.DecimalField(max_digits=15, decimal_places=2)

    class Meta:
        ordering = ["fiscal_year", "source"]
        constraints = [
            models.UniqueConstraint(fields=["project", "fiscal_year", "source"], name="plan_money_once"),
            models.CheckConstraint(condition=Q(baht__gte=0), name="plan_money_not_negative"),
        ]


class Milestone(Keyed, Versioned):
    """Something the plan promises by a day; monitoring reads it afterwards (criteria-1.5)."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="milestones")
    project = models.ForeignKey(Project, on_delete=models.SET_NULL, null=True, blank=True, related_name="milestones")
    dimension = models.CharField(max_length=20)
    name = models.CharField(max_length=300)
    due = models.DateField()

    class Meta:
        ordering = ["due", "id"]


class Indicator(Keyed, Versioned):
    """Something the plan measures: from a baseline to a target, in a unit, from a source."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="indicators")
    dimension = models.CharField(max_length=20)
    name = models.CharField(max_length=300)
    unit = models.CharField(max_length=60)
    baseline = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    target = models.DecimalField(max_digits=18, decimal_places=4)
    rises = models.BooleanField(default=True, help_text="a higher value is better")
    source = models.CharField(max_length=200, blank=True)
    frequency = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["dimension", "id"]
