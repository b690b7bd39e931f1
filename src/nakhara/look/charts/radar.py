"""The radar of seven Smarts (guideline-2/dimension-score); beside it stands its table."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import cos, pi, sin

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from nakhara.look.charts.svg import THRESHOLD, Number, joined, redented, tenth
from nakhara.look.wording import percent, smart_name

AXES = ("environment", "living", "people", "energy", "mobility", "economy", "governance")
CENTRE = (200.0, 166.0)
RADIUS = 118.0


def _on_axis(axis: int, reach: Number) -> tuple[float, float]:
    """The point at `reach` percent of an axis; the first points north, the rest follow clockwise."""
    angle = 2 * pi * axis / len(AXES) - pi / 2
    away = RADIUS * float(reach) / 100
    return CENTRE[0] + away * cos(angle), CENTRE[1] + away * sin(angle)


def _polygon(kind: str, reaches: Sequence[Number]) -> SafeString:
    points = (_on_axis(axis, reach) for axis, reach in enumerate(reaches))
    return format_html('<polygon class="{}" points="{}"/>', kind, " ".join(f"{x:.1f},{y:.1f}" for x, y in points))


def radar(scores: Mapping[str, Fraction | None], claimed: Iterable[str]) -> SafeString:
    """Seven axes, a ring at 70, spokes where a claimed dimension has a score; elsewhere the area is at the centre."""
    chosen = set(claimed)
    known = {key: value for key, value in scores.items() if key in chosen and value is not None}
    said = " ".join(f"{smart_name(key)} {percent(known[key])}" for key in AXES if key in known)
    area = [known.get(key, 0) for key in AXES]
    return format_html(
        '<svg class="radar" viewBox="0 0 400 340" role="img" aria-label="{}">{}{}{}{}{}{}</svg>',
        _("Scores by Smart: %(scores)s. The dashed line is the threshold of 70.") % {"scores": said or "–"},
        joined(_polygon("ring", [reach] * 7) for reach in (25, 50, 100)),
        joined(_axis(axis, key in chosen) for axis, key in enumerate(AXES)),
        _polygon("area", area),
        _polygon("thr", [THRESHOLD] * 7),
        joined(_spoke(axis, key, known[key]) for axis, key in enumerate(AXES) if key in known),
        joined(_axis_words(axis, key, key in chosen, known.get(key)) for axis, key in enumerate(AXES)),
    )


def _axis(axis: int, chosen: bool) -> SafeString:
    x, y = _on_axis(axis, 100)
    kind = "axis" if chosen else "axis off"
    return format_html('<line class="{}" x1="200" y1="166" x2="{}" y2="{}"/>', kind, tenth(x), tenth(y))


def _spoke(axis: int, key: str, score: Fraction) -> SafeString:
    x, y = _on_axis(axis, score)
    return format_html(
        '<g data-s="{}"><line class="spoke" x1="200" y1="166" x2="{}" y2="{}"/><path class="pt" d="{}"/></g>',
        key,
        tenth(x),
        tenth(y),
        redented(x, y),
    )


def _axis_words(axis: int, key: str, chosen: bool, score: Fraction | None) -> SafeString:
    x, y = _on_axis(axis, 116)
    y += -14 if axis == 0 else 6 if axis in (3, 4) else 2
    anchor = "middle" if axis == 0 else "start" if axis < 4 else "end"
    below = percent(score) if score is not None else "–" if chosen else _("not chosen")
    kind, dy = ("", 18) if chosen else ("m", 17)
    return format_html(
        '<text class="{}" text-anchor="{}" x="{}" y="{}">{}<tspan class="{}" x="{}" dy="{}">{}</tspan></text>',
        kind,
        anchor,
        tenth(x),
        tenth(y),
        smart_name(key),
        "v" if chosen else "",
        tenth(x),
        dy,
        below,
    )
