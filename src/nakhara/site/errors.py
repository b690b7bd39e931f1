"""What a visitor sees when a page cannot be had: what happened, why, and what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

from nakhara.foundation.parties.may import NotAllowedError
from nakhara.foundation.record.refusals import RefusedError, ReusedKeyError, StaleError


def bad_request(request: HttpRequest, exception=None) -> HttpResponse:
    """400."""
    return render(request, "site/refused.html", {"code": 400}, status=400)


def forbidden(request: HttpRequest, exception=None) -> HttpResponse:
    """403: signed in, sees the thing, but may not take this step."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception=None) -> HttpResponse:
    """404: missing, or not for this reader; nothing in the page tells which."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, written without context processors, which may be what failed."""
    return HttpResponse(loader.get_template("500.html").render({}), status=500)


class RefusalMiddleware:
    """Turns what an action raises into its page, where the view did not put it on a form."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotAllowedError):
            return _refused(request, 403, conflict=True) if exception.conflict else forbidden(request)
        if isinstance(exception, StaleError):
            return render(request, "409.html", {"retry_url": request.path}, status=409)
        if isinstance(exception, RefusedError):
            return _refused(request, 409, reasons=exception.reasons)
        if isinstance(exception, ReusedKeyError):
            return _refused(request, 422, reused=True)
        return None


def _refused(request: HttpRequest, code: int, **why) -> HttpResponse:
    return render(request, "site/refused.html", {"code": code, **why}, status=code)
