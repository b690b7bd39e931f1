"""How sign-in behaves here: nobody signs up, people are invited (enrolment); its mail leaves through the outbox."""

import secrets
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode

from nakhara.foundation.notices.actions import tell
from nakhara.foundation.parties.forms import SIGN_IN_ERRORS
from nakhara.foundation.parties.models import Person
from nakhara.foundation.parties.queries import posts_of
from nakhara.foundation.record import clock


class Adapter(DefaultAccountAdapter):
    """allauth's hooks, as this site wants them."""

    error_messages = DefaultAccountAdapter.error_messages | SIGN_IN_ERRORS

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: Person, **login) -> HttpResponse:
        """Who has several posts chooses one before going on."""
        response = super().post_login(request, user, **login)
        if len(posts_of(user, clock.now())) > 1:
            return HttpResponseRedirect(f"{reverse('parties:roles')}?{urlencode({'next': response.url})}")
        return response

    def set_password(self, user: Person, password: str) -> None:
        """A new password also lifts the limit that wrong tries with the old one had set."""
        super().set_password(user, password)
        self._delete_login_attempts_cached_email(self.request, email=user.email)

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Put a mail into the outbox: an address we know takes no longer to answer than one we do not."""

        def write() -> tuple[str, str]:
            subject, body = (
                render_to_string(f"{template_prefix}_{part}.txt", context) for part in ("subject", "message")
            )
            return subject.strip(), body.strip()

        link = context.get("link") or urlsplit(context.get("password_reset_url", "")).path
        tell([], write, link=link, email=email, dedupe=f"account:{secrets.token_hex(16)}", at=clock.now())
