from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "nakhara.site"
    label = "site"
    verbose_name = "Site"

    def ready(self):
        from nakhara.foundation.record import clock
        from nakhara.look.forms import ThaiDateField

        # so that a demo whose present moment is moved reads dates from there
        ThaiDateField.today = staticmethod(clock.today)
