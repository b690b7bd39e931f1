"""The app of the record, and what it tells earlier rooms."""

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate

from nakhara.foundation.record import triggers


def _lift_triggers(sender, using, **kwargs):
    triggers.lift_for_migrations(connections[using])


def _put_triggers_back(sender, using, **kwargs):
    triggers.install(connections[using])


class RecordConfig(AppConfig):
    name = "nakhara.foundation.record"
    label = "record"
    verbose_name = "Record"

    def ready(self):
        pre_migrate.connect(_lift_triggers, sender=self)
        post_migrate.connect(_put_triggers_back, sender=self)
