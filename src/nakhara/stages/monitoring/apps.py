"""The app of monitoring, and what it tells earlier rooms."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "nakhara.stages.monitoring"
    label = "monitoring"
    verbose_name = "Monitoring"

    def ready(self):
        from nakhara.foundation.record import triggers
        from nakhara.foundation.work.actions import register
        from nakhara.stages.monitoring import jobs
        from nakhara.stages.monitoring.subjects import register_subjects

        register_subjects()
        register("monitoring.start", jobs.start)
        # What the owner has reported never changes: not even by hand.
        triggers.never_change("monitoring.Report")
