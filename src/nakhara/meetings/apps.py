from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "nakhara.meetings"
    label = "meetings"
    verbose_name = "Meetings"

    def ready(self):
        from nakhara.meetings.kinds import register_kinds
        from nakhara.meetings.subjects import register_subjects

        register_subjects()
        register_kinds()
