"""The glyphs of the sprite `look/icons.svg`, drawn by us."""

from functools import cache

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString


@cache
def icon(name: str) -> SafeString:
    """A glyph, decorative; the words beside it say the same."""
    return format_html('<svg class="ico" aria-hidden="true"><use href="{}#{}"/></svg>', static("look/icons.svg"), name)
