"""The app of the desk."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "nakhara.desk"
    label = "desk"
    verbose_name = "Desk"
