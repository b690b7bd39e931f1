"""Things on their way: a letter down the tiers of offices, cases through the stages."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TypedDict

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from nakhara.look.charts.svg import joined, redented, tenth
from nakhara.look.wording import share

NARROWEST = 16


class Tier(TypedDict, total=False):
    """A row of `tiers`: `name`, how many of `total` have `received`, and a `note`."""

    name: str
    received: int
    total: int
    note: str


class Stage(TypedDict, total=False):
    """A row of `funnel`: `label`, `count`, `url`, `note`, `late` (the note warns), `current`, `apart` (a total)."""

    label: str
    count: int
    url: str
    note: str
    late: bool
    current: bool
    apart: bool


def tiers(rows: Sequence[Tier]) -> SafeString:
    """Who has a letter, tier by tier: filled is received, dashed missing. Lengths are not to scale; say so beneath."""
    steps = max(1, len(rows) - 1)
    widths = [NARROWEST + (100 - NARROWEST) * (place / steps) ** 1.6 for place in range(len(rows))]
    below = [*widths, 0][1:]
    drawn = (_tier(row, width, wider) for row, width, wider in zip(rows, widths, below, strict=bool(rows)))
    return format_html('<ol class="tiers">{}</ol>', joined(drawn))


def _tier(row: Tier, width: float, below: float) -> SafeString:
    filled = width * row["received"] / row["total"] if row["total"] else 0
    said = _("%(received)s of %(total)s") % {"received": f"{row['received']:,}", "total": f"{row['total']:,}"}
    missing = format_html(
        '<rect class="gap" x="{}%" y="1" width="{}%" height="18"/>', tenth(filled), tenth(width - filled)
    )
    flow = format_html(
        '<svg class="flow" viewBox="0 0 100 34" preserveAspectRatio="none" aria-hidden="true">'
        '<path d="M0 0H{}L{} 34H0z"/></svg>',
        tenth(filled),
        tenth(below),
    )
    return format_html(
        '<li><div><strong>{}</strong><span class="soft t-s">{}</span><span class="push nb"><b>{}%</b> '
        '<span class="soft t-s">{}</span></span></div>'
        '<svg aria-hidden="true"><rect class="fillb" width="{}%" height="20"/>{}</svg>{}</li>',
        row["name"],
        row.get("note", ""),
        share(row["received"], row["total"]),
        said,
        tenth(filled),
        missing if width - filled > 0.05 else "",
        flow if below else "",
    )


def funnel(rows: Sequence[Stage]) -> SafeString:
    """Stages as links that filter a list; a trapezoid narrows from this stage to the next, a total stands apart."""
    counts = [row["count"] for row in rows if not row.get("apart")]
    most = max(counts, default=0) or 1
    heights = [max(1.5, 26 * count / most) for count in counts]
    shapes = iter([*pairwise([*heights, heights[-1]])] if heights else [])
    return format_html(
        '<nav class="funnel" aria-label="{}">{}</nav>',
        _("Stages"),
        joined(_stage(row, None if row.get("apart") else next(shapes)) for row in rows),
    )


def _stage(row: Stage, heights: tuple[float, float] | None) -> SafeString:
    return format_html(
        '<a href="{}"{}><b>{}</b>{}{}<small{}>{}</small></a>',
        row["url"],
        SafeString(' aria-current="true"') if row.get("current") else "",
        f"{row['count']:,}",
        row["label"],
        _trapezoid(*heights) if heights else _square(),
        SafeString(' class="late"') if row.get("late") else "",
        row.get("note", ""),
    )


def _trapezoid(here: float, there: float) -> SafeString:
    return format_html(
        '<svg viewBox="0 0 100 26" preserveAspectRatio="none" aria-hidden="true">'
        '<path class="fillb" d="M0 {}L100 {}V{}L0 {}z"/></svg>',
        tenth(13 - here / 2),
        tenth(13 - there / 2),
        tenth(13 + there / 2),
        tenth(13 + here / 2),
    )


def _square() -> SafeString:
    return format_html(
        '<svg viewBox="0 0 100 26" preserveAspectRatio="xMinYMid" aria-hidden="true">'
        '<path class="fillb" d="{}"/></svg>',
        redented(13, 13, 12, 3.5),
    )
