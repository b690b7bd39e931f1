"""The six founding letters as the edition has them, and the way they went."""

from datetime import date, timedelta

import pytest

from nakhara.circulars.actions import register_founding_letters
from nakhara.circulars.models import Dispatch, Handover, Letter, LetterEdge, Receipt
from nakhara.circulars.queries.cascade import Cascade
from nakhara.circulars.queries.delays import delays, line
from nakhara.circulars.queries.letters import search_letters
from nakhara.circulars.tests.factories import AT, a_clerk, an_office, uttaradit
from nakhara.foundation.parties.actor import OPERATOR
from nakhara.foundation.parties.may import NotAllowedError
from nakhara.foundation.parties.models import Organisation
from nakhara.rulebook.thai import sort_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def offices():
    offices = uttaradit()
    an_office("province", "50", name_th="จังหวัดเชียงใหม่")
    an_office("province", "10", name_th="กรุงเทพมหานคร")
    an_office("town", "5302", name_th="เทศบาลเมืองอื่น")
    return offices


@pytest.fixture
def letters(offices):
    return register_founding_letters(by=OPERATOR, at=AT)


def test_the_six_letters_stand_with_their_numbers_as_cited_and_as_read(letters):
    rows = Letter.objects.order_by("id").values_list(
        "provision", "kind", "number", "number_as_read", "dated", "dated_text"
    )
    assert list(rows) == [
        ("letter-E", "external", "มท ๐๒๑๑.๕/ว ๕๓๑๐", "", date(2018, 10, 12), "๑๒ ต.ค. ๒๕๖๑"),
        ("letter-C", "memo", "มท ๐๒๑๑.๕/๑๗๖๑๗", "มท ๐๒๑๑.๕/๑๗๖๗", date(2018, 10, 12), "๑๒ ต.ค. ๒๕๖๑"),
        ("letter-D", "annex", "", "", None, "ต.ค. ๒๕๖๑"),
        ("letter-B", "external", "มท ๐๘๑๐.๔/ว ๓๕๙๘", "", date(2018, 11, 7), "๗ พ.ย. ๒๕๖๑"),
        ("letter-A", "external", "อต ๐๐๒๓.๓/ว ๕๕๕๑", "", date(2018, 11, 13), "๑๓ พ.ย. ๒๕๖๑"),
        ("endorsement-A", "endorsement", "อต. ๐๐๒๓.๑๔/ 1368", "", date(2018, 11, 13), "๑๓ พ.ย. ๒๕๖๑"),
    ]


def test_the_edges_keep_their_counts_as_printed_and_no_letter_cites_e(letters):
    rows = LetterEdge.objects.order_by("provision")
    assert [(row.provision, row.letter.provision, row.kind, row.other.provision, row.count_text) for row in rows] == [
        ("edge-1", "letter-A", "encloses", "letter-B", "๑ ฉบับ"),
        ("edge-2", "letter-B", "encloses", "letter-C", "๑ ชุด"),
        ("edge-3", "letter-C", "encloses", "letter-D", ""),
        ("edge-4", "letter-E", "encloses", "letter-D", ""),
        ("edge-5", "endorsement-A", "stands-on", "letter-A", ""),
    ]
    assert not letters["letter-E"].edges_in.exists()


def test_the_receipts_keep_what_is_printed_beside_its_value_and_an_implausible_time_has_none(letters):
    rows = Receipt.objects.order_by("provision").values_list(
        "provision",
        "letter__provision",
        "number",
        "number_text",
        "received_on",
        "date_text",
        "received_time",
        "time_text",
    )
    assert list(rows) == [
        ("receipt-1", "letter-C", 54466, "54466", date(2018, 10, 17), "17 ค.ค. 2561", None, ""),
        ("receipt-2", "letter-C", 13297, "13297", date(2018, 10, 17), "๑๗ ค.ค. ๒๕๖๑", None, "19.59 น."),
        ("receipt-3", "letter-C", 3364, "Fay 3364", None, "", None, "19:25"),
        ("receipt-4", "letter-B", 1749, "1749", date(2018, 11, 12), "12 พ.ย. 2561", None, ""),
        ("receipt-5", "letter-A", 2065, "2065", date(2018, 11, 13), "๑๓ พ.ย. ๒๕๖๑", None, "(พิมพ์ทับ อ่านไม่ได้)"),
    ]
    flagged = Receipt.objects.exclude(flag="").order_by("provision").values_list("provision", flat=True)
    assert list(flagged) == ["receipt-1", "receipt-2", "receipt-3", "receipt-5"]


def test_the_assignment_on_c_is_a_hand_over_inside_the_department(letters):
    row = Handover.objects.get()
    assert (row.receipt.provision, row.section.name_th, row.number, row.note, row.dated) == (
        "receipt-1",
        "ส่วนงานในกองของกรมส่งเสริมการปกครองท้องถิ่น",
        "๐๘๐",
        "มอบ สพค.",
        date(2018, 10, 17),
    )
    assert row.text == "~ ขอบ สพค. ๑๗ ค.ค.๖๑"
    assert row.section.parent.parent.name_th == "กรมส่งเสริมการปกครองท้องถิ่น"


def test_each_letter_goes_to_those_it_names_and_e_to_nobody(letters, offices):
    names = {one.pk: name for name, one in offices.items()}
    sent = {}
    for row in Dispatch.objects.select_related("letter"):
        sent.setdefault(row.letter.provision, set()).add(names.get(row.receiver_id, row.receiver.name_th))
    assert sent == {
        "letter-C": {"department"},
        "letter-B": {"province", "จังหวัดเชียงใหม่"},
        "letter-A": {"laplae", "mueang", "pao", "town"},
        "endorsement-A": {"municipality", "sao"},
    }


def test_asks_differ_by_addressee_and_capacities_stack_without_a_name(letters):
    asks = letters["letter-A"].asks.order_by("id").values_list("of_whom", "kind")
    assert list(asks)[:4] == [
        ("นายอำเภอทุกอำเภอ", "note"),
        ("นายอำเภอทุกอำเภอ", "act"),
        ("นายอำเภอทุกอำเภอ", "tell"),
        ("นายกองค์การบริหารส่วนจังหวัด", "note"),
    ]
    assert letters["letter-A"].signed_as.splitlines() == [
        "นักส่งเสริมการปกครองท้องถิ่นชำนาญการพิเศษ",
        "รักษาราชการแทน ท้องถิ่นจังหวัดอุตรดิตถ์",
        "ปฏิบัติราชการแทน ผู้ว่าราชการจังหวัดอุตรดิตถ์",
    ]


def test_the_cascade_of_c_runs_through_b_a_and_the_endorsement_to_the_silent_ones(letters, offices):
    cascade = Cascade(letters["letter-C"])
    tiers = {tier.key: (tier.received, tier.total) for tier in cascade.tiers()}
    assert tiers == {"department": (1, 1), "province": (1, 2), "district": (1, 2), "local": (0, 6)}
    names = {one.pk: name for name, one in offices.items()}
    silent = [names.get(one.pk, one.name_th) for one in cascade.silent("local")]
    assert sorted(silent) == sorted(["pao", "town", "municipality", "sao", "other", "เทศบาลเมืองอื่น"])
    rows = delays(cascade, cascade.silent("local"), AT + timedelta(days=7))
    said = {names.get(row.office.pk, row.office.name_th): (row.state, row.days) for row in rows}
    assert said == {
        "pao": ("sent", 7),
        "town": ("sent", 7),
        "municipality": ("sent", 7),
        "sao": ("sent", 7),
        "other": ("unreceived", 7),
        "เทศบาลเมืองอื่น": ("held", 8),
    }
    assert cascade.by_province() == {"53": (6, 0)}


def test_the_stamps_stand_along_the_way_to_an_office_and_the_next_one_is_due(letters, offices):
    cascade = Cascade(letters["letter-C"])

    def along(office) -> list:
        rows = [(row.receiver.name_th, getattr(row, "receipt", None)) for row in line(cascade, office)]
        return [(name, receipt and receipt.number) for name, receipt in rows]

    way = [("กรมส่งเสริมการปกครองท้องถิ่น", 54466), ("จังหวัดอุตรดิตถ์", 1749), ("อำเภอลับแล", 2065)]
    assert along(offices["sao"]) == [*way, ("องค์การบริหารส่วนตำบลฝายหลวง", None)]
    assert along(offices["pao"]) == [*way[:2], ("องค์การบริหารส่วนจังหวัดอุตรดิตถ์", None)]
    assert along(None) == way


def test_registering_again_changes_nothing(letters):
    before = (Letter.objects.count(), Dispatch.objects.count(), Organisation.objects.count())
    assert register_founding_letters(by=OPERATOR, at=AT) == letters
    assert (Letter.objects.count(), Dispatch.objects.count(), Organisation.objects.count()) == before


def test_offices_that_nobody_entered_are_entered_under_those_they_belong_to(letters):
    rows = Organisation.objects.filter(kind="office").order_by("id").values_list("name_th", "parent__name_th", "code")
    assert list(rows) == [
        ("สำนักนโยบายและแผน", "กระทรวงมหาดไทย", "มท ๐๒๑๑.๕"),
        ("กองของกรมส่งเสริมการปกครองท้องถิ่น", "กรมส่งเสริมการปกครองท้องถิ่น", ""),
        ("ส่วนงานในกองของกรมส่งเสริมการปกครองท้องถิ่น", "กองของกรมส่งเสริมการปกครองท้องถิ่น", ""),
        ("สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดอุตรดิตถ์", "จังหวัดอุตรดิตถ์", "อต ๐๐๒๓.๓"),
        ("สำนักงานส่งเสริมการปกครองท้องถิ่นอำเภอลับแล", "อำเภอลับแล", "อต ๐๐๒๓.๑๔"),
    ]


def test_only_the_operator_registers_them(offices):
    with pytest.raises(NotAllowedError):
        register_founding_letters(by=a_clerk(offices["province"]), at=AT)


def test_the_letters_are_found_by_number_in_arabic_digits(letters):
    found = {
        text: [row.provision for row in search_letters(Letter.objects.all(), text)]
        for text in ("5310", "17617", "1767", "1368")
    }
    assert found == {"5310": ["letter-E"], "17617": ["letter-C"], "1767": ["letter-C"], "1368": ["endorsement-A"]}


@pytest.mark.parametrize("many", [1, 40])
def test_a_cascade_takes_ten_queries_however_many_offices_there_are(letters, many, django_assert_num_queries):
    Organisation.objects.bulk_create(
        Organisation(
            kind="sao", name_th=f"อบต. {n}", sort_key=sort_key(f"อบต. {n}"), province_id="53", district_id="5301"
        )
        for n in range(many)
    )
    with django_assert_num_queries(10):
        cascade = Cascade(letters["letter-B"])
        tiers = cascade.tiers()
        rows = delays(cascade, cascade.silent("local")[:25], AT)
    assert (len(tiers), len(rows)) == (3, min(25, many + 6))
