"""Bars and lines: a score, a target, days waited, counts, a trend, spans of time."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import TypedDict

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from nakhara.look.charts.svg import THRESHOLD, Number, coloured, fill, joined, tenth, tick, width
from nakhara.look.icons import icon
from nakhara.look.wording import official_name, percent, short_date


class Bar(TypedDict, total=False):
    """A row of `bars`: `count` and either `key` of a dimension or `label`; `url` makes the name a link."""

    key: str
    label: str
    count: int
    url: str


class Span(TypedDict, total=False):
    """A row of `timeline_bars`: `label`, the days `start` and `end`, `key` of a dimension for its colour."""

    label: str
    start: date
    end: date
    key: str


def gauge(value: Fraction | None, threshold: Number = THRESHOLD, key: str | None = None) -> SafeString:
    """A score out of 100 as a bar with a tick at the threshold, in the colour of a dimension or in ink."""
    said = percent(value) if value is not None else "–"
    return format_html(
        '<svg class="gauge"{} role="img" aria-label="{}"><rect class="track" y="3" width="100%" height="10"/>'
        '<rect class="{}" y="3" width="{}" height="10"/><rect class="tick" x="{}" width="3" height="16"/></svg>',
        coloured(key),
        _("Score %(score)s, threshold %(threshold)s") % {"score": said, "threshold": percent(threshold)},
        fill(key),
        width(value or 0, 100),
        tick(threshold, 100),
    )


def target_bar(value: int, target: int, scale: int) -> SafeString:
    """What is reached against one target, on a scale that bars share; `look/_target.html` puts words to it."""
    return format_html(
        '<svg role="img" aria-label="{}"><rect class="track" y="2" width="100%" height="10"/>'
        '<rect class="fillb" y="2" width="{}" height="10"/><rect class="tick" x="{}" width="3" height="14"/></svg>',
        _("Reached %(value)s of the target of %(target)s") % {"value": f"{value:,}", "target": f"{target:,}"},
        width(value, scale),
        tick(target, scale),
    )


def days_bar(days: int, limit: int) -> SafeString:
    """Days waited against the days allowed; the tick in the middle is the limit, past it the bar is red."""
    return format_html(
        '<svg role="img" aria-label="{}"><rect class="track" width="100%" height="6"/>'
        '<rect class="{}" width="{}" height="6"/><rect class="tick" x="50%" width="2" height="6"/></svg>',
        _("%(days)s of %(limit)s days") % {"days": days, "limit": limit},
        "badf" if days > limit else "fillb",
        width(days, 2 * limit),
    )


def bars(rows: Sequence[Bar]) -> SafeString:
    """One bar a row against the largest: how many chose each dimension, or any other count."""
    most = max((row["count"] for row in rows), default=0)
    return format_html('<ul class="dist">{}</ul>', joined(_bar(row, most) for row in rows))


def _bar(row: Bar, most: int) -> SafeString:
    key = row.get("key", "")
    name = format_html("<span>{}</span>", row.get("label") or official_name(key))
    if key:
        name = format_html('<span class="smart">{}{}</span>', icon(key), name)
    if row.get("url"):
        name = format_html('<a href="{}">{}</a>', row["url"], name)
    return format_html(
        '<li{}>{}<svg aria-hidden="true"><rect class="track" width="100%" height="10"/>'
        '<rect class="{}" width="{}" height="10"/></svg><b>{}</b></li>',
        coloured(key),
        name,
        fill(key),
        width(row["count"], most),
        f"{row['count']:,}",
    )


def sparkline(values: Sequence[Number], target: Number | None = None, label: str = "") -> SafeString:
    """Six or more points with a dashed target, each drawn between the least and the greatest of all."""
    heights = [*values, *([] if target is None else [target])]
    low, high = min(heights), max(heights)
    points = [
        (4 + 112 * place / max(1, len(values) - 1), _height(value, low, high)) for place, value in enumerate(values)
    ]
    line = "" if target is None else f"{_height(target, low, high):.1f}"
    return format_html(
        '<svg class="spark" viewBox="0 0 120 32" role="img" aria-label="{}">{}<polyline points="{}"/>'
        '<circle cx="{}" cy="{}" r="4"/></svg>',
        _spark_words(values, target, label),
        format_html('<line x1="0" x2="120" y1="{0}" y2="{0}"/>', line) if line else "",
        " ".join(f"{x:.1f},{y:.1f}" for x, y in points),
        *map(tenth, points[-1]),
    )


def _height(value: Number, low: Number, high: Number) -> float:
    return 16.0 if high == low else 28 - 24 * float(value - low) / float(high - low)


def _spark_words(values: Sequence[Number], target: Number | None, label: str) -> str:
    said = {"count": len(values), "first": values[0], "last": values[-1], "target": target}
    words = _("%(count)s points, from %(first)s to %(last)s") % said
    if target is not None:
        words += _(", target %(target)s") % said
    return f"{label} {words}".strip()


def timeline_bars(rows: Sequence[Span], first: date, last: date) -> SafeString:
    """When each project runs, between two days; a tick at the start of each Thai fiscal year, 1 October."""
    length = (last - first).days
    years = [date(year, 10, 1) for year in range(first.year, last.year + 1)]
    ticks = joined(
        format_html('<rect class="year" x="{}" width="1" height="16"/>', width((day - first).days, length))
        for day in years
        if first < day < last
    )
    return format_html('<ul class="dist spans">{}</ul>', joined(_span(row, first, length, ticks) for row in rows))


def _span(row: Span, first: date, length: int, ticks: SafeString) -> SafeString:
    start, end = (min(length, max(0, (row[side] - first).days)) for side in ("start", "end"))
    key = row.get("key")
    return format_html(
        '<li{}><span>{}</span><svg role="img" aria-label="{}"><rect class="track" y="3" width="100%" height="10"/>{}'
        '<rect class="{}" x="{}" y="3" width="{}" height="10"/></svg></li>',
        coloured(key),
        row["label"],
        f"{short_date(row['start'])} – {short_date(row['end'])}",
        ticks,
        fill(key),
        width(start, length),
        width(max(end - start, length / 100), length),
    )
