"""Ask for a job in the transaction that causes it; the worker runs it once that has committed."""

from collections.abc import Callable

from django_tasks import task

JOBS: dict[str, Callable[..., None]] = {}


def register(name: str, run: Callable[..., None]) -> None:
    """Name a job; each app names its own in `AppConfig.ready()`."""
    if name in JOBS:
        raise ValueError(f"two jobs are named {name}")
    JOBS[name] = run


def ask(name: str, **arguments) -> None:
    """Ask for a registered job; `arguments` are JSON values. Rolled back with its cause."""
    if name not in JOBS:
        raise LookupError(f"no job is named {name}")
    run_job.enqueue(name, arguments)


@task()
def run_job(name: str, arguments: dict) -> None:
    """Run a registered job (in the worker)."""
    JOBS[name](**arguments)
