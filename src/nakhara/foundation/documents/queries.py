"""Reads of documents: an organisation's ledger, what cites what, the bytes."""

from collections import defaultdict
from collections.abc import Iterable
from typing import BinaryIO

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from nakhara.foundation.documents.formats import store
from nakhara.foundation.documents.models import Citation, Document
from nakhara.foundation.parties.models import Organisation, Person
from nakhara.rulebook.thai import clean_text


def ledger(owner: Organisation | Person, text: str = "") -> QuerySet[Document]:
    """The files an organisation (or a person of a body) keeps, newest first, with how often each is cited elsewhere."""
    own = Q(citations__subject_kind=owner._meta.label_lower, citations__subject_key=owner.key)
    kept = Citation.objects.filter(document=OuterRef("pk"), subject_kind=owner._meta.label_lower, subject_key=owner.key)
    cited = Citation.objects.filter(document=OuterRef("pk"))
    rows = Document.objects.filter(Exists(cited), owned_by(owner))
    if words := clean_text(text):
        rows = rows.filter(Q(name__icontains=words) | Q(description__icontains=words))
    rows = rows.annotate(cited=Count("citations", filter=~own), kept=Exists(kept))
    return rows.select_related("blob", "added_by").order_by("-added_at", "-id")


def cited_by(thing) -> list[Citation]:
    """What a thing rests on, in the order in which it was cited."""
    return citations_of([thing]).get((thing._meta.label_lower, thing.key), [])


def citations_of(things: Iterable) -> dict[tuple[str, str], list[Citation]]:
    """What each of many things rests on, by kind and key, in one query."""
    wanted = {(thing._meta.label_lower, thing.key) for thing in things}
    rows = Citation.objects.filter(
        subject_kind__in={kind for kind, _ in wanted}, subject_key__in={key for _, key in wanted}
    ).select_related("document__blob")
    found: dict[tuple[str, str], list[Citation]] = defaultdict(list)
    for row in rows.order_by("id"):
        if (row.subject_kind, row.subject_key) in wanted:
            found[row.subject_kind, row.subject_key].append(row)
    return dict(found)


def documents_cited(thing) -> QuerySet[Document]:
    """The documents that a thing rests on, in the order in which they were cited; one cited twice stands twice."""
    cited = {"citations__subject_kind": thing._meta.label_lower, "citations__subject_key": thing.key}
    return Document.objects.filter(**cited).select_related("blob").order_by("citations__id")


def owned_by(owner: Organisation | Person) -> Q:
    """The condition that a document is an organisation's, or a person's who gave it for none."""
    return Q(organisation=owner) if isinstance(owner, Organisation) else Q(organisation=None, added_by=owner)


def space_used(owner: Organisation | Person) -> int:
    """Bytes that an owner's documents take, each counted as often as it stands there."""
    return Document.objects.filter(owned_by(owner)).aggregate(sum=Sum("blob__size"))["sum"] or 0


def open_document(document: Document) -> BinaryIO:
    """The bytes of a document, open for reading."""
    return store.path_of(document.blob.sha256).open("rb")
