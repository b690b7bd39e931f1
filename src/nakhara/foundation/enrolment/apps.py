"""The app of enrolment, and what it tells earlier rooms."""

from django.apps import AppConfig


class EnrolmentConfig(AppConfig):
    name = "nakhara.foundation.enrolment"
    label = "enrolment"
    verbose_name = "Enrolment"

    def ready(self):
        from django.urls import reverse

        from nakhara.foundation.enrolment.subjects import register_subjects
        from nakhara.look.links import register

        register_subjects()
        register("people", lambda _key: reverse("enrolment:people"))
