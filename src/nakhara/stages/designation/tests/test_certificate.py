"""The certificate as a PDF: it compiles, holds its record, and is the same for the same designation (guideline-3)."""

import json
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from nakhara.foundation.parties.tests.factories import an_organisation
from nakhara.foundation.places.tests.factories import an_area
from nakhara.stages.designation.formats.certificate import certificate_pdf, texts_of
from nakhara.stages.designation.queries import designations
from nakhara.stages.designation.tests.factories import a_designation

pytestmark = pytest.mark.django_db
PARTS = ["overall", "living", "people", "energy", "mobility", "economy", "governance", "environment"]
ALL = dict.fromkeys(PARTS, "84")


@pytest.fixture
def designation():
    area = an_area("เมืองทุ่งคราม", ["53"], name_en="Thung Khram")
    owner = an_organisation(name_th="เทศบาลเมืองทุ่งคราม", name_en="Thung Khram town")
    return designations().get(pk=a_designation(area=area, organisation=owner).pk)


def test_the_same_designation_gives_the_same_bytes(designation):
    assert certificate_pdf(designation) == certificate_pdf(designation)


def test_the_pdf_carries_the_record_and_says_what_it_is(designation):
    pdf = PdfReader(BytesIO(certificate_pdf(designation)))
    attached = json.loads(pdf.attachments["designation.json"][0])
    assert len(pdf.pages) == 1
    assert pdf.metadata.title == "ใบรับรองเมืองอัจฉริยะ"
    assert attached == {
        "format": "designation/1",
        "number": "001/2561",
        "area": {"name": "เมืองทุ่งคราม", "name_en": "Thung Khram", "provinces": ["53"]},
        "owner": {
            "name": "เทศบาลเมืองทุ่งคราม",
            "name_en": "Thung Khram town",
            "juristic_id": designation.filing.application.plan.organisation.juristic_id,
        },
        "dimensions": ["living", "environment"],
        "designated_on": "2018-11-13",
        "zone": {"since": "2018-11-13", "basis": "มติคณะกรรมการขับเคลื่อนการพัฒนาเมืองอัจฉริยะ"},
        "filing": {"sha256": designation.filing.sha256, "edition": "th-2561"},
    }


def test_the_words_are_thai_with_thai_digits(designation):
    texts = texts_of(designation)
    told = {name: texts[name] for name in ("area", "owner", "count", "number", "issued")}
    assert told == {
        "area": "เมืองทุ่งคราม",
        "owner": "เทศบาลเมืองทุ่งคราม จังหวัดอุตรดิตถ์",
        "count": "เป็นเมืองอัจฉริยะ ๒ ด้าน",
        "number": "๐๐๑/๒๕๖๑",
        "issued": "ประกาศ ณ วันที่ ๑๓ พฤศจิกายน พ.ศ. ๒๕๖๑",
    }


def test_a_long_name_and_all_seven_smarts_still_fit_one_page():
    area = an_area("พื้นที่เมืองใหม่ทันสมัยริมฝั่งแม่น้ำและย่านเศรษฐกิจชายแดน <#1> *ตัวอย่าง* $x$", ["53", "10"])
    designation = designations().get(pk=a_designation(ALL, area=area).pk)
    assert len(PdfReader(BytesIO(certificate_pdf(designation))).pages) == 1


def test_the_page_can_be_drawn_and_is_not_blank(designation):
    drawn = Image.open(BytesIO(certificate_pdf(designation, ppi=40)))
    assert drawn.size == (468, 331)
    assert len(drawn.convert("L").getcolors(maxcolors=256)) > 100
