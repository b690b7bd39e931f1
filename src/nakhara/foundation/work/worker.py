"""The process that runs the jobs which actions asked for."""

import sys
from types import FrameType

from django_tasks_db.management.commands.db_worker import Worker as DatabaseWorker

from nakhara.foundation.work.actions import ask_for_repeated, hand_back_jobs


class Worker(DatabaseWorker):
    """django-tasks' worker, for which being told twice to stop is the same as once."""

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        # Ctrl-C reaches the whole group and then the first process tells us too: a job in hand is still finished.
        self.running = False
        if not self.running_task:
            sys.exit(0)


def run_worker() -> None:
    """Run jobs until told to stop."""
    worker = _worker(batch=False)
    worker.configure_signals()
    hand_back_jobs()
    ask_for_repeated()
    worker.run()


def run_waiting_jobs() -> None:
    """Run the jobs that wait now, in this process, and return."""
    _worker(batch=True).run()


def _worker(*, batch: bool) -> Worker:
    return Worker(
        queue_names=["default"],
        interval=0.5,
        batch=batch,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="worker",
        excluded_queue_names=[],
    )
