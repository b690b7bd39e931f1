"""The plan's money and time as pictures with their tables: budget by Thai fiscal year, when each project runs."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from nakhara.look.charts import timeline_bars
from nakhara.look.charts.svg import width
from nakhara.stages.plan.models import Project
from nakhara.stages.plan.queries import total_of


def budget_chart(projects: Iterable[Project]) -> dict[str, object]:
    """Rows of money by fiscal year with the width of each bar, and the total."""
    by_year: dict[int, Decimal] = {}
    for project in projects:
        for row in project.money.all():
            by_year[row.fiscal_year] = by_year.get(row.fiscal_year, Decimal(0)) + row.baht
    most, total = max(by_year.values(), default=Decimal(0)), sum(by_year.values(), Decimal(0))
    rows = [
        {"year": year, "baht": baht, "bar": width(baht, most), "share": int(baht * 100), "whole": int(total * 100)}
        for year, baht in sorted(by_year.items())
    ]
    return {"budget": rows, "total": total}


def schedule(projects: Sequence[Project]) -> dict[str, object]:
    """When each dated project runs; nothing when none is dated."""
    dated = [one for one in projects if one.starts and one.ends]
    if not dated:
        return {"schedule": ""}
    first, last = min(one.starts for one in dated), max(one.ends for one in dated)
    if first == last:
        return {"schedule": ""}
    spans = [{"label": one.name, "start": one.starts, "end": one.ends, "key": one.dimension} for one in dated]
    return {"schedule": timeline_bars(spans, first, last)}


def with_totals(projects: Iterable[Project]) -> list[tuple[Project, Decimal]]:
    """Each project with all its money."""
    return [(one, total_of(one)) for one in projects]
