"""Documents for tests: real small files of each kind, and a document that an organisation gave."""

import io
import zipfile
from datetime import UTC, datetime

from django.core.files.base import ContentFile
from PIL import Image
from pypdf import PdfWriter

from nakhara.foundation.documents.actions import cite, store_bytes
from nakhara.foundation.documents.models import Document
from nakhara.foundation.parties.actor import OPERATOR, Actor

AT = datetime(2018, 11, 13, 2, 0, tzinfo=UTC)


def a_pdf(text: str = "") -> bytes:
    """A PDF of one blank page; another text gives other bytes."""
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=595, height=842)
    writer.add_metadata({"/Title": text or "sample"})
    writer.write(out)
    return out.getvalue()


def a_png(size: tuple[int, int] = (8, 8)) -> bytes:
    """A PNG of this size."""
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, "PNG")
    return out.getvalue()


def a_zip(entries: dict[str, bytes | str]) -> bytes:
    """A zip file of these entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return out.getvalue()


TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def an_xlsx(**more: bytes | str) -> bytes:
    """The least that is a workbook, and more entries by name."""
    return a_zip({"[Content_Types].xml": TYPES, "xl/workbook.xml": "<workbook/>", **more})


def a_document(
    organisation=None, *, data: bytes | None = None, name: str = "แผน.pdf", by: Actor = OPERATOR, thing=None, at=AT
) -> Document:
    """A stored document, cited by `thing` if there is one."""
    document = store_bytes(
        by=by, data=data or a_pdf(name), name=name, media_type="application/pdf", organisation=organisation, at=at
    )
    if thing is not None:
        cite(document=document, thing=thing, at=at)
    return document


def a_file(data: bytes, name: str) -> ContentFile:
    """A file as it would come from somewhere else than a form."""
    return ContentFile(data, name=name)
