from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "nakhara.stages.review"
    label = "review"
    verbose_name = "Review"
