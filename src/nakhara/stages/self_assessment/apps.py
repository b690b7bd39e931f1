from django.apps import AppConfig


class SelfAssessmentConfig(AppConfig):
    name = "nakhara.stages.self_assessment"
    label = "self_assessment"
    verbose_name = "Self-assessment"
