"""HTML as a test compares it: what a browser makes nothing of is taken out."""

import re

_TAG = re.compile(r"<(?:\"[^\"]*\"|'[^']*'|[^'\">])*>")


def flat(html: str) -> str:
    """The markup without line breaks, and one space between the attributes of a tag."""
    lines = _TAG.sub(lambda tag: re.sub(r"\s+", " ", tag[0]).replace(" >", ">"), html).splitlines()
    return "".join(line.strip() for line in lines)
