"""The app of designations, and what it tells earlier rooms."""

from django.apps import AppConfig


class DesignationConfig(AppConfig):
    name = "nakhara.stages.designation"
    label = "designation"
    verbose_name = "Designation"

    def ready(self):
        from nakhara.foundation.record import triggers
        from nakhara.foundation.work.actions import register
        from nakhara.meetings import agenda
        from nakhara.stages.designation import jobs
        from nakhara.stages.designation.kinds import Approval
        from nakhara.stages.designation.subjects import register_subjects

        register_subjects()
        register("designation.certificate", jobs.certificate)
        agenda.register(Approval())
        # What a designation is now, its acts say; none of these rows ever changes, not even by hand.
        triggers.never_change("designation.Designation", "designation.Act", "designation.Certificate")
