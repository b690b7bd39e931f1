"""Verbs of documents: store, keep in an organisation's ledger, cite, let go, collect what nothing cites."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError

from nakhara.foundation.documents.formats import store
from nakhara.foundation.documents.formats.holding import HeldFile, hold
from nakhara.foundation.documents.formats.names import clean_name
from nakhara.foundation.documents.formats.refusals import say
from nakhara.foundation.documents.models import Blob, Citation, Document
from nakhara.foundation.documents.queries import space_used
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import allow
from nakhara.foundation.parties.models import Organisation, Person
from nakhara.foundation.record.actions import record
from nakhara.foundation.record.refusals import Reason, RefusedError, require
from nakhara.rulebook.thai import clean_text

LOOSE_FOR = timedelta(hours=1)


def store_document(
    *,
    by: Actor,
    file,
    name: str = "",
    organisation: Organisation | None,
    description: str = "",
    dated: date | None = None,
    at: datetime,
) -> Document:
    """Store a file that somebody gives: checked before the transaction begins, kept under its hash.

    `file` is a HeldFile (every uploaded file is one) or anything with `chunks()`. Until something cites it the document
    is loose and is collected after an hour. Raises RefusedError on the field `file`.
    """
    held = file if isinstance(file, HeldFile) else hold(file.chunks(), name or file.name)
    try:
        held.look()
        if held.refusal:
            raise RefusedError(Reason(say(held.refusal), "file"))
        return _store(by, held, name or held.name, organisation, description, dated, at)
    finally:
        held.close()  # discards what was not kept


@transaction.atomic
def _store(by, held, name, organisation, description, dated, at) -> Document:
    document = Document(organisation=organisation, added_by=by.person)
    allow(by, "document/add", document)
    require(_reasons_against(held.size, organisation or by.person))
    blob, _made = Blob.objects.get_or_create(
        sha256=held.sha256, defaults={"size": held.size, "media_type": held.media_type, "stored_at": at}
    )
    try:
        held.keep()
    except OSError as failed:
        raise RefusedError(Reason(say("disk"), "file")) from failed
    document.description, document.dated = clean_text(description), dated
    return _named(by, document, blob, name, at)


def _named(by, document, blob, name, at) -> Document:
    document.blob, document.name, document.added_at, document.loose_since = blob, clean_name(name), at, at
    document.save(force_insert=True)
    facts = {"sha256": blob.sha256, "size": blob.size, "type": blob.media_type}
    record(by, "document/add", document, at, facts=facts, personal={"name": document.name})
    return document


def _reasons_against(size: int, owner: Organisation | Person | None) -> list[Reason]:
    if owner is None:
        return []  # the system's own
    # one upload at a time counts an owner's space
    type(owner).objects.select_for_update().get(pk=owner.pk)
    full = space_used(owner) + size > settings.DOCUMENTS_QUOTA
    return [Reason(say("quota"), "file")] if full else []


@transaction.atomic
def store_bytes(
    *, by: Actor, data: bytes, name: str, media_type: str, organisation: Organisation | None = None, at: datetime
) -> Document:
    """Store bytes that the system itself has made (a certificate, minutes); they are not looked at again."""
    held = hold([data], name)
    if held.refusal:
        raise RefusedError(Reason(say(held.refusal), "file"))
    blob, _made = Blob.objects.get_or_create(
        sha256=held.sha256, defaults={"size": held.size, "media_type": media_type, "stored_at": at}
    )
    held.keep()
    return _named(by, Document(organisation=organisation, added_by=by.person), blob, name, at)


@transaction.atomic
def keep_document(
    *,
    by: Actor,
    file,
    organisation: Organisation | None,
    description: str = "",
    dated: date | None = None,
    at: datetime,
) -> Document:
    """Store a file in an organisation's ledger, where it stays until somebody lets it go."""
    document = store_document(by=by, file=file, organisation=organisation, description=description, dated=dated, at=at)
    cite(document=document, thing=organisation or by.person, at=at)
    return document


@transaction.atomic
def describe_document(*, by: Actor, document: Document, description: str, dated: date | None, at: datetime) -> Document:
    """Say what a document is and of which day."""
    allow(by, "document/keep", document)
    document.description, document.dated = clean_text(description), dated
    document.save(update_fields=["description", "dated"])
    record(by, "document/keep", document, at, personal={"description": document.description})
    return document


@transaction.atomic
def release_document(*, by: Actor, document: Document, at: datetime) -> Document:
    """Let a document go from the ledger; what another thing cites stays for it, the rest is collected in an hour."""
    allow(by, "document/keep", document)
    uncite(document=document, thing=document.organisation or document.added_by)
    record(by, "document/keep", document, at, facts={"released": True})
    return document


def cite(*, document: Document, thing, place: str = "", at: datetime) -> Citation:
    """Note that a thing rests on a document, at a page or cell; it stays as long as something does."""
    citation, _made = Citation.objects.get_or_create(
        document=document,
        subject_kind=thing._meta.label_lower,
        subject_key=thing.key,
        place=clean_text(place)[:80],
        defaults={"cited_at": at},
    )
    Document.objects.filter(pk=document.pk).update(loose_since=None)
    return citation


def uncite(*, document: Document, thing) -> None:
    """Take back what a thing says of a document."""
    document.citations.filter(subject_kind=thing._meta.label_lower, subject_key=thing.key).delete()


def collect_orphans(*, at: datetime) -> dict[str, int]:
    """Remove documents that nothing has cited for an hour, bytes without a document, files that no row knows."""
    uncited = Document.objects.filter(citations=None)
    uncited.filter(loose_since=None).update(loose_since=at)
    loose = uncited.filter(loose_since__lte=at - LOOSE_FOR)
    documents = sum(_remove(document) for document in loose)
    blobs = sum(_remove_blob(pk) for pk in Blob.objects.filter(documents=None).values_list("pk", flat=True))
    return {"documents": documents, "blobs": blobs, "files": _remove_files(store.stale_files(at - LOOSE_FOR))}


def _remove(document: Document) -> bool:
    try:
        with transaction.atomic():
            document.delete()
    except ProtectedError:
        return False  # another room holds it without a citation: it is not an orphan
    return True


@transaction.atomic
def _remove_blob(pk: int) -> bool:
    # the row is held while the file goes, so that nobody stores the same bytes in between
    blob = Blob.objects.select_for_update(of=("self",)).filter(pk=pk, documents=None).first()
    if blob is None:
        return False
    blob.delete()
    store.discard(store.path_of(blob.sha256))
    return True


def _remove_files(paths: Iterable) -> int:
    removed = 0
    for path in paths:
        if not Blob.objects.filter(sha256=path.name).exists():
            store.discard(path)
            removed += 1
    return removed
