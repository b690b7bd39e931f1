from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "nakhara.foundation.documents"
    label = "documents"
    verbose_name = "Documents"
