"""The app of the look."""

from django.apps import AppConfig


class LookConfig(AppConfig):
    name = "nakhara.look"
    label = "look"
    verbose_name = "Look"
