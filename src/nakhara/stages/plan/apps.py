"""The app of plans, and what it tells earlier rooms."""

from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "nakhara.stages.plan"
    label = "plan"
    verbose_name = "Plan"

    def ready(self):
        from nakhara.stages.plan.subjects import register_subjects  # models must be loaded first

        register_subjects()
