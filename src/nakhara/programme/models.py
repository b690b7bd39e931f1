"""Tables of the programme: target areas, the provinces' answers to the policy, proposals of other areas."""

from django.db import models
from django.db.models import Q

from nakhara.foundation.places.models import Area, Province
from nakhara.foundation.record.models import Keyed, Versioned


class Target(Keyed):
    """An area that the targets name, or mean by its province alone (target-1, target-2)."""

    slug = models.SlugField(max_length=40, unique=True, help_text="the area's key in the edition")
    area = models.OneToOneField(Area, on_delete=models.PROTECT, related_name="+")
    provision = models.CharField(max_length=20)
    order = models.PositiveSmallIntegerField(unique=True)
    named = models.BooleanField(default=True, help_text="false where the annex names the province alone")
    printed = models.CharField(max_length=200, blank=True, help_text="the name as printed, where it differs")


class Adoption(models.TextChoices):
    """What a province has done with a target area in one of its plans (policy-plan)."""

    UNANSWERED = "unanswered"
    ADOPTED = "adopted"
    NOT_ADOPTED = "not-adopted"


class ProvinceAnswer(Keyed, Versioned):
    """A province's answer to the policy for one target area: support, execution, entries in its plans."""

    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="+")
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="answers")
    support = models.TextField(blank=True, help_text="policy-support: how it supports plans and projects")
    execution = models.TextField(blank=True, help_text="policy-support: how plans are carried into practice")
    strategy = models.CharField(max_length=12, choices=Adoption, default=Adoption.UNANSWERED)
    strategy_text = models.TextField(blank=True, help_text="the entry, or the reason why not")
    provincial_plan = models.CharField(max_length=12, choices=Adoption, default=Adoption.UNANSWERED)
    provincial_plan_text = models.TextField(blank=True)
    cluster_plan = models.CharField(max_length=12, choices=Adoption, default=Adoption.UNANSWERED)
    cluster_plan_text = models.TextField(blank=True)
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["province", "target"], name="programme_answer_once"),
            *(
                models.CheckConstraint(
                    condition=Q(**{field: "unanswered"}) | ~Q(**{f"{field}_text": ""}),
                    name=f"programme_{field}_said",
                )
                for field in ("strategy", "provincial_plan", "cluster_plan")
            ),
        ]


class Proposal(Keyed):
    """A province proposes an area outside the targets (policy-propose, target-open)."""

    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    character = models.TextField(help_text="why it has the character of a smart city")
    suitability = models.TextField(help_text="why it is suitable")
    proposed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["province", "-proposed_at"], name="programme_proposal_latest")]
