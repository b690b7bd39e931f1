"""What a reader prefers, kept in cookies: language, Thai digits, light or dark."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from nakhara.foundation.parties.gate import PUBLIC, gate

CHOICES = {
    "language": {code for code, _ in settings.LANGUAGES},
    "digits": {"thai", "arabic"},
    "theme": {"light", "dark", "system"},
    "keys": {"on", "off"},
}
A_YEAR = 365 * 86400


@gate(PUBLIC)
@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """Keep the preferences that were sent and go back to the page they were sent from."""
    response = HttpResponseRedirect(_back(request))
    for name, allowed in CHOICES.items():
        value = request.POST.get(name)
        if value in allowed:
            response.set_cookie(
                name,
                value,
                max_age=A_YEAR,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
            )
    return response


def _back(request: HttpRequest) -> str:
    target = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if safe else "/"
