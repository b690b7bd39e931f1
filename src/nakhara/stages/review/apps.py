from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "nakhara.stages.review"
    label = "review"
    verbose_name = "Review"

    def ready(self):
        from nakhara.stages.review.kinds import register_kinds
        from nakhara.stages.review.subjects import register_subjects

        register_subjects()
        register_kinds()
