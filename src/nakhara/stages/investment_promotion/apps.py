"""The app of investment promotion, and what it tells earlier rooms."""

from django.apps import AppConfig


class InvestmentPromotionConfig(AppConfig):
    name = "nakhara.stages.investment_promotion"
    label = "investment_promotion"
    verbose_name = "Investment promotion"

    def ready(self):
        from nakhara.foundation.record import triggers
        from nakhara.stages.investment_promotion.subjects import register_subjects

        register_subjects()
        # What was claimed and what the board resolved never changes: not even by hand.
        triggers.never_change("investment_promotion.PromotionClaim", "investment_promotion.Privileges")
