from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "nakhara.programme"
    label = "programme"
    verbose_name = "Programme"
