"""The app of documents, and what it tells earlier rooms."""

from datetime import timedelta

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "nakhara.foundation.documents"
    label = "documents"
    verbose_name = "Documents"

    def ready(self):
        from nakhara.foundation.documents import jobs, subjects
        from nakhara.foundation.parties import may
        from nakhara.foundation.work.actions import register

        may.register(subjects.document_subject())
        register("documents.collect", jobs.collect, every=timedelta(hours=1))
