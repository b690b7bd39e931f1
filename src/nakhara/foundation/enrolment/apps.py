from django.apps import AppConfig


class EnrolmentConfig(AppConfig):
    name = "nakhara.foundation.enrolment"
    label = "enrolment"
    verbose_name = "Enrolment"
