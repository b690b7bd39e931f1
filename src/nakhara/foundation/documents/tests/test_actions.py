"""Storing, citing, letting go and collecting; what fails leaves nothing behind."""

import errno
import os
from datetime import timedelta
from hashlib import sha256

import pytest
from django.conf import settings

from nakhara.foundation.documents.actions import (
    cite,
    collect_orphans,
    describe_document,
    keep_document,
    release_document,
    store_document,
    uncite,
)
from nakhara.foundation.documents.formats import store
from nakhara.foundation.documents.formats.refusals import say
from nakhara.foundation.documents.models import Blob, Document
from nakhara.foundation.documents.queries import citations_of, cited_by, ledger, open_document, space_used
from nakhara.foundation.documents.tests.factories import AT, a_document, a_file, a_pdf, a_png
from nakhara.foundation.parties.may import NotAllowedError
from nakhara.foundation.parties.tests.factories import a_member, acting, an_organisation
from nakhara.foundation.record.models import Event
from nakhara.foundation.record.queries import body_of
from nakhara.foundation.record.refusals import RefusedError

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _store_of_its_own(tmp_path, settings):
    settings.DOCUMENTS_ROOT = tmp_path


@pytest.fixture
def clerk():
    return acting(a_member(an_organisation(), edits=True))


def files_in_store() -> list[str]:
    return sorted(path.name for path in store.root().glob("**/*") if path.is_file())


def keep(clerk, data=None, name="แผน.pdf", **more) -> Document:
    return keep_document(by=clerk, file=a_file(data or a_pdf(), name), organisation=clerk.organisation, at=AT, **more)


def test_a_file_is_kept_under_its_hash_with_its_name_and_the_record_has_no_name(clerk):
    document = keep(clerk, description=" แผนฉบับที่ 3 ")
    assert (document.name, document.description, document.blob.media_type, document.scan) == (
        "แผน.pdf",
        "แผนฉบับที่ 3",
        "application/pdf",
        "unscanned",
    )
    assert (document.blob.sha256, document.blob.size) == (sha256(a_pdf()).hexdigest(), len(a_pdf()))
    with open_document(document) as file:
        assert file.read() == a_pdf()
    assert files_in_store() == [document.blob.sha256]
    said = body_of(Event.objects.get(subject_key=document.key))
    assert said["facts"] == {"sha256": document.blob.sha256, "size": len(a_pdf()), "type": "application/pdf"}
    assert list(said["commitments"]) == ["name"]


def test_the_same_bytes_are_stored_once_under_two_names(clerk):
    first, second = keep(clerk), keep(clerk, name="สำเนา.pdf")
    assert first.blob == second.blob
    assert files_in_store() == [first.blob.sha256]


def test_a_refused_file_leaves_no_row_and_no_bytes(clerk):
    with pytest.raises(RefusedError) as refused:
        keep(clerk, b"<!doctype html>", "แผน.pdf")
    assert [(reason.field, reason.text) for reason in refused.value.reasons] == [("file", say("mismatch"))]
    assert (Document.objects.count(), Blob.objects.count(), files_in_store()) == (0, 0, [])


def test_a_file_over_the_limit_is_refused_and_no_more_is_written(clerk, settings):
    settings.DOCUMENTS_FILE_LIMIT = 100
    with pytest.raises(RefusedError) as refused:
        keep(clerk)
    assert [reason.text for reason in refused.value.reasons] == [say("size")]
    assert files_in_store() == []


def test_an_organisation_keeps_no_more_than_its_quota(clerk, settings):
    settings.DOCUMENTS_QUOTA = len(a_pdf()) + 10
    keep(clerk)
    with pytest.raises(RefusedError) as refused:
        keep(clerk, a_png(), "a.png")
    assert [reason.text for reason in refused.value.reasons] == [say("quota")]
    assert space_used(clerk.organisation) == len(a_pdf())
    assert len(files_in_store()) == 1


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_a_full_disk_is_told_and_nothing_is_stored(clerk, monkeypatch, call):
    def full(*args):
        raise OSError(errno.ENOSPC, "no space left on device")

    monkeypatch.setattr(os, call, full)
    with pytest.raises(RefusedError) as refused:
        keep(clerk)
    monkeypatch.undo()
    assert [(reason.field, reason.text) for reason in refused.value.reasons] == [("file", say("disk"))]
    assert (Document.objects.count(), Blob.objects.count()) == (0, 0)
    assert [name for name in files_in_store() if name != sha256(a_pdf()).hexdigest()] == []


def test_another_organisation_cannot_be_given_a_file(clerk):
    with pytest.raises(NotAllowedError):
        store_document(by=clerk, file=a_file(a_pdf(), "a.pdf"), organisation=an_organisation(), at=AT)
    assert Document.objects.count() == 0


def test_somebody_who_only_looks_on_cannot_add(clerk):
    onlooker = acting(a_member(clerk.organisation, edits=False))
    with pytest.raises(NotAllowedError):
        keep(onlooker)


def test_a_document_stays_as_long_as_something_cites_it_and_an_hour_more(clerk):
    loose = store_document(by=clerk, file=a_file(a_pdf("1"), "1.pdf"), organisation=clerk.organisation, at=AT)
    kept, cited = keep(clerk, a_pdf("2"), "2.pdf"), a_document(data=a_pdf("3"), thing=clerk.organisation)
    assert collect_orphans(at=AT + timedelta(minutes=59))["documents"] == 0
    assert collect_orphans(at=AT + timedelta(minutes=61)) == {"documents": 1, "blobs": 1, "files": 0}
    assert set(Document.objects.all()) == {kept, cited}
    assert loose.blob.sha256 not in files_in_store()
    uncite(document=cited, thing=clerk.organisation)
    assert collect_orphans(at=AT + timedelta(hours=5))["documents"] == 0
    assert collect_orphans(at=AT + timedelta(hours=6))["documents"] == 1
    assert files_in_store() == [kept.blob.sha256]


def test_bytes_that_two_documents_share_outlive_the_first(clerk):
    first, second = keep(clerk), keep(clerk, name="สำเนา.pdf")
    release_document(by=clerk, document=first, at=AT)
    for hours in (1, 3):
        collect_orphans(at=AT + timedelta(hours=hours))
    assert list(Document.objects.all()) == [second]
    assert files_in_store() == [second.blob.sha256]


def test_files_that_no_row_knows_are_removed_after_an_hour(clerk):
    kept = keep(clerk)
    stray = store.new_temporary()
    stray.write_bytes(b"cut")
    lost = store.path_of("ab" * 32)
    lost.parent.mkdir(parents=True)
    lost.write_bytes(b"lost")
    fresh = store.new_temporary()
    fresh.write_bytes(b"arriving")
    for path in (stray, lost, store.path_of(kept.blob.sha256)):
        os.utime(path, (AT.timestamp() - 3700, AT.timestamp() - 3700))
    os.utime(fresh, (AT.timestamp() - 60, AT.timestamp() - 60))
    assert collect_orphans(at=AT)["files"] == 2
    assert files_in_store() == sorted([fresh.name, kept.blob.sha256])


def test_a_released_document_leaves_the_ledger_but_stays_where_it_is_cited(clerk):
    document = keep(clerk)
    cite(document=document, thing=clerk.person, place="หน้า 4", at=AT)
    assert [row.cited for row in ledger(clerk.organisation)] == [1]
    release_document(by=clerk, document=document, at=AT)
    collect_orphans(at=AT + timedelta(hours=2))
    assert [(row.document, row.place) for row in cited_by(clerk.person)] == [(document, "หน้า 4")]
    assert [row.kept for row in ledger(clerk.organisation)] == [False]


def test_what_many_things_rest_on_is_read_in_one_query(clerk, django_assert_num_queries):
    document, other = keep(clerk), keep(clerk, a_pdf("2"), "2.pdf")
    things = [clerk.person, clerk.organisation, an_organisation()]
    cite(document=document, thing=clerk.person, place="หน้า 1", at=AT)
    cite(document=document, thing=clerk.person, place="หน้า 1", at=AT)
    with django_assert_num_queries(1):
        found = {kind: [row.document.name for row in rows] for kind, rows in citations_of(things).items()}
    assert found == {
        ("parties.person", clerk.person.key): [document.name],
        ("parties.organisation", clerk.organisation.key): [document.name, other.name],
    }


def test_a_description_is_changed_by_its_keeper_alone(clerk):
    document = keep(clerk)
    describe_document(by=clerk, document=document, description="ปี 2561", dated=AT.date(), at=AT)
    document.refresh_from_db()
    assert (document.description, document.dated) == ("ปี 2561", AT.date())
    stranger = acting(a_member(an_organisation(), edits=True))
    with pytest.raises(NotAllowedError):
        describe_document(by=stranger, document=document, description="x", dated=None, at=AT)


def test_the_limits_are_settings():
    assert (settings.DOCUMENTS_FILE_LIMIT, settings.DOCUMENTS_QUOTA) == (50 * 2**20, 2 * 2**30)
