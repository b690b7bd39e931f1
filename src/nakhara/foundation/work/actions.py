"""Ask for a job in the transaction that causes it; the worker runs it once that stands, and again if it fails."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

JOBS: dict[str, Callable[..., None]] = {}
REPEATED: dict[str, timedelta] = {}
TRIES = 12
KEPT = timedelta(days=30)


def register(name: str, run: Callable[..., None], *, every: timedelta | None = None) -> None:
    """Name a job; each app names its own in `AppConfig.ready()`. It may be run more than once.

    One that is to be run again and again (`every`) takes no arguments; the worker sees to it.
    """
    if name in JOBS:
        raise ValueError(f"two jobs are named {name}")
    JOBS[name] = run
    if every:
        REPEATED[name] = every


def ask(name: str, **arguments) -> None:
    """Ask for a registered job; `arguments` are JSON values. Rolled back with its cause."""
    if name not in JOBS:
        raise LookupError(f"no job is named {name}")
    run_job.enqueue(name, arguments)


@task()
def run_job(name: str, arguments: dict, tried: int = 0) -> None:
    """Run a registered job (in the worker); one that fails is asked for again, later each time."""
    try:
        JOBS[name](**arguments)
    except Exception:
        if tried + 1 < TRIES:
            run_job.using(run_after=timezone.now() + pause_after(tried + 1)).enqueue(name, arguments, tried + 1)
        elif name in REPEATED:
            _ask_once_more(name)
        raise
    if name in REPEATED:
        _ask_once_more(name)


def _ask_once_more(name: str) -> None:
    run_job.using(run_after=timezone.now() + REPEATED[name]).enqueue(name, {})


def ask_for_repeated() -> None:
    """Ask for each repeated job that does not wait already; from then on it asks for itself."""
    for name in REPEATED:
        waits = DBTaskResult.objects.filter(status=TaskResultStatus.READY, args_kwargs__args__0=name)
        if not waits.exists():
            run_job.enqueue(name, {})


def hand_back_jobs() -> None:
    """Make jobs ready again that a worker had in hand when it was killed: there is one worker, and it starts now."""
    DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).update(status=TaskResultStatus.READY, started_at=None)


def forget_finished() -> None:
    """Remove what is left of jobs that ended a month ago."""
    ended = [TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED]
    DBTaskResult.objects.filter(status__in=ended, finished_at__lt=timezone.now() - KEPT).delete()


def pause_after(tries: int) -> timedelta:
    """How long to wait after so many tries: one minute, then twice as long each time, at most six hours."""
    return min(timedelta(minutes=2 ** (tries - 1)), timedelta(hours=6))
