"""The app of the self-assessment, and what it tells earlier rooms."""

from django.apps import AppConfig


class SelfAssessmentConfig(AppConfig):
    name = "nakhara.stages.self_assessment"
    label = "self_assessment"
    verbose_name = "Self-assessment"

    def ready(self):
        from nakhara.stages.self_assessment.subjects import register_subjects  # models must be loaded first

        register_subjects()
