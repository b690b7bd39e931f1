"""The certificate as a PDF: texts in, bytes out, the same for the same texts (guideline-3, the project's own form)."""

import json
import re
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import segno
import typst
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import timezone

from nakhara.look.links import link
from nakhara.rulebook.loading import edition
from nakhara.rulebook.thai import document_date, to_thai_digits
from nakhara.stages.designation.formats.faces import FONTS
from nakhara.stages.designation.formats.record import canonical, provinces_of, record_of
from nakhara.stages.designation.models import Designation

PAGE = Path(__file__).parent.parent / "templates" / "designation" / "certificate.typ"
STANDARDS = ["a-3a", "ua-1"]
BANGKOK = "10"
# Where a demo is opened when no public address is set.
THIS_MACHINE = "http://localhost:8000"
SVG = "http://www.w3.org/2000/svg"
# The hues of visual.md on white paper.
HUES = {
    "living": "#c4432f",
    "people": "#8b1164",
    "energy": "#d36c17",
    "mobility": "#2f88cc",
    "economy": "#604100",
    "governance": "#7f37b1",
    "environment": "#337e67",
}
# Words that the line breaker would split (stack.md, pitfall 1).
WHOLE = ("รับรอง", "สิ่งแวดล้อม", "ประเทศไทย", "อัจฉริยะ", "คณะกรรมการ", "ขับเคลื่อน", "เลขกำกับ", "สาธารณะ", "เทศบาล", "จังหวัด")
LONGEST_WHOLE = 28


def certificate_pdf(designation: Designation, *, ppi: int | None = None) -> bytes:
    """The certificate as PDF/A-3 and PDF/UA with the designation's record attached; with `ppi` a PNG of its page."""
    given = json.dumps(texts_of(designation) | _drawings(designation), ensure_ascii=False, sort_keys=True)
    made = {"format": "png", "ppi": float(ppi)} if ppi else {"format": "pdf", "pdf_standards": STANDARDS}
    return typst.compile(
        PAGE.read_bytes(), font_paths=[FONTS], ignore_system_fonts=True, sys_inputs={"data": given}, **made
    )


def texts_of(designation: Designation) -> dict[str, Any]:
    """The certificate's words, in the formal register and Thai digits; the page and the PDF say the same."""
    day = timezone.localdate(designation.designated_at)
    owner = designation.filing.application.plan.organisation.name_th
    area = designation.area.name_th
    where = " ".join(_province(one) for one in provinces_of(designation.area))
    sha = designation.filing.sha256
    return {
        "title": "ใบรับรองเมืองอัจฉริยะ",
        "title_en": "Smart City Designation",
        "committee": committee_of(designation),
        "resolved": f"{committee_of(designation)} มีมติเห็นชอบ{_sitting(designation)}ให้",
        "area": area,
        "size": 30 if len(area) <= 30 else 22 if len(area) <= 60 else 16,
        "owner": f"{owner} {where}",
        "count": to_thai_digits(f"เป็นเมืองอัจฉริยะ {len(designation.dimensions)} ด้าน"),
        "smarts": [{"key": key, "name": edition().dimension(key).th} for key in designation.dimensions],
        "plate": "เลขกำกับเมืองอัจฉริยะ",
        "number": to_thai_digits(designation.number),
        "issued": f"ประกาศ ณ วันที่ {document_date(day)}",
        "date": [day.year, day.month, day.day],
        "signer": "ประธานกรรมการ",
        "seal": "ตราประทับ",
        "emblem_words": "ตราสัญลักษณ์เมืองอัจฉริยะ (ตัวอย่างของโครงการ)",
        "qr_words": f"รหัสคิวอาร์สำหรับตรวจเลขกำกับ {designation.number}",
        "check": [
            "ตรวจเลขกำกับได้ที่",
            "ทะเบียนสาธารณะ",
            f"รหัสแผนที่ยื่น {sha[:4]}…{sha[-4:]}",
            "แบบใบรับรองของระบบนครา",
        ],
        "sample": "ข้อมูลตัวอย่าง DEMO" if settings.DEMO else "",
        "whole": "|".join(re.escape(one) for one in _whole(f"{area} {owner} {where}")),
        "record": canonical(record_of(designation)).decode(),
        "record_words": "ข้อมูลการประกาศเป็นเมืองอัจฉริยะ อ่านด้วยเครื่องได้",
    }


def committee_of(designation: Designation) -> str:
    """The body that resolved; the steering committee's name from the law where no resolution is at hand."""
    if designation.resolution_id:
        return designation.resolution.item.meeting.body.name_th
    return edition().bodies[0].th


def verify_address(number: str) -> str:
    """Where the public checks a number: the address that the QR code holds. The site alone decides where it stands."""
    origin = settings.ORIGIN.url.rstrip("/") or THIS_MACHINE
    return f"{origin}{link('verify')}?number={number}"


def qr_svg(number: str, size: int = 84) -> str:
    """The QR code of the verify page as SVG of that many pixels, colour and geometry in attributes."""
    code = segno.make(verify_address(number), error="m", micro=False)
    scale = size / code.symbol_size(border=0)[0]
    drawn = BytesIO()
    code.save(drawn, kind="svg", scale=scale, border=0, dark="#111111", xmldecl=False, svgclass=None, lineclass=None)
    return drawn.getvalue().decode()


def _sitting(designation: Designation) -> str:
    told = record_of(designation).get("resolution")
    return to_thai_digits(f"ในการประชุม ครั้งที่ {told['meeting']} ") if told else ""


def _province(province) -> str:
    return province.name_th if province.code == BANGKOK else f"จังหวัด{province.name_th}"


def _whole(names: str) -> list[str]:
    """What must not break: the listed words and the short words of names, longest first."""
    found = {word for word in names.split() if len(word) <= LONGEST_WHOLE} | set(WHOLE)
    return sorted(found, key=lambda word: (-len(word), word))


def _drawings(designation: Designation) -> dict[str, Any]:
    return {
        "frame": _frame(),
        "emblem": _static("emblem.svg").read_text("utf-8"),
        "qr": qr_svg(designation.number),
        "smarts": [
            {"key": key, "name": edition().dimension(key).th, "icon": _glyph(key)} for key in designation.dimensions
        ],
    }


@cache
def _frame() -> str:
    """The diamond border, as the page draws it, as a file of its own."""
    drawn = render_to_string("look/_certificate_frame.html")
    drawn = drawn[drawn.index("<svg") : drawn.index("</svg>") + len("</svg>")]
    return drawn.replace("<svg", f'<svg xmlns="{SVG}"', 1)


@cache
def _glyph(key: str) -> str:
    """A dimension's glyph in its hue, from the sprite."""
    sprite = ElementTree.parse(_static("icons.svg"))
    path = sprite.find(f".//{{{SVG}}}symbol[@id='{key}']/{{{SVG}}}path").get("d")
    stroke = f'fill="none" stroke="{HUES[key]}" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"'
    return f'<svg xmlns="{SVG}" viewBox="0 0 24 24" width="24" height="24"><path {stroke} d="{path}"/></svg>'


def _static(name: str) -> Path:
    return Path(finders.find(f"look/{name}"))
