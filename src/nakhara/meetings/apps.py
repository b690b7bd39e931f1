"""The app of meetings, and what it tells earlier rooms."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "nakhara.meetings"
    label = "meetings"
    verbose_name = "Meetings"

    def ready(self):
        from nakhara.foundation.record import triggers
        from nakhara.meetings.kinds import register_kinds
        from nakhara.meetings.subjects import register_subjects

        register_subjects()
        register_kinds()
        # What the chair has confirmed never changes: not even by hand.
        triggers.seal("meetings.Meeting", "confirmed_at")
        triggers.seal("meetings.Resolution", "confirmed_at")
