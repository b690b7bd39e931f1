"""Many cases at once: the funnel's counts and the list, filtered by what the reader may see."""

from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from nakhara.casefile.queries.steps import with_chains, with_steps
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import visible
from nakhara.foundation.places.models import AreaProvince
from nakhara.rulebook.thai import clean_text, to_arabic_digits
from nakhara.stages.application.models import Application
from nakhara.stages.plan.models import Plan

NAMES = ("area__name_th", "area__name_en", "organisation__name_th")
FUNNEL = ("draft", "filed", "returned", "accepted", "review", "reviewed", "listed", "designated")


def cases(actor: Actor) -> QuerySet[Plan]:
    """Every case the actor may see, with its present step."""
    return with_steps(visible(actor, Plan.objects.all()))


def rows_of(page: Iterable[int]) -> list[Plan]:
    """The cases that stand on a page, by their ids and in its order, with everything that a list says of them."""
    wanted = list(page)
    rows = Plan.objects.filter(pk__in=wanted).select_related("area", "organisation").only("key", "created_at", *NAMES)
    found = with_steps(rows).in_bulk()
    return with_chains(found[pk] for pk in wanted)


def counts_by_step(rows: QuerySet[Plan]) -> dict[str, int]:
    """How many cases stand in each step."""
    found = rows.order_by().values_list("step").annotate(n=Count("pk"))
    return dict(found)


def matching(rows: QuerySet[Plan], *, text: str = "", step: str = "", province: str = "") -> QuerySet[Plan]:
    """The cases that a search text, a step and a province leave."""
    if step:
        rows = rows.filter(step=step)
    if province:
        rows = rows.filter(area__in=AreaProvince.objects.filter(province=province).values("area"))
    if text := clean_text(text).strip():
        names = Q(area__name_th__icontains=text) | Q(area__name_en__icontains=text)
        owners = Q(organisation__name_th__icontains=text) | Q(organisation__name_en__icontains=text)
        numbered = Application.objects.filter(number__icontains=to_arabic_digits(text)).values("plan")
        rows = rows.filter(names | owners | Q(pk__in=numbered))
    return rows
