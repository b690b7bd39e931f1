from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "nakhara.foundation.notices"
    label = "notices"
    verbose_name = "Notices"
