"""Work that the worker does for monitoring."""

from nakhara.foundation.parties.actor import WORKER
from nakhara.foundation.record import clock
from nakhara.stages.designation.models import Designation
from nakhara.stages.monitoring.actions import start_monitoring


def start(designation: str) -> None:
    """Begin to watch the promises of a new designation."""
    found = Designation.objects.select_related("filing").get(key=designation)
    start_monitoring(by=WORKER, designation=found, at=clock.now())
