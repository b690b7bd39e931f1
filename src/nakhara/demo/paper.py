"""Sample papers: small PDFs that say what they stand for, made by typst, always the same bytes for the same title."""

import io

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


def paper(title: str, organisation: str) -> io.BytesIO:
    """A one-page PDF with a title and whose paper it is."""
    from nakhara.stages.designation.formats import FONTS

    inputs = {"title": title, "organisation": organisation}
    return io.BytesIO(typst.compile(PAGE.encode(), sys_inputs=inputs, font_paths=[FONTS], ignore_system_fonts=True))
