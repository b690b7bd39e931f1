"""The app of applications, and what it tells earlier rooms."""

from django.apps import AppConfig


class ApplicationConfig(AppConfig):
    name = "nakhara.stages.application"
    label = "application"
    verbose_name = "Application"

    def ready(self):
        from nakhara.foundation.record import triggers
        from nakhara.stages.application.subjects import register_subjects  # models must be loaded first

        register_subjects()
        # What was filed and what was answered never changes: not even by hand.
        names = ("Filing", "Check", "ReturnReason", "Return")
        triggers.never_change(*(f"application.{name}" for name in names))
