"""Work of documents for the worker."""

from nakhara.foundation.documents.actions import collect_orphans
from nakhara.foundation.record import clock


def collect() -> None:
    """Remove what nothing has cited for an hour (asked for every hour)."""
    collect_orphans(at=clock.now())
