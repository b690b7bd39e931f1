"""The worker at hand: what actions ask for is done at its moment in the story, not at the machine's."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db.models import F

from nakhara.foundation.notices.models import Notice
from nakhara.foundation.parties.actor import WORKER
from nakhara.foundation.work import actions
from nakhara.stages.designation.actions import make_certificate
from nakhara.stages.designation.models import Designation
from nakhara.stages.monitoring.actions import start_monitoring


class WorkerAtHand:
    """Takes the place of the task that the database's worker would find."""

    def __init__(self) -> None:
        self._asked: list[tuple[str, dict[str, Any]]] = []
        self._last_notice = Notice.objects.order_by("pk").values_list("pk", flat=True).last() or 0

    def enqueue(self, name: str, arguments: dict[str, Any]) -> None:
        """Hear what an action asks for."""
        self._asked.append((name, arguments))

    def work(self, at: datetime) -> None:
        """Do what was asked for, as if the worker had come at that moment."""
        asked, self._asked = self._asked, []
        for name, arguments in asked:
            if name in DONE:
                designation = Designation.objects.select_related("filing").get(key=arguments["designation"])
                DONE[name](by=WORKER, designation=designation, at=at)
        notices = Notice.objects.filter(pk__gt=self._last_notice, mailed_at=None)
        notices.update(mailed_at=F("at"))


DONE = {"designation.certificate": make_certificate, "monitoring.start": start_monitoring}


@contextmanager
def worker_at_hand() -> Iterator[WorkerAtHand]:
    """Hear what actions ask for; a thousand sample mails are counted as sent and go nowhere."""
    task, hearing = actions.run_job, WorkerAtHand()
    actions.run_job = hearing
    try:
        yield hearing
    finally:
        actions.run_job = task
