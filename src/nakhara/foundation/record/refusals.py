"""What an action says when it cannot be done: the reasons, and the version that came first."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """Why something is refused: a text that says the way out, and where it belongs."""

    text: str
    field: str | None = None
    provision: str | None = None
    link: str | None = None


class RefusedError(Exception):
    """The law or the state of the case does not allow this; carries every reason, not only the first."""

    def __init__(self, *reasons: Reason | str):
        self.reasons = tuple(r if isinstance(r, Reason) else Reason(r) for r in reasons)
        super().__init__("; ".join(str(r.text) for r in self.reasons))


class StaleError(Exception):
    """Somebody else saved first; `row` is what stands now, so that a page can show both texts."""

    def __init__(self, row):
        self.row = row
        super().__init__(f"{row._meta.label} {row.pk} changed since it was read")


class ReusedKeyError(Exception):
    """One idempotency key came with two different requests."""


def require(reasons: Iterable[Reason]) -> None:
    """Raise RefusedError with all the reasons, if there are any."""
    found = tuple(reasons)
    if found:
        raise RefusedError(*found)
