from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "nakhara.foundation.parties"
    label = "parties"
    verbose_name = "Parties"
