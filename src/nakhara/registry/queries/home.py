"""Reads of the home page: how many are designated, against which targets, where, by which Smarts."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery, TextField
from django.db.models.functions import Cast

from nakhara.foundation.places.models import AreaProvince
from nakhara.foundation.record import clock
from nakhara.look.wording import language
from nakhara.programme.models import Target
from nakhara.registry.queries.register import under_way
from nakhara.rulebook.loading import edition
from nakhara.rulebook.thai import BE_OFFSET
from nakhara.stages.designation.models import Act, Designation
from nakhara.stages.designation.queries import standing_of

COUNTED = ("in-force", "renewed")


def standing_designations():
    """Designations that are in force now."""
    return _with_last_act().filter(last__in=COUNTED)


def _with_last_act():
    acts = Act.objects.filter(designation=OuterRef("pk"), at__lte=clock.now()).order_by("-at", "-id")
    return Designation.objects.annotate(last=Subquery(acts.values("kind")[:1]))


def standings() -> Counter[str]:
    """How many designations there are of each standing."""
    rows = _with_last_act().order_by().values("last")
    found: Counter[str] = Counter()
    for row in rows.annotate(n=Count("pk")):
        found[standing_of(row["last"])] += row["n"]
    return found


def by_province() -> dict[str, int]:
    """How many designated areas lie in each province, by its code; an area in two counts in both."""
    rows = AreaProvince.objects.filter(area__in=standing_designations().values("area"))
    return _counted(rows)


def applying_by_province() -> dict[str, int]:
    """How many applications are under way in each province, by its code."""
    return _counted(AreaProvince.objects.filter(area__in=under_way().values("plan__area")))


def _counted(rows) -> dict[str, int]:
    return dict(
        rows.order_by().values("province").annotate(n=Count("area", distinct=True)).values_list("province", "n")
    )


def by_dimension() -> list[dict[str, Any]]:
    """How many designated areas have each Smart, most first, in one query."""
    keys = edition().dimension_keys
    rows = standing_designations().annotate(keys=Cast("dimensions", TextField()))
    found = rows.aggregate(**{key: Count("pk", filter=Q(keys__contains=f'"{key}"')) for key in keys})
    return sorted(({"key": key, "count": found[key]} for key in keys), key=lambda row: -row["count"])


@dataclass(frozen=True)
class Phase:
    """A phase of the programme: what is reached of its count, and every way to read that count."""

    id: str
    years: str
    value: int
    target: int
    unit: str
    readings: tuple[str, ...]
    open: bool


def phases(total: int) -> list[Phase]:
    """The three targets: designated areas among those named so far; the third is open to all, so all of them count."""
    of_target: dict[str, set[int]] = {}
    for provision, area in Target.objects.values_list("provision", "area"):
        of_target.setdefault(provision, set()).add(area)
    first, second, third = edition().targets
    named = of_target.get(first.id, set())
    both = named | of_target.get(second.id, set())
    done = set(standing_designations().filter(area__in=both).values_list("area", flat=True))
    return [_phase(first, len(done & named)), _phase(second, len(done)), _phase(third, total)]


def _phase(target, value: int) -> Phase:
    lang = language()
    chosen = next((one for one in target.readings if one.chosen), target.readings[0])
    years = " – ".join(str(year) if lang == "en" else str(year + BE_OFFSET) for year in target.years)
    return Phase(
        id=target.id,
        years=years.replace(" – ", "–"),
        value=value,
        target=chosen.areas or chosen.count or 0,
        unit="areas" if chosen.areas else "either",
        readings=tuple(one.text(lang) for one in target.readings),
        open=not any(one.chosen for one in target.readings),
    )
