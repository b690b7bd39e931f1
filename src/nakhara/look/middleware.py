"""Thai digits for readers who chose them: in the text of pages only, never in attributes, inputs, code or raw parts."""

import re
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from nakhara.rulebook import thai

# One pass: what is skipped whole, tags, character references, and last the digits themselves.
_PIECES = re.compile(
    r"<!--.*?-->"
    r"|<(?P<whole>script|style|textarea)\b.*?</(?P=whole)\s*>"
    r"|<(?P<close>/?)(?P<name>[a-zA-Z][\w:-]*)(?P<attributes>(?:\"[^\"]*\"|'[^']*'|[^'\">])*+)>"
    r"|&\#?\w+;"
    r"|(?P<digits>[0-9]+)",
    re.DOTALL | re.IGNORECASE,
)
_RAW_NAMES = frozenset({"code", "kbd", "pre", "samp"})
_RAW_ATTRIBUTES = re.compile(
    r"""\sdata-raw(?=[\s=/]|$)|\sclass=(?:"[^"]*(?<![\w-])mono(?![\w-])|'[^']*(?<![\w-])mono(?![\w-])|mono(?![\w-]))"""
)
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)


def with_thai_digits(html: str) -> str:
    """The page with Thai digits in its text; raw are `[data-raw]`, `.mono`, code, scripts, inputs, attributes."""
    raw_name, depth = "", 0

    def piece(found: re.Match[str]) -> str:
        nonlocal raw_name, depth
        if found["digits"]:
            return found[0] if depth else thai.to_thai_digits(found[0])
        if found["name"]:
            name = found["name"].lower()
            if depth:
                if name == raw_name and not _alone(name, found):
                    depth += -1 if found["close"] else 1
            elif not found["close"] and _starts_raw(name, found):
                raw_name, depth = name, 1
        return found[0]

    return _PIECES.sub(piece, html)


def _alone(name: str, tag: re.Match[str]) -> bool:
    return name in _VOID or tag["attributes"].endswith("/")


def _starts_raw(name: str, tag: re.Match[str]) -> bool:
    marked = name in _RAW_NAMES or _RAW_ATTRIBUTES.search(tag["attributes"])
    return bool(marked) and not _alone(name, tag)


class ThaiDigitsMiddleware:
    """Writes Thai digits into HTML answers when the cookie `digits` is `thai`; stands inside compression."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, its digits changed when that was chosen."""
        response = self.get_response(request)
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            return response
        patch_vary_headers(response, ["Cookie"])
        if request.COOKIES.get("digits") == "thai" and not response.streaming and "Content-Encoding" not in response:
            response.content = with_thai_digits(response.content.decode(response.charset)).encode(response.charset)
            if "Content-Length" in response:
                response["Content-Length"] = str(len(response.content))
        return response
