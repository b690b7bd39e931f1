"""The sets of open data: what each holds, how it is counted, its columns, its rows (dates in CE, numbers exact)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nakhara.foundation.places.models import Province
from nakhara.look.wording import percent
from nakhara.registry.queries.home import applying_by_province, by_province
from nakhara.rulebook.loading import edition
from nakhara.rulebook.provision import plain
from nakhara.stages.designation.formats.record import record_of
from nakhara.stages.designation.models import Designation
from nakhara.stages.designation.queries import designations, marks_of, standing_of
from nakhara.stages.monitoring.models import Promise, Report
from nakhara.stages.review.models import Verdict


@dataclass(frozen=True)
class Dataset:
    """One set: its name in addresses, its title and method in words, its columns, and what reads its rows."""

    name: str
    title: str
    method: str
    columns: tuple[str, ...]
    rows: Callable[[], Iterator[dict[str, Any]]]


def designated() -> Iterator[dict[str, Any]]:
    """Every designation with what it is now."""
    for row in designations():
        told = record_of(row)
        yield {
            "number": row.number,
            "standing": standing_of(row.act),
            "area": told["area"]["name"],
            "area_en": told["area"].get("name_en", ""),
            "area_key": row.area.key,
            "provinces": told["area"]["provinces"],
            "owner": told["owner"]["name"],
            "dimensions": told["dimensions"],
            "designated_on": told["designated_on"],
            "zone_since": told["zone"]["since"],
            "resolution": told.get("resolution", {}).get("meeting", ""),
        }


def scores() -> Iterator[dict[str, Any]]:
    """The scores of every designated filing, exact and as shown."""
    numbers = dict(Designation.objects.order_by("year", "sequence").values_list("filing", "number"))
    verdicts = {row.filing_id: row for row in Verdict.objects.filter(filing__in=numbers)}
    for filing, number in numbers.items():
        for mark in marks_of(verdicts[filing]) if filing in verdicts else ():
            yield {
                "number": number,
                "part": mark.part,
                "percent": "" if mark.score is None else str(mark.score),
                "display": "" if mark.score is None else percent(mark.score),
                "required": str(mark.required),
                "met": mark.met,
            }


def provinces() -> Iterator[dict[str, Any]]:
    """The 77 provinces with what stands in each."""
    done, waiting = by_province(), applying_by_province()
    for row in Province.objects.order_by("code"):
        yield {
            "code": row.code,
            "iso": f"TH-{row.code}",
            "name": row.name_th,
            "name_en": row.name_en,
            "designated": done.get(row.code, 0),
            "applying": waiting.get(row.code, 0),
        }


def promises() -> Iterator[dict[str, Any]]:
    """The promises of designated areas."""
    for row in Promise.objects.select_related("designation").order_by("designation__number", "due", "id"):
        yield {
            "number": row.designation.number,
            "dimension": row.dimension,
            "promise": row.name,
            "due": row.due.isoformat(),
            "kept_on": row.kept_on.isoformat() if row.kept_on else "",
        }


def reports() -> Iterator[dict[str, Any]]:
    """The progress reports."""
    for row in Report.objects.select_related("designation").order_by("designation__number", "sequence"):
        yield {
            "number": row.designation.number,
            "report": row.sequence,
            "period_from": row.period_from.isoformat(),
            "period_to": row.period_to.isoformat(),
            "percent": row.percent,
            "reported_on": timezone.localdate(row.reported_at).isoformat(),
        }


def provisions() -> Iterator[dict[str, Any]]:
    """The law as this system has it, statement by statement."""
    for row in edition().provisions.values():
        yield {
            "id": row.id,
            "kind": row.kind,
            "official": row.official,
            "th": row.th,
            "en": row.en,
            "source": row.source,
            "values": [
                {"from": one.since.isoformat(), "value": plain(one.value), "source": one.source} for one in row.values
            ],
        }


DATASETS = {
    one.name: one
    for one in (
        Dataset(
            "designations",
            _("Designated areas"),
            _("One row for each number the steering committee has given, with what it is at the as-of time"),
            (
                *("number", "standing", "area", "area_en", "area_key", "provinces", "owner", "dimensions"),
                *("designated_on", "zone_since", "resolution"),
            ),
            designated,
        ),
        Dataset(
            "scores",
            _("Scores of designated areas"),
            _("One row for each Smart and one for the plan as a whole; exact fraction, and cut to two decimals"),
            ("number", "part", "percent", "display", "required", "met"),
            scores,
        ),
        Dataset(
            "provinces",
            _("Areas by province"),
            _("Designated areas in force and applications under way; an area in two provinces counts in both"),
            ("code", "iso", "name", "name_en", "designated", "applying"),
            provinces,
        ),
        Dataset(
            "promises",
            _("Promises of designated areas"),
            _("Milestones of the filed plans, and the day each was kept"),
            ("number", "dimension", "promise", "due", "kept_on"),
            promises,
        ),
        Dataset(
            "reports",
            _("Progress reports"),
            _("What owners have reported, period by period"),
            ("number", "report", "period_from", "period_to", "percent", "reported_on"),
            reports,
        ),
        Dataset(
            "provisions",
            _("The law, statement by statement"),
            _("Every provision of the edition, official or the project's own, with its dated values"),
            ("id", "kind", "official", "th", "en", "source", "values"),
            provisions,
        ),
    )
}
