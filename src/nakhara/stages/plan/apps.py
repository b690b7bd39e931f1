from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "nakhara.stages.plan"
    label = "plan"
    verbose_name = "Plan"
