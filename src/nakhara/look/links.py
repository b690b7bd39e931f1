"""Where a page of a later room stands: an earlier room asks by kind and key, the later one says, or nobody does.

Filled in the later app's `AppConfig.ready()`; a test lists the kinds.
"""

from collections.abc import Callable

LINKS: dict[str, Callable[[str], str]] = {}


def register(kind: str, address: Callable[[str], str]) -> None:
    """Say where things of a kind are shown, by their key."""
    if kind in LINKS:
        raise ValueError(f"two rooms show {kind}")
    LINKS[kind] = address


def link(kind: str, key: str = "") -> str:
    """The address of the page that shows a thing; empty while no room does."""
    return LINKS[kind](key) if kind in LINKS else ""
