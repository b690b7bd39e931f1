"""Names as given, made harmless."""

import pytest

from nakhara.foundation.documents.formats.names import clean_name, extension_of


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("แผนพัฒนา ๒๕๖๑.pdf", "แผนพัฒนา ๒๕๖๑.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\งาน\\แผน.pdf", "แผน.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie: x.pdf"),
        ("แผน\u202efdp.exe", "แผนfdp.exe"),
        ("a\x00b.pdf", "ab.pdf"),
        (" .. ", "document"),
        ("ก" * 400 + ".pdf", "ก" * 196 + ".pdf"),
    ],
)
def test_a_name_is_kept_without_what_could_mislead(given, shown):
    assert clean_name(given) == shown


def test_an_extension_is_read_in_lower_case():
    assert extension_of("แผน.final.PDF") == ".pdf"
