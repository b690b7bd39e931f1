"""The app of the case file."""

from django.apps import AppConfig


class CasefileConfig(AppConfig):
    name = "nakhara.casefile"
    label = "casefile"
    verbose_name = "Casefile"
