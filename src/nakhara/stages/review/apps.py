"""The app of review, and what it tells earlier rooms."""

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "nakhara.stages.review"
    label = "review"
    verbose_name = "Review"

    def ready(self):
        from nakhara.foundation.record import triggers
        from nakhara.stages.review.kinds import register_kinds
        from nakhara.stages.review.subjects import register_subjects

        register_subjects()
        register_kinds()
        # What is decided never changes: not even by hand.
        triggers.never_change("review.Verdict", "review.Screening")
        # A sheet that was sent stands; where an interest comes up later it is set aside, whole.
        triggers.seal("review.Assignment", "sent_at", still_open=("withdrawn_at",))
        triggers.seal_under("review.Score", "assignment", "sent_at")
