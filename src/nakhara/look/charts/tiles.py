"""The tile map: one square a province; redented where the state has decided or all is done."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import SafeString

from nakhara.look.charts.svg import joined, redented
from nakhara.look.wording import language

TILES = Path(__file__).parent.parent / "data" / "tiles.toml"
STEP = 48
REDENTED = ("d", "q4")
Tile = tuple[str, object, str, str]


@cache
def tiles() -> dict[str, dict[str, object]]:
    """Where each province stands and how it is abbreviated, by its two-digit code."""
    return tomllib.loads(TILES.read_text("utf-8"))


def tile_map(values: Mapping[str, Tile], label: str, ident: str = "tile") -> SafeString:
    """A map of 77 provinces as links; `values` maps a code to (class, figure, href, title).

    Classes: `d` designated, `p` in progress, `q1` … `q4` shares rising to all, `na` not applicable, "" none.
    A figure of None or "" is left out; a province not in `values` is drawn plain and without a link.
    `ident` tells two maps on one page apart. Beside it belong a select that goes to a province, and a table.
    """
    return format_html(
        '<svg class="carto" viewBox="0 0 480 816" role="group" aria-label="{}">'
        '<defs><path id="{}" d="{}"/></defs>{}</svg>',
        label,
        ident,
        redented(0, 0, 22, 6),
        joined(_tile(spot, values.get(code), ident) for code, spot in tiles().items()),
    )


def _tile(spot: Mapping[str, object], value: Tile | None, ident: str) -> SafeString:
    x, y = (STEP * int(spot[side]) + STEP // 2 for side in "xy")
    name = spot["en" if language() == "en" else "th"]
    if value is None:
        return format_html('<g transform="translate({} {})"><rect/><text>{}</text></g>', x, y, name)
    kind, figure, href, title = value
    return format_html(
        '<a href="{}"{} transform="translate({} {})"><title>{}</title>{}<text>{}</text>{}</a>',
        href,
        format_html(' class="{}"', kind) if kind else "",
        x,
        y,
        title,
        format_html('<use href="#{}"/>', ident) if kind in REDENTED else SafeString("<rect/>"),
        name,
        "" if figure in (None, "") else format_html("<text>{}</text>", figure),
    )


def tile_legend(rows: Iterable[tuple[str, str]]) -> SafeString:
    """What the squares mean: pairs of class and words, drawn as on the map."""
    return format_html('<ul class="legend">{}</ul>', joined(_key(kind, words) for kind, words in rows))


def _key(kind: str, words: str) -> SafeString:
    shape = redented(11, 11, 10, 3) if kind in REDENTED else "M2 2h18v18H2z"
    return format_html(
        '<li><svg class="carto" viewBox="0 0 22 22" aria-hidden="true"><g class="{}"><path d="{}"/></g></svg>{}</li>',
        kind,
        shape,
        words,
    )
