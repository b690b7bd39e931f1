from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "nakhara.meetings"
    label = "meetings"
    verbose_name = "Meetings"
