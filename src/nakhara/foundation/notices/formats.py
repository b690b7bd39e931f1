"""A notice as the mail that goes out, in both languages under one Thai frame."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from nakhara.foundation.notices.models import Notice


@dataclass(frozen=True)
class Mail:
    """What is sent: to one address, or to nobody when the person has none."""

    to: str
    subject: str
    body: str


def mail_of(notice: Notice) -> Mail:
    """The mail of a notice."""
    with translation.override("th"):
        body = render_to_string("notices/mail.txt", {"notice": notice, "url": _url(notice)})
    to = notice.email or (notice.person.email if notice.person else "") or ""
    return Mail(to, f"{notice.subject_th} / {notice.subject_en}", body)


def _url(notice: Notice) -> str:
    return settings.ORIGIN.url.rstrip("/") + notice.link if notice.link else ""
