from django.apps import AppConfig


class CircularsConfig(AppConfig):
    name = "nakhara.circulars"
    label = "circulars"
    verbose_name = "Circulars"
