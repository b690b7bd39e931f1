"""Sample papers: small PDFs that say what they stand for, made by typst, always the same bytes for the same title."""

from importlib.resources import files

import typst

PAGE = """
#set document(title: sys.inputs.title, date: none)
#set page(paper: "a4", margin: 3cm)
#set text(font: "Sarabun", size: 12pt, lang: "th")
#align(right, text(fill: red)[เอกสารตัวอย่าง])
#v(4cm)
#align(center, text(20pt, weight: "bold", sys.inputs.title))
#v(1cm)
#align(center, sys.inputs.organisation)
"""


def paper(title: str, organisation: str) -> bytes:
    """A one-page PDF with a title and whose paper it is."""
    inputs = {"title": title, "organisation": organisation}
    fonts = [str(files("fontpkg_sarabun"))]
    return typst.compile(PAGE.encode(), sys_inputs=inputs, font_paths=fonts, ignore_system_fonts=True)
