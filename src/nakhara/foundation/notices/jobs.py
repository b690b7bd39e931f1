"""Mail what has been told, each notice once; a notice whose mail fails is tried again with the next."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string

from nakhara.foundation.notices.models import Notice
from nakhara.foundation.notices.queries import waiting_for_mail
from nakhara.foundation.record import clock

AT_ONCE = 200


def mail() -> None:
    """Send the notices that wait."""
    for pk in list(waiting_for_mail().values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            notice = Notice.objects.select_for_update().select_related("person").get(pk=pk)
            if notice.mailed_at is None:
                _send(notice)
                notice.mailed_at = clock.now()
                notice.save(update_fields=["mailed_at"])


def _send(notice: Notice) -> None:
    address = notice.email or (notice.person.email if notice.person else "")
    if address:
        body = render_to_string("notices/mail.txt", {"notice": notice, "url": _url(notice)})
        EmailMessage(notice.subject_th, body, to=[address]).send()


def _url(notice: Notice) -> str:
    return settings.ORIGIN.url.rstrip("/") + notice.link if notice.link else ""
