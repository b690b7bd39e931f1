"""What the provinces have answered to the policy and what they propose (policy-support, -plan, -propose)."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from nakhara.foundation.places.models import AreaProvince, Province
from nakhara.programme.models import Adoption, Proposal, ProvinceAnswer, Target
from nakhara.rulebook.thai import clean_text


def search_provinces(text: str = "", *, only: str = "") -> QuerySet[Province]:
    """Provinces by name, in dictionary order; `only`: with `targets`, or `silent`, where a target is not answered."""
    here = AreaProvince.objects.filter(province=OuterRef("pk"), area__in=Target.objects.values("area"))
    rows = Province.objects.annotate(
        targets=Count("area_provinces", filter=Q(area_provinces__area__in=Target.objects.values("area")), distinct=True)
    )
    if words := clean_text(text):
        rows = rows.filter(Q(name_th__icontains=words) | Q(name_en__icontains=words) | Q(code=words))
    if only:
        rows = rows.filter(Exists(here))
    if only == "silent":
        answered = ProvinceAnswer.objects.filter(province=OuterRef("province"), target__area=OuterRef("area"))
        open_ones = AreaProvince.objects.filter(~Exists(answered), area__in=Target.objects.values("area"))
        rows = rows.filter(pk__in=open_ones.values("province"))
    return rows.order_by("sort_key")


@dataclass(frozen=True)
class Summary:
    """What a province has answered, in numbers alone: what anybody may know."""

    answered: int = 0
    strategy: int = 0
    provincial_plan: int = 0
    cluster_plan: int = 0
    proposals: int = 0


def summaries(provinces: list[Province]) -> dict[str, Summary]:
    """The summaries of many provinces in two reads."""
    # counts may not bear the names of the columns they count
    counts = {
        f"n_{plan}": Count("pk", filter=Q(**{plan: Adoption.ADOPTED}))
        for plan in ("strategy", "provincial_plan", "cluster_plan")
    }
    answers = ProvinceAnswer.objects.filter(province__in=provinces).order_by().values("province")
    found = {row.pop("province"): row for row in answers.annotate(n_answered=Count("pk"), **counts)}
    rows = Proposal.objects.filter(province__in=provinces).order_by().values_list("province")
    proposed = dict(rows.annotate(Count("pk")))
    return {
        one.pk: Summary(
            **{name.removeprefix("n_"): n for name, n in found.get(one.pk, {}).items()},
            proposals=proposed.get(one.pk, 0),
        )
        for one in provinces
    }


def answers_of(province: Province) -> dict[int, ProvinceAnswer]:
    """A province's answers by target."""
    return {row.target_id: row for row in ProvinceAnswer.objects.filter(province=province)}


def search_proposals(rows: QuerySet[Proposal], text: str = "") -> QuerySet[Proposal]:
    """Proposals by area or province, newest first."""
    if words := clean_text(text):
        rows = rows.filter(
            Q(name__icontains=words) | Q(province__name_th__icontains=words) | Q(province__name_en__icontains=words)
        )
    return rows.select_related("province").order_by("-proposed_at", "-id")
