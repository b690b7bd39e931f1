from django.apps import AppConfig


class ApplicationConfig(AppConfig):
    name = "nakhara.stages.application"
    label = "application"
    verbose_name = "Application"
