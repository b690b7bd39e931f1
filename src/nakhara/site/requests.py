"""One line of JSON for each request and each fault, tied together by a request id, with no personal data.

Addresses, names, queries and the texts of exceptions stay out: a line holds the route's pattern and the places in
the code.
"""

import json
import logging
import re
import secrets
import time
import traceback
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}")
logger = logging.getLogger("nakhara.requests")


def log_requests(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: give the request an id (the front's, if it sent one), answer with it, and log one line."""

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        # Left standing afterwards: Django logs refusals and faults once the middleware is through.
        REQUEST_ID.set(given if WELL_FORMED.fullmatch(given) else secrets.token_hex(8))
        started = time.perf_counter()
        response = get_response(request)
        response.headers["X-Request-ID"] = REQUEST_ID.get()
        logger.info("request", extra={"request_line": _line(request, response, started)})
        return response

    return middleware


def _line(request: HttpRequest, response: HttpResponse, started: float) -> dict[str, object]:
    match = request.resolver_match
    return {
        "method": request.method,
        "route": match.route if match else None,
        "status": response.status_code,
        "ms": round(1000 * (time.perf_counter() - started), 1),
    }


class LineFormatter(logging.Formatter):
    """A log record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request": REQUEST_ID.get(),
        }
        details = getattr(record, "request_line", None)
        line |= details if details else {"message": _message(record)}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["places"] = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(record.exc_info[2])]
        return json.dumps(line, ensure_ascii=False)


def _message(record: logging.LogRecord) -> str:
    """Django's own lines end in the path, whose keys and queries are nobody's business: keep what comes before."""
    text = record.getMessage()
    return text.partition(":")[0] if record.name.startswith("django.") else text
