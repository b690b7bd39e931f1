from django.apps import AppConfig


class EnrolmentConfig(AppConfig):
    name = "nakhara.foundation.enrolment"
    label = "enrolment"
    verbose_name = "Enrolment"

    def ready(self):
        from nakhara.foundation.enrolment.subjects import register_subjects

        register_subjects()
