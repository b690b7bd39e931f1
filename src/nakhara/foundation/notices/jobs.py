"""Mail what has been told: each notice at least once, and not again once it is marked; what fails is tried later."""

import logging

from django.core.mail import EmailMessage

from nakhara.foundation.notices.actions import mark_mailed
from nakhara.foundation.notices.formats import mail_of
from nakhara.foundation.notices.models import Notice
from nakhara.foundation.notices.queries import waiting_for_mail
from nakhara.foundation.record import clock

logger = logging.getLogger(__name__)


class NotMailedError(Exception):
    """Some notices could not be mailed; the work room asks for the job again."""


def mail() -> None:
    """Send the notices that wait; one that fails does not hold up the others."""
    # no transaction round this: a mail server may take its time, and the database has one writer
    failed = [notice.key for notice in waiting_for_mail() if not _mailed(notice)]
    if failed:
        raise NotMailedError(f"{len(failed)} notices")


def _mailed(notice: Notice) -> bool:
    written = mail_of(notice)
    try:
        if written.to:
            EmailMessage(written.subject, written.body, to=[written.to]).send()
    except (OSError, ValueError):  # a fault of the server or its connection; an address that is none
        logger.exception("notice %s was not mailed", notice.key)
        return False
    mark_mailed(notice=notice, at=clock.now())
    return True
