"""Ask for a job in the transaction that causes it; the worker runs it once that stands, and again if it fails."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from django_tasks import task

JOBS: dict[str, Callable[..., None]] = {}
TRIES = 12


def register(name: str, run: Callable[..., None]) -> None:
    """Name a job; each app names its own in `AppConfig.ready()`. It may be run more than once."""
    if name in JOBS:
        raise ValueError(f"two jobs are named {name}")
    JOBS[name] = run


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
        raise


def pause_after(tries: int) -> timedelta:
    """How long to wait after so many tries: one minute, then twice as long each time, at most six hours."""
    return min(timedelta(minutes=2 ** (tries - 1)), timedelta(hours=6))
