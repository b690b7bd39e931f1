from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "nakhara.foundation.work"
    label = "work"
    verbose_name = "Work"
