"""A page with every part on it, made only to be looked at and measured by the tests; never shipped as a page."""

from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory

from nakhara.look import charts
from nakhara.look.forms import CleanTextField, DecimalField, IdempotentForm, LevelRadio, ThaiDateField
from nakhara.look.tests.flat import flat

LEVELS = [(0, "ยังไม่เริ่ม"), (1, "มีแผน"), (2, "เริ่มทำบางส่วน"), (3, "ทำทั่วพื้นที่"), (4, "วัดผลและปรับปรุง"), (5, "เป็นแบบอย่าง")]
CLAIMED = ["living", "people", "governance", "environment"]


class SampleForm(IdempotentForm):
    """One of each widget."""

    provisions = {"name": "criteria-1.2"}

    name = CleanTextField(label="ชื่อแผน", help_text="สั้นและชัด ใช้เลขไทยได้")
    starts = ThaiDateField(label="วันเริ่มโครงการ")
    money = DecimalField(label="งบประมาณ (บาท)", required=False)
    reason = CleanTextField(label="อธิบายสั้น ๆ", rows=3)
    level = forms.ChoiceField(label="ตอนนี้เมืองอยู่ระดับใด", choices=LEVELS, widget=LevelRadio)
    score = forms.ChoiceField(label="คะแนน", choices=LEVELS, widget=LevelRadio(short=True))
    outcome = forms.ChoiceField(
        label="มติที่ประชุม", choices=[("approve", "เห็นชอบ"), ("return", "ส่งกลับให้แก้")], widget=forms.RadioSelect
    )
    province = forms.ChoiceField(label="จังหวัด", choices=[("53", "อุตรดิตถ์"), ("65", "พิษณุโลก")])
    paper = forms.FileField(label="หลักฐาน", required=False)
    agreed = forms.BooleanField(label="ประธานยืนยันมติในที่ประชุมแล้ว")


def pictures() -> dict[str, str]:
    """One of each chart."""
    spans = [
        {"label": "คัดแยกขยะต้นทาง", "start": date(2022, 1, 1), "end": date(2024, 9, 30), "key": "environment"},
        {"label": "โครงข่ายวัดฝุ่น", "start": date(2022, 10, 1), "end": date(2023, 9, 30), "key": "environment"},
    ]
    stages = [
        {"label": "ร่าง", "count": 38, "url": "#", "note": "ยังไม่นับเวลา"},
        {"label": "ตรวจความครบถ้วน", "count": 9, "url": "#", "note": "เกินกำหนด 1", "late": True},
        {"label": "คณะทำงาน 7 ด้าน", "count": 14, "url": "#", "note": "เกินกำหนด 4", "late": True, "current": True},
        {"label": "คณะอนุกรรมการ", "count": 6, "url": "#", "note": "ตามกำหนด"},
        {"label": "รอคณะกรรมการ", "count": 3, "url": "#", "note": "ตามกำหนด"},
        {"label": "รับรองแล้ว", "count": 42, "url": "#", "note": "นับสะสมทุกปี", "apart": True},
    ]
    tiers = [
        {"name": "กระทรวงมหาดไทย", "received": 1, "total": 1, "note": "ออกหนังสือ"},
        {"name": "กรมส่งเสริมการปกครองท้องถิ่น", "received": 1, "total": 1},
        {"name": "จังหวัด", "received": 76, "total": 76},
        {"name": "อำเภอ", "received": 851, "total": 878},
        {"name": "องค์กรปกครองส่วนท้องถิ่น", "received": 6214, "total": 7850},
    ]
    scores = {"environment": Fraction(84), "living": Fraction(78), "people": Fraction(73), "governance": Fraction(81)}
    provinces = {
        "53": ("d", 1, "#", "อุตรดิตถ์ 1"),
        "65": ("p", None, "#", "พิษณุโลก มีคำขอ"),
        "50": ("q2", 72, "#", "เชียงใหม่ 72%"),
    }
    return {
        "radar": charts.radar(scores, CLAIMED),
        "target_bar": charts.target_bar(13, 15, 30),
        "gauge": charts.gauge(Fraction(75), 70, "environment"),
        "days_bar": charts.days_bar(34, 21),
        "sparkline": charts.sparkline([21, 28, 33, 39, 42, 46], 50, "ขยะที่คัดแยกได้"),
        "bars": charts.bars([{"key": "environment", "count": 42}, {"key": "living", "count": 29, "url": "#"}]),
        "timeline_bars": charts.timeline_bars(spans, date(2021, 10, 1), date(2025, 9, 30)),
        "funnel": charts.funnel(stages),
        "tiers": charts.tiers(tiers),
        "tile_map": charts.tile_map(provinces, "แผนที่ตาราง 77 จังหวัด"),
        "tile_legend": charts.tile_legend([("d", "รับรองแล้ว"), ("p", "มีคำขอ"), ("", "ยังไม่มีคำขอ")]),
    }


def context() -> dict[str, object]:
    """What the sample page shows; made up throughout."""
    form = SampleForm(
        {
            "idempotency_key": "k",
            "name": "แผนเมืองทุ่งคราม",
            "starts": "28/06/65",
            "reason": "",
            "level": "3",
            "score": "4",
            "outcome": "approve",
            "province": "53",
            "agreed": "on",
        }
    )
    gaps = [
        {
            "label": "เพิ่มรายงานผลรับฟังความเห็น",
            "url": "#",
            "why": "ข้อนี้ต้องแสดงว่าประชาชนในพื้นที่ร่วมมือ",
            "provision": "criteria-1.4",
        },
        {"label": "ตั้งรอบรายงานความก้าวหน้า", "url": "#", "why": "ยังไม่บอกว่าจะรายงานเมื่อใด", "provision": "criteria-1.5"},
    ]
    return {
        "menu": [
            {"label": "งานของเมือง", "url": "#", "current": True},
            {"label": "หนังสือ", "url": "#", "current": False},
        ],
        "account": {"label": "เมืองทุ่งคราม", "url": "#"},
        "footer": [
            {"label": "เกี่ยวกับนครา", "url": "#"},
            {"label": "การเข้าถึง", "url": "#"},
            {"label": "API", "url": "#"},
        ],
        "demo": {"now": datetime(2018, 11, 13, 2, 0, tzinfo=UTC), "links": [{"label": "เปลี่ยนบทบาท", "url": "#"}]},
        "crumbs": [{"label": "คำขอของเมือง", "url": "#"}, {"label": "65-0117"}],
        "charts": pictures(),
        "form": form,
        "claimed": CLAIMED,
        "steps": [
            {
                "title": "ทำแผน",
                "tasks": [
                    {"label": "ข้อมูลเมืองและเจ้าของพื้นที่", "url": "#", "kind": "ok", "status": "ครบแล้ว"},
                    {
                        "label": "แผนพัฒนาเมืองอัจฉริยะ",
                        "url": "#",
                        "hint": "ฉบับที่ 3 ยาว 84 หน้า",
                        "kind": "bad",
                        "status": "ขาด 1 เรื่อง",
                    },
                ],
            },
            {
                "title": "ประเมินตนเองรายด้าน",
                "tasks": [
                    {
                        "dimension": "environment",
                        "url": "#",
                        "hint": "ด้านบังคับ คะแนนตนเอง 75",
                        "kind": "wait",
                        "status": "ยังไม่เสร็จ",
                    },
                    {"label": "ลงนามและยื่นคำขอ", "hint": "เปิดให้ทำเมื่อไม่มีเรื่องขาด", "kind": "lock", "status": "ยังทำไม่ได้"},
                ],
            },
        ],
        "verdict": {
            "kind": "bad",
            "title": "ยังยื่นไม่ได้",
            "summary": "ขาด 2 เรื่อง กดที่ชื่อเรื่องเพื่อไปแก้",
            "gaps": gaps,
            "notes": [{"title": "ควรรู้ก่อนยื่น", "text": "ประชากรอัจฉริยะให้คะแนนตนเอง 64"}],
            "met": [{"text": "เลือกอย่างน้อย 2 ด้าน", "provision": "criteria-2/at-least-two"}],
            "met_title": "ครบแล้ว 9 เรื่อง",
            "checked_at": datetime(2018, 11, 13, 7, 32, 8, tzinfo=UTC),
        },
        "events": [
            {"at": date(2022, 2, 18), "text": "ยื่นคำขอ เลขที่ 65-0117"},
            {"at": date(2022, 6, 28), "text": "คณะกรรมการมีมติเห็นชอบ ครั้งที่ 2/2565", "url": "#", "link": "อ่านมติ"},
            {"at": date(2022, 12, 28), "text": "ส่งรายงานความก้าวหน้า งวดที่ 1", "next": True},
        ],
        "facts": [("ส่งเสริมการลงทุน", "ยื่นแล้ว รอพิจารณา"), ("อ้างเลขกำกับ", "042/2565"), ("วันที่ยื่น", None)],
        "groups": [{"title": "แผน", "url": "#", "rows": [("ชื่อแผน", "เมืองทุ่งคราม"), ("งบประมาณ", "18,400,000 บาท")]}],
        "stamps": [
            {"office": "ท้องถิ่นอำเภอลับแล", "number": "๒๐๖๕", "date": "๑๓ พ.ย. ๒๕๖๑", "time": ""},
            {"office": "เทศบาลตำบลตัวอย่าง", "url": "#", "label": "ประทับรับหนังสือ"},
        ],
        "seats": {
            "states": ["present"] * 7 + ["recused"] + ["absent"] * 2,
            "label": "เข้าประชุม 7 จาก 10 ที่นั่ง งดออกเสียง 1",
        },
        "files": [{"name": "รายงานคุณภาพน้ำ ปี 2564", "url": "#", "kind": "PDF", "size": 2_300_000}],
        "conflict": [{"label": "เป้าหมาย", "mine": "ลดฝุ่น 20 วัน", "theirs": "ลดฝุ่น 30 วัน", "href": "#id_reason"}],
        "page": Paginator(range(128), 10).page(2),
        "issued": date(2022, 6, 28),
    }


PAGE = Path(__file__).with_name("sample.html").read_text("utf-8")


def render(template: str = PAGE, **cookies: str) -> str:
    """The page as a reader with these cookies gets it."""
    request = RequestFactory().get("/sample/")
    request.COOKIES.update(cookies)
    return flat(engines["django"].from_string(template).render(context(), request))
