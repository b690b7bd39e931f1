"""The app of the programme, and what it tells earlier rooms."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "nakhara.programme"
    label = "programme"
    verbose_name = "Programme"

    def ready(self):
        from nakhara.programme.subjects import register_subjects

        register_subjects()
