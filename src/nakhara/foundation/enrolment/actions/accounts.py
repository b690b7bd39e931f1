"""An account for whoever can read an address's mail: a link that says nothing of the address, one at a time."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from nakhara.foundation.enrolment.models import AccountLink
from nakhara.foundation.enrolment.queries import open_link
from nakhara.foundation.notices.actions import tell
from nakhara.foundation.parties.actions import register_person
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.models import Person
from nakhara.foundation.record.refusals import RefusedError

# What follows of itself once a link was opened or a letter accepted.
ENROLMENT = Actor(system="enrolment")
LINK_LASTS = timedelta(days=3)
SENT_AGAIN_AFTER = timedelta(minutes=5)


@transaction.atomic
def ask_for_account(*, email: str, at: datetime) -> None:
    """Mail a link that opens an account; an address that has one is told so by mail, never on the page.

    Asked again, the same link goes out again, but not within a few minutes: nobody's mailbox is filled from here.
    """
    email = email.lower()
    AccountLink.objects.filter(until__lte=at).delete()
    fresh = {"token": secrets.token_urlsafe(32), "sent_at": at, "until": at + LINK_LASTS}
    link, new = AccountLink.objects.get_or_create(email=email, defaults=fresh)
    due = AccountLink.objects.filter(pk=link.pk, sent_at__lte=at - SENT_AGAIN_AFTER)
    if new or due.update(sent_at=at):
        _send(link, at)


def _send(link: AccountLink, at: datetime) -> None:
    known = Person.objects.filter(email=link.email).exists()
    address = reverse("account_login") if known else reverse("enrolment:open-account", args=[link.token])

    def write() -> tuple[str, str]:
        if known:
            return _("You have an account already"), _(
                "Sign in with this address; a forgotten password is set anew there"
            )
        return _("Open your account"), _("The link opens an account for this address and lasts 3 days")

    tell([], write, link=address, dedupe=f"account:{secrets.token_hex(8)}", at=at, email=link.email)


@transaction.atomic
def open_account(*, token: str, name_th: str, name_en: str = "", password: str, at: datetime) -> Person:
    """Open an account for the address that a mailed link stands for; the link opens nothing more."""
    link = open_link(token, at)
    used = link is not None and AccountLink.objects.filter(pk=link.pk).delete()[0]
    if link is None or not used:
        raise RefusedError(_("This link was used, is too old or was cut: ask for a new one"))
    names = {"name_th": name_th, "name_en": name_en}
    return register_person(by=ENROLMENT, email=link.email, password=password, at=at, **names)
