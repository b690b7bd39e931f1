"""Tables of the record: events that never change, what they commit to, numbers, answered requests, kept editions."""

from django.db import models

from nakhara.foundation.record.keys import new_key


class Keyed(models.Model):
    """A row with a random public key, used in addresses and in the record."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)

    class Meta:
        abstract = True


class Versioned(models.Model):
    """A row that several people may edit; a save names the version it was made from."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class Event(Keyed):
    """One action, as it happened. Triggers keep it from changing; its place in the public log is another table."""

    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=64, db_index=True)
    step = models.CharField(max_length=80, db_index=True)
    subject_kind = models.CharField(max_length=60)
    subject_key = models.CharField(max_length=16)
    canonical = models.BinaryField()
    sha256 = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject_key", "id"], name="record_event_subject")]


class Disclosure(models.Model):
    """Personal data behind a commitment in an event; erasing the row makes the person unreadable, not the record."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="disclosures")
    name = models.CharField(max_length=60)
    salt = models.CharField(max_length=32)
    value = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "name"], name="record_disclosure_once")]


class Series(models.Model):
    """The last number given in one book of one office in one year; a locked row, so that none is lost or doubled."""

    office = models.CharField(max_length=40)
    book = models.CharField(max_length=40)
    year = models.PositiveIntegerField(help_text="calendar year, CE")
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "book", "year"], name="record_series_once")]


class Answered(models.Model):
    """A request that was carried out, by the key its form was made with, and the answer that was given."""

    actor = models.CharField(max_length=64)
    key = models.CharField(max_length=64)
    body_sha256 = models.CharField(max_length=64)
    answer = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="record_answered_once")]


class KeptEdition(models.Model):
    """The exact bytes of an edition that a case was filed under, so that its verdict can be replayed years later."""

    edition = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64, unique=True)
    archive = models.BinaryField()
    kept_at = models.DateTimeField()
