"""The two addresses that a supervisor or a front asks: is the process alive, and may it be sent work?"""

import shutil
import threading
import time
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

LEAST_FREE_SHARE = 0.05
KEPT = 5  # seconds


def answer_probes(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: answer `/healthz` and `/readyz` before hosts, sessions or languages are looked at."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path_info == "/healthz":
            return JsonResponse({"status": "ok"})
        if request.path_info == "/readyz":
            return READINESS.answer()
        return get_response(request)

    return middleware


class Readiness:
    """The answer to `/readyz`, found anew at most every few seconds, however many ask."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        self.until, self.checks = 0.0, dict[str, bool]()

    def answer(self) -> JsonResponse:
        with self.lock:
            if time.monotonic() >= self.until:
                self.checks = _checks()
                self.until = time.monotonic() + KEPT
            checks = self.checks
        ready = all(checks.values())
        said = {name: "ok" if holds else "failed" for name, holds in checks.items()}
        return JsonResponse({"status": "ok" if ready else "unavailable", **said}, status=200 if ready else 503)


def _checks() -> dict[str, bool]:
    return {"database": database_writes(), "disk": disk_has_room(), "migrations": not pending_migrations()}


READINESS = Readiness()


def database_writes() -> bool:
    """Whether a row can be written and read back."""
    try:
        cache.set("readiness", "written", timeout=60)
        return cache.get("readiness") == "written"
    except DatabaseError:
        return False


def disk_has_room() -> bool:
    """Whether the disk of the data directory has its last twentieth free."""
    usage = shutil.disk_usage(settings.DATA.path)
    return usage.free >= LEAST_FREE_SHARE * usage.total


def pending_migrations() -> list[str]:
    """Names of the migrations that this code has and the database has not."""
    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return ["?"]
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]
