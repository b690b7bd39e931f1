"""The app of official letters, and what it tells earlier rooms."""

from django.apps import AppConfig


class CircularsConfig(AppConfig):
    name = "nakhara.circulars"
    label = "circulars"
    verbose_name = "Circulars"

    def ready(self):
        from nakhara.circulars.subjects import register_subjects

        register_subjects()
