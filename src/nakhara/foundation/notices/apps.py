"""The app of notices, and what it tells earlier rooms."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "nakhara.foundation.notices"
    label = "notices"
    verbose_name = "Notices"

    def ready(self):
        from nakhara.foundation.notices.actions import MAIL
        from nakhara.foundation.notices.jobs import mail
        from nakhara.foundation.notices.subjects import register_subjects
        from nakhara.foundation.work.actions import register

        register_subjects()
        register(MAIL, mail)
