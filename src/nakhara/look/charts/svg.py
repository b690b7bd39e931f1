"""What the charts share: lengths in percent, the redented square, safe joining."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Number = Fraction | Decimal | int | float
THRESHOLD = 70


def tenth(number: float) -> str:
    """A coordinate to one decimal."""
    return f"{number:.1f}"


def joined(parts: Iterable[SafeString]) -> SafeString:
    """Safe parts one after another."""
    return format_html_join("", "{}", ((part,) for part in parts))


def redented(x: float, y: float, half: float = 9, step: float = 2.6) -> str:
    """The path of a redented square about a point."""
    side = 2 * (half - step)
    return (
        f"M{x - half + step:.1f} {y - half:.1f}h{side:g}v{step:g}h{step:g}v{side:g}h-{step:g}v{step:g}"
        f"h-{side:g}v-{step:g}h-{step:g}v-{side:g}h{step:g}z"
    )


def width(part: Number, whole: Number) -> str:
    """A length as a percentage of the whole, between nothing and all of it."""
    return f"{max(0.0, min(100.0, 100 * float(part) / float(whole))) if whole else 0.0:.1f}%"


def tick(part: Number, whole: Number, last: float = 99.4) -> str:
    """Where a mark stands so that it stays inside."""
    return f"{min(last, 100 * float(part) / float(whole)) if whole else 0.0:.1f}%"


def coloured(key: str | None) -> SafeString:
    """The attribute that gives an element and what is in it the colour of a dimension."""
    return format_html(' data-s="{}"', key) if key else SafeString()


def fill(key: str | None) -> str:
    """The class of a bar: in the colour of its dimension, or in ink."""
    return "hue" if key else "fillb"
