"""The app of the JSON side."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "nakhara.api"
    label = "api"
    verbose_name = "API"
