"""The app of parties, and what it tells earlier rooms."""

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "nakhara.foundation.parties"
    label = "parties"
    verbose_name = "Parties"

    def ready(self):
        from nakhara.foundation.parties.subjects import register_subjects

        register_subjects()
