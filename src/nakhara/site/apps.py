"""The app of the site, and what it tells earlier rooms."""

from datetime import timedelta

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "nakhara.site"
    label = "site"
    verbose_name = "Site"

    def ready(self):
        from django.contrib.sessions.backends.db import SessionStore

        from nakhara.foundation.record import clock
        from nakhara.foundation.work.actions import register
        from nakhara.look.forms import ThaiDateField

        # so that a demo whose present moment is moved reads dates from there
        ThaiDateField.today = staticmethod(clock.today)
        register("site.sessions", SessionStore.clear_expired, every=timedelta(days=1))
