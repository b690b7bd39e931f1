"""The ledger page, uploads whole and cut, downloads and who gets them."""

import errno
import gc
import os
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.http import UnreadablePostError
from django.test import RequestFactory
from django.urls import reverse

from nakhara.foundation.documents.formats import store
from nakhara.foundation.documents.formats.refusals import say
from nakhara.foundation.documents.models import Document
from nakhara.foundation.documents.tests.factories import AT, a_document, a_pdf
from nakhara.foundation.parties.tests.factories import a_member, an_organisation, login

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _store_of_its_own(tmp_path, settings):
    settings.DOCUMENTS_ROOT = tmp_path


@pytest.fixture
def post():
    return a_member(an_organisation(), edits=True)


@pytest.fixture
def town(client, post):
    login(client, post)
    return client


def files_in_store() -> list:
    return [path for path in store.root().glob("**/*") if path.is_file()]


def upload(client, data: bytes, name: str = "แผน.pdf", key: str = "k", **more):
    values = {"idempotency_key": key, "file": SimpleUploadedFile(name, data), **more}
    return client.post(reverse("documents:ledger"), values)


def test_a_file_is_uploaded_listed_found_and_downloaded(town, post):
    assert upload(town, a_pdf(), description="แผนฉบับที่ 3", dated="28 มิ.ย. 2561").status_code == 302
    page = town.get(reverse("documents:ledger"), {"q": "ฉบับที่ 3"}).content.decode()
    assert "แผน.pdf" in page
    assert "ยังไม่ได้สแกน" in page
    document = Document.objects.get()
    assert (document.organisation, document.dated.isoformat()) == (post.organisation, "2018-06-28")
    answer = town.get(reverse("documents:download", args=[document.key]))
    assert b"".join(answer.streaming_content) == a_pdf()
    headers = ("Content-Type", "Content-Disposition", "X-Content-Type-Options", "Content-Security-Policy")
    assert [answer.headers[name] for name in headers] == [
        "application/pdf",
        "attachment; filename*=utf-8''%E0%B9%81%E0%B8%9C%E0%B8%99.pdf",
        "nosniff",
        "sandbox; default-src 'none'",
    ]


def test_a_double_click_stores_one_document(town):
    assert [upload(town, a_pdf()).status_code for _ in range(2)] == [302, 302]
    assert Document.objects.count() == 1


def test_a_refused_file_is_told_at_its_field_and_nothing_is_stored(town):
    answer = upload(town, b"<svg/>", "แผน.pdf")
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"file": [say("mismatch")]}
    assert (Document.objects.count(), files_in_store()) == (0, [])


def test_a_full_disk_answers_507_and_nothing_is_stored(town, monkeypatch):
    def full(*args):
        raise OSError(errno.ENOSPC, "no space left on device")

    monkeypatch.setattr("nakhara.foundation.documents.formats.holding.os.write", full)
    answer = upload(town, a_pdf())
    monkeypatch.undo()
    assert answer.status_code == 507
    assert answer.context["form"].errors == {"file": [say("disk")]}
    assert (Document.objects.count(), files_in_store()) == (0, [])


class CutBody:
    """A body of which only the first part arrives; then the connection breaks or is simply over."""

    def __init__(self, body: bytes, arrived: int, breaks: bool):
        self.rest, self.breaks = body[:arrived], breaks

    def read(self, size: int = -1) -> bytes:
        if not self.rest and self.breaks:
            raise ConnectionResetError(errno.ECONNRESET, os.strerror(errno.ECONNRESET))
        size = len(self.rest) if size < 0 else size
        now, self.rest = self.rest[:size], self.rest[size:]
        return now

    readline = read


@pytest.mark.parametrize("breaks", [True, False])
@pytest.mark.parametrize("part", [0.3, 0.6, 0.9, 0.99])
def test_an_upload_cut_anywhere_leaves_nothing(part, breaks):
    files = [SimpleUploadedFile("1.pdf", a_pdf()), SimpleUploadedFile("2.pdf", a_pdf() + b"%" * 300_000)]
    whole = RequestFactory().post("/", {"first": files[0], "second": files[1]})
    body = whole.body
    request = WSGIRequest({**whole.META, "wsgi.input": CutBody(body, int(len(body) * part), breaks)})
    if breaks:
        with pytest.raises(UnreadablePostError):
            _ = request.FILES
    else:
        assert [(name, file.refusal) for name, file in request.FILES.items()] == [("first", "cut")]
    request.close()
    del request
    gc.collect()
    assert files_in_store() == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_ledger_takes_seven_queries_however_long_it_is(town, post, rows, django_assert_num_queries):
    for number in range(rows):
        a_document(post.organisation, name=f"{number}.pdf", thing=post.organisation, at=AT)
    with django_assert_num_queries(7):
        page = town.get(reverse("documents:ledger"))
    assert len(page.context["page"].object_list) == rows


@pytest.mark.parametrize("name", ["download", "edit", "release"])
def test_anothers_document_and_a_missing_one_answer_alike(town, name):
    keys = (a_document(an_organisation()).key, "z" * 16)
    answers = [town.get(reverse(f"documents:{name}", args=[key])) for key in keys]
    assert [answer.status_code for answer in answers] == [404, 404]
    one, other = (
        re.sub(rf'{key}|(?<=middlewaretoken" value=")\w+', "", answer.content.decode())
        for key, answer in zip(keys, answers, strict=True)
    )
    assert one == other


def test_a_visitor_is_sent_to_sign_in(client):
    document = a_document(an_organisation())
    answer = client.get(reverse("documents:download", args=[document.key]))
    assert (answer.status_code, answer.url) == (302, f"/accounts/login/?next=/documents/{document.key}/")


def test_a_document_is_described_and_let_go(town, post):
    document = a_document(post.organisation, thing=post.organisation)
    edit = reverse("documents:edit", args=[document.key])
    assert town.get(edit).status_code == 200
    assert town.post(edit, {"idempotency_key": "1", "description": "ปี 2561"}).status_code == 302
    document.refresh_from_db()
    assert document.description == "ปี 2561"
    release = reverse("documents:release", args=[document.key])
    assert town.get(release).status_code == 302
    assert document.citations.count() == 1
    assert town.post(release, {"idempotency_key": "2"}).status_code == 302
    assert document.citations.count() == 0
