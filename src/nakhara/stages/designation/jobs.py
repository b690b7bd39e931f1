"""Work that the worker does for designations."""

from nakhara.foundation.parties.actor import WORKER
from nakhara.foundation.record import clock
from nakhara.stages.designation.actions import make_certificate
from nakhara.stages.designation.queries import designations


def certificate(designation: str) -> None:
    """Draw the certificate of a designation and keep it."""
    make_certificate(by=WORKER, designation=designations().get(key=designation), at=clock.now())
