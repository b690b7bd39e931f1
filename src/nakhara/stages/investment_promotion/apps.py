"""The app of investment promotion, and what it tells earlier rooms."""

from django.apps import AppConfig


class InvestmentPromotionConfig(AppConfig):
    name = "nakhara.stages.investment_promotion"
    label = "investment_promotion"
    verbose_name = "Investment promotion"

    def ready(self):
        from nakhara.stages.investment_promotion.subjects import register_subjects

        register_subjects()
