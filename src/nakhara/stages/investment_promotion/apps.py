from django.apps import AppConfig


class InvestmentPromotionConfig(AppConfig):
    name = "nakhara.stages.investment_promotion"
    label = "investment_promotion"
    verbose_name = "Investment promotion"
