"""What every template may know about the reader's choices of display, read from cookies alone."""

from django.http import HttpRequest
from django.utils.translation import get_language

THEMES = ("light", "dark")


def preferences(request: HttpRequest) -> dict[str, dict[str, object]]:
    """The reader's theme ("" follows the system), Thai digits, language and whether single keys work."""
    theme = request.COOKIES.get("theme", "")
    return {
        "preferences": {
            "theme": theme if theme in THEMES else "",
            "thai_digits": request.COOKIES.get("digits") == "thai",
            "language": get_language() or "th",
            "keys": request.COOKIES.get("keys") != "off",
        }
    }
