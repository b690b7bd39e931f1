from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "nakhara.stages.monitoring"
    label = "monitoring"
    verbose_name = "Monitoring"
