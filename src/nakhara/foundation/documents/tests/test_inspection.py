"""What is taken and what is refused; and that looking happens in a bounded program of its own."""

import io
import struct
import subprocess
import sys
import zipfile
import zlib

import pytest
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from nakhara.foundation.documents.formats import inspection
from nakhara.foundation.documents.formats.holding import hold
from nakhara.foundation.documents.formats.inspection import verdict
from nakhara.foundation.documents.formats.names import extension_of
from nakhara.foundation.documents.tests.factories import TYPES, a_pdf, a_png, a_zip, an_xlsx


@pytest.fixture
def said(tmp_path):
    """The media type or the refusal of a file."""

    def say(data: bytes, name: str) -> str:
        path = tmp_path / "file"
        path.write_bytes(data)
        return next(iter(verdict(path, extension_of(name)).values()))

    return say


def a_pdf_that_runs(action: str) -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=99, height=99)
    writer._root_object[NameObject("/OpenAction")] = DictionaryObject(
        {NameObject("/S"): NameObject(action), NameObject("/F"): TextStringObject("x")}
    )
    writer.write(out)
    return out.getvalue()


def a_locked_pdf() -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=99, height=99)
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def a_pdf_with_a_file_in_it() -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=99, height=99)
    writer.add_attachment("a.txt", b"hello")
    writer.write(out)
    return out.getvalue()


def a_huge_png() -> bytes:
    """A small file whose header claims 10^10 pixels."""
    data = bytearray(a_png())
    data[16:24] = struct.pack(">II", 100_000, 100_000)
    data[29:33] = struct.pack(">I", zlib.crc32(data[12:29]))
    return bytes(data)


def a_link() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("[Content_Types].xml", TYPES)
        file.writestr("xl/workbook.xml", "<workbook/>")
        link = zipfile.ZipInfo("xl/passwords")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        file.writestr(link, "/etc/passwd")
    return out.getvalue()


def a_liar() -> bytes:
    """A workbook whose directory says that an entry is smaller than it is."""
    data = an_xlsx(**{"xl/a.txt": b"x" * 5000})
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"xl/a.txt"))
    return data[: at + 24] + struct.pack("<I", 10) + data[at + 28 :]


ENTITY = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("data", "name", "outcome"),
    [
        (a_pdf(), "แผน.pdf", "application/pdf"),
        (a_png(), "แผนที่.PNG", "image/png"),
        (an_xlsx(), "งบ.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("ชื่อ,จำนวน\nก,๑\n".encode("utf-8-sig"), "ก.csv", "text/csv"),
        ("สวัสดี".encode(), "ก.txt", "text/plain"),
        (b"", "ก.txt", "empty"),
        (b"MZ\x90", "a.exe", "type"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "a.svg", "type"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", "a.txt", "mismatch"),
        (b"<!doctype html><script>1</script>", "แผน.pdf", "mismatch"),
        (a_png(), "แผน.pdf", "mismatch"),
        (a_pdf(), "a.csv", "mismatch"),
        (a_zip({"a.txt": "1"}), "a.xlsx", "mismatch"),
        (a_pdf()[:-200], "a.pdf", "damaged"),
        (a_png((90, 90))[:60], "a.png", "damaged"),
        (an_xlsx()[:-20], "a.xlsx", "damaged"),
        (a_liar(), "a.xlsx", "damaged"),
        ("สวัสดี".encode("cp874"), "a.txt", "text"),
        (b"a\x00b", "a.csv", "text"),
        (a_locked_pdf(), "a.pdf", "locked"),
        (a_pdf_that_runs("/JavaScript"), "a.pdf", "active"),
        (a_pdf_that_runs("/Launch"), "a.pdf", "active"),
        (a_pdf_with_a_file_in_it(), "a.pdf", "active"),
        (a_huge_png(), "a.png", "pixels"),
        (an_xlsx(**{"xl/a.xml": b"<a>" + b" " * 30_000_000 + b"</a>"}), "a.xlsx", "bomb"),
        (an_xlsx(**{f"xl/{n}.xml": "<a/>" for n in range(1100)}), "a.xlsx", "bomb"),
        (an_xlsx(**{"xl/embeddings/in.xlsx": an_xlsx()}), "a.xlsx", "hidden"),
        (an_xlsx(**{"../out.xml": "<a/>"}), "a.xlsx", "hidden"),
        (a_link(), "a.xlsx", "hidden"),
        (an_xlsx(**{"xl/vbaProject.bin": "x"}), "a.xlsx", "macro"),
        (an_xlsx(**{"xl/a.xml": ENTITY}), "a.xlsx", "damaged"),
        (an_xlsx(**{"_rels/.rels": ENTITY}), "a.xlsx", "damaged"),
    ],
    ids=range(32),
)
def test_a_file_is_taken_for_what_it_is_or_refused_with_its_reason(said, data, name, outcome):
    assert said(data, name) == outcome


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=False)
    return done.stdout


def test_what_looks_at_a_file_needs_neither_django_nor_us():
    code = f"import runpy, sys; runpy.run_path({inspection.__file__!r}); print('django' in sys.modules)"
    assert run(code) == "False\n"


def test_what_looks_at_a_file_has_little_memory_and_writes_nothing(tmp_path):
    limited = f"import runpy; runpy.run_path({inspection.__file__!r})['limit_itself']();"
    assert run(f"{limited} print(len(bytes(10)))") == "10\n"
    assert run(f"{limited} print(len(bytes(2 * 2**30)))") == ""
    written = tmp_path / "written"
    run(f"{limited} open({str(written)!r}, 'wb', 0).write(b'x')")
    assert not written.exists() or written.read_bytes() == b""


def test_a_program_that_ends_badly_is_a_file_too_complex_to_check(tmp_path, settings, monkeypatch):
    settings.DOCUMENTS_ROOT = tmp_path
    monkeypatch.setattr(inspection, "__file__", "/dev/null")
    held = hold([a_png()], "a.png")
    held.look()
    assert (held.refusal, held.path.exists()) == ("complex", False)
