from django.apps import AppConfig


class DesignationConfig(AppConfig):
    name = "nakhara.stages.designation"
    label = "designation"
    verbose_name = "Designation"
