"""The app of work, and what it tells earlier rooms."""

from datetime import timedelta

from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "nakhara.foundation.work"
    label = "work"
    verbose_name = "Work"

    def ready(self):
        from nakhara.foundation.work import actions

        actions.register("work.forget", actions.forget_finished, every=timedelta(days=1))
