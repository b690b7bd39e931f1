"""Tables of documents: bytes stored once by their hash, the documents that name them, the citations that keep them."""

from django.db import models

from nakhara.foundation.parties.models import Organisation, Person
from nakhara.foundation.record.models import Keyed


class Blob(models.Model):
    """Bytes in the store, under their SHA-256; written once, collected when nothing cites them any more."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField()


class ScanState(models.TextChoices):
    """What a scanner has said of a document."""

    PENDING = "pending"
    CLEAN = "clean"
    BAD = "bad"
    UNSCANNED = "unscanned"


class Document(Keyed):
    """A file that an organisation gave, under the name it had; the same bytes may have many names."""

    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="documents")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="whose file it is"
    )
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=255)
    description = models.CharField(max_length=300, blank=True)
    dated = models.DateField(null=True, blank=True)
    scan = models.CharField(max_length=10, choices=ScanState, default=ScanState.UNSCANNED)
    added_at = models.DateTimeField()
    loose_since = models.DateTimeField(null=True, blank=True, help_text="since when nothing cites it")

    class Meta:
        indexes = [models.Index(fields=["organisation", "-added_at"], name="documents_ledger")]


class Citation(models.Model):
    """A thing rests on a document, at a page or cell; by these rows orphans are known."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="citations")
    subject_kind = models.CharField(max_length=60)
    subject_key = models.CharField(max_length=16)
    place = models.CharField(max_length=80, blank=True, help_text="page or cell")
    cited_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document", "subject_kind", "subject_key", "place"], name="documents_citation_once"
            )
        ]
        indexes = [models.Index(fields=["subject_kind", "subject_key"], name="documents_citation_subject")]
