"""How far the targets are reached, in every reading of their counts; which target areas have begun (target-*)."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from nakhara.foundation.parties.models import Organisation
from nakhara.foundation.parties.queries import leads_of
from nakhara.foundation.places.models import Area, AreaProvince
from nakhara.foundation.places.queries import overlaps_of
from nakhara.programme.models import Target
from nakhara.rulebook.loading import edition
from nakhara.rulebook.targets import Reading
from nakhara.rulebook.targets import Target as Phase
from nakhara.stages.application.models import Filing
from nakhara.stages.designation.queries import IN_FORCE, designations, standing_of
from nakhara.stages.plan.models import Plan

DESIGNATED, FILED, PLANNED, NONE = "designated", "filed", "planned", "none"


@dataclass(frozen=True)
class Measure:
    """One count of a target and what is reached of it."""

    label: str
    value: int
    target: int


@dataclass(frozen=True)
class Read:
    """A phase in one reading: against which counts, and how far they are reached."""

    reading: Reading
    measures: list[Measure]


@dataclass(frozen=True)
class PhaseProgress:
    """A phase of the programme in all its readings."""

    phase: Phase
    reads: list[Read]


@dataclass(frozen=True)
class Row:
    """A target area, its state, who owns it and its number if it is designated."""

    target: Target
    state: str
    owner: Organisation | None
    number: str


def designated_areas() -> dict[int, str]:
    """The areas designated and in force now, each with its number."""
    rows = designations().values_list("area", "number", "act")
    return {area: number for area, number, act in rows if standing_of(act) == IN_FORCE}


def phases() -> list[PhaseProgress]:
    """The three phases, each reading measured against the designations in force."""
    done = designated_areas()
    provinces: dict[int, set[str]] = {}
    for area, code in AreaProvince.objects.filter(area__in=done).values_list("area", "province"):
        provinces.setdefault(area, set()).add(code)
    of_phase: dict[str, set[int]] = {}
    for provision, area in Target.objects.values_list("provision", "area"):
        of_phase.setdefault(provision, set()).add(area)
    found, before = [], set()
    for phase in edition().targets:
        own = of_phase.get(phase.id, set())
        reads = [Read(one, _measures(one, _counted(one, own, before, done), provinces)) for one in phase.readings]
        found.append(PhaseProgress(phase, reads))
        before = before | own
    return found


def _counted(reading: Reading, own: set[int], before: set[int], done: dict[int, str]) -> set[int]:
    """The designated areas that count toward a reading: of the City Challenge nothing is named, so every one counts."""
    if reading.count is not None:
        return set(done)
    meant = own | before if reading.key == "cumulative" else own
    return meant & set(done)


def _measures(reading: Reading, areas: set[int], provinces: dict[int, set[str]]) -> list[Measure]:
    covered = set().union(*(provinces.get(area, set()) for area in areas))
    if reading.count is not None:
        return [
            Measure(_("counted as areas"), len(areas), reading.count),
            Measure(_("counted as provinces"), len(covered), reading.count),
        ]
    return [
        Measure(_("areas"), len(areas), reading.areas or 0),
        Measure(_("provinces"), len(covered), reading.provinces or 0),
    ]


def target_rows(province: str = "") -> list[Row]:
    """The target areas in the order of the annex, each with how far it has come."""
    rows = Target.objects.select_related("area").prefetch_related("area__provinces").order_by("order")
    targets = list(rows.filter(area__provinces=province) if province else rows)
    areas = [target.area_id for target in targets]
    done, owners = designated_areas(), leads_of(areas)
    filings = Filing.objects.filter(application__plan__area__in=areas)
    filed = set(filings.values_list("application__plan__area", flat=True))
    planned = set(Plan.objects.filter(area__in=areas).values_list("area", flat=True))
    return [
        Row(one, _state(one.area_id, done, filed, planned), owners.get(one.area_id), done.get(one.area_id, ""))
        for one in targets
    ]


def _state(area: int, done: dict[int, str], filed: set[int], planned: set[int]) -> str:
    if area in done:
        return DESIGNATED
    return FILED if area in filed else PLANNED if area in planned else NONE


def states() -> dict[str, str]:
    """How the states of a target area are called."""
    return {
        DESIGNATED: _("designated"),
        FILED: _("application filed"),
        PLANNED: _("plan begun"),
        NONE: _("not begun"),
    }


def counts_of(rows: list[Row]) -> dict[str, int]:
    """How many target areas stand in each state."""
    found = Counter(row.state for row in rows)
    return {state: found[state] for state in states()}


def overlapping(rows: list[Row]) -> dict[int, list[Area]]:
    """The areas that share ground with each target area, by target id."""
    covers = {entry["key"] for entry in _entries() if "covers_th" in entry}
    found: dict[int, list[Area]] = {}
    for row in rows:
        if row.target.slug in covers:
            for other in overlaps_of(row.target.area):
                found.setdefault(row.target.area_id, []).append(other)
                found.setdefault(other.pk, []).append(row.target.area)
    return {row.target.pk: found[row.target.area_id] for row in rows if row.target.area_id in found}


def _entries() -> list[dict]:
    return [entry for one in edition().section("target").values() for entry in one.details.get("areas", ())]
