"""Charts as SVG: geometry in attributes, colour in classes, the finding said in words (visual.md, 4 Charts).

Pure functions; a strict Content-Security-Policy holds. Put the same figures beside each chart as text or a table.
"""

from nakhara.look.charts.bars import bars, days_bar, gauge, sparkline, target_bar, timeline_bars
from nakhara.look.charts.flows import funnel, tiers
from nakhara.look.charts.radar import radar
from nakhara.look.charts.tiles import tile_legend, tile_map

__all__ = [
    "bars",
    "days_bar",
    "funnel",
    "gauge",
    "radar",
    "sparkline",
    "target_bar",
    "tiers",
    "tile_legend",
    "tile_map",
    "timeline_bars",
]
