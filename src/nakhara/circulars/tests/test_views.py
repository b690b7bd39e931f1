"""Pages of letters: what a clerk does in a day, what others see, what stays closed."""

import re
from datetime import date, timedelta
from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nakhara.circulars.actions import change_letter, receive_letter, register_founding_letters
from nakhara.circulars.models import Dispatch, Letter, Receipt
from nakhara.circulars.tests.factories import (
    AT,
    a_clerk,
    a_dispatch,
    a_letter,
    acting_for,
    an_office,
    send,
    uttaradit,
)
from nakhara.foundation.documents.queries import cited_by
from nakhara.foundation.documents.tests.factories import a_pdf
from nakhara.foundation.parties.actor import OPERATOR
from nakhara.foundation.parties.tests.factories import a_body, a_member, a_sitter, an_organisation, login
from nakhara.foundation.places.actions import load_directory
from nakhara.foundation.places.models import Province
from nakhara.foundation.record import clock

pytestmark = pytest.mark.django_db
_keys = count(1)


@pytest.fixture(autouse=True)
def _now(monkeypatch, tmp_path, settings):
    monkeypatch.setattr(clock, "now", lambda: AT)
    settings.DOCUMENTS_ROOT = tmp_path


@pytest.fixture
def offices():
    return uttaradit()


@pytest.fixture
def clerk(client, offices):
    """A clerk of Laplae district at the browser."""
    return login(client, a_member(offices["laplae"], clerks=True))


def shown_in(answer) -> str:
    """A page in one line, without the blanks between its elements."""
    return re.sub(r"(?<=>) | (?=<)", "", " ".join(answer.content.decode().split()))


def page(client, name: str, *args, **query) -> str:
    answer = client.get(reverse(f"circulars:{name}", args=args), query)
    assert answer.status_code == 200
    return shown_in(answer)


def post(client, name: str, *args, **values):
    key = f"k{next(_keys)}"
    return client.post(reverse(f"circulars:{name}", args=args), {"idempotency_key": key, **values})


def test_thirty_letters_are_received_with_one_button_and_thai_digits(clerk, offices):
    keys = [a_dispatch(offices["laplae"]).key for _ in range(30)]
    answer = post(clerk, "inbox", letters=keys, received_on="๑๓ พ.ย. ๒๕๖๑", received_time="๐๘.๓๐ น.")
    assert (answer.status_code, answer.url) == (302, "/letters/register/in/")
    rows = Receipt.objects.order_by("number").values_list("number", "received_on")
    assert list(rows) == [(n, date(2018, 11, 13)) for n in range(1, 31)]
    assert "รับหนังสือครบแล้ว" in page(clerk, "inbox")


def test_a_double_click_on_receive_gives_one_number(clerk, offices):
    key = a_dispatch(offices["laplae"]).key
    values = {"letters": [key], "received_on": "13/11/2561", "idempotency_key": "one click"}
    answers = [post(clerk, "inbox", **values) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert [row.number for row in Receipt.objects.all()] == [1]


def test_a_wrong_time_is_told_at_its_field_and_the_letters_stay_checked(clerk, offices):
    key = a_dispatch(offices["laplae"]).key
    answer = post(clerk, "inbox", letters=[key], received_on="13/11/2561", received_time="25:00")
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["received_time"]
    assert f'value="{key}" checked' in shown_in(answer)


def test_a_letter_goes_from_its_sender_to_a_section_and_on_to_the_tier_below(client, clerk, offices):
    dispatch = a_dispatch(offices["laplae"])
    letter = reverse("circulars:letter", args=[dispatch.letter.key])
    section = an_organisation("office", parent=offices["laplae"], juristic_id=None)
    assert post(clerk, "receive", dispatch.key, received_on="13/11/2561").url == letter
    receipt = Receipt.objects.get()
    assert post(clerk, "assign", receipt.key, section=section.key, dated="13/11/2561", note="เพื่อทราบ").url == letter
    assert post(clerk, "acknowledge", receipt.key).url == letter
    to = [offices["sao"].key, offices["municipality"].key]
    assert post(clerk, "pass_on", dispatch.key, receivers=to).url == letter
    shown = page(clerk, "letter", dispatch.letter.key)
    for text in ("๑๓ พ.ย. ๒๕๖๑", section.name_th, "แจ้งรับทราบแล้ว"):
        assert text in shown
    login(client, a_member(offices["sao"], clerks=True))
    assert dispatch.letter.subject in page(client, "inbox")


def test_an_office_writes_encloses_what_it_received_and_sends_under_its_number(client, offices):
    login(client, a_member(offices["province"], clerks=True))
    came = a_dispatch(offices["province"], subject="หนังสือของกรม")
    assert post(client, "receive", came.key, received_on="13/11/2561").status_code == 302
    texts = {"subject": "แจ้งอำเภอ", "addressee": "นายอำเภอทุกอำเภอ", "body": "หนึ่ง\n\nสอง", "signed_as": "ผู้ว่าฯ"}
    values = {"kind": "external", "circular": "on", "asks": ["note", "tell"], "encloses": [came.letter.key], **texts}
    values |= {"count_text": "๑ ฉบับ", "file": SimpleUploadedFile("แนบ.pdf", a_pdf())}
    written = client.post(reverse("circulars:write"), {"idempotency_key": "w", **values})
    letter = Letter.objects.get(subject="แจ้งอำเภอ")
    assert written.url == reverse("circulars:send", args=[letter.key])
    sent = post(client, "send", letter.key, receivers=["all:districts"], due="20/11/2561", version=1)
    assert sent.url == reverse("circulars:letter", args=[letter.key])
    letter.refresh_from_db()
    assert (letter.number, letter.dispatches.count()) == ("อต ๐๐๒๓.๓/ว ๑", 2)
    paper = page(client, "print", letter.key)
    for text in ("ที่ อต ๐๐๒๓.๓/ว ๑", "๑๓ พฤศจิกายน ๒๕๖๑", "จำนวน ๑ ฉบับ", "แนบ.pdf", "<p>สอง</p>"):
        assert text in paper
    login(client, a_member(offices["laplae"], clerks=True))
    assert "หนังสือของกรม" in page(client, "letter", came.letter.key)


def test_a_stale_draft_keeps_the_writers_text_beside_what_stands_now(client, offices):
    post_of = a_member(offices["province"], clerks=True)
    login(client, post_of)
    letter = a_letter(a_clerk(offices["province"]))
    values = {"kind": "external", "addressee": "ก", "body": "ข"}
    first = post(client, "change", letter.key, version=1, subject="ของคนแรก", **values)
    assert first.status_code == 302
    second = client.post(
        reverse("circulars:change", args=[letter.key]),
        {"idempotency_key": "2", "version": 1, "subject": "ของคนหลัง", **values},
    )
    shown = second.content.decode()
    assert second.status_code == 409
    assert "ของคนแรก" in shown
    assert 'value="ของคนหลัง"' in shown
    assert 'name="version" value="2"' in shown


def test_a_letter_that_a_colleague_changed_meanwhile_is_shown_again_before_it_is_sent(client, offices):
    login(client, a_member(offices["province"], clerks=True))
    clerk = a_clerk(offices["province"])
    letter = a_letter(clerk)
    assert 'name="version" value="1"' in page(client, "send", letter.key)
    change_letter(by=clerk, letter=letter, texts={"subject": "ของเพื่อนร่วมงาน"}, version=1, at=AT)
    told = post(client, "send", letter.key, receivers=[offices["laplae"].key], version=1)
    shown = told.content.decode()
    assert told.status_code == 409
    for text in ("มีผู้แก้ไขหนังสือหลังจากเปิดหน้านี้ อ่านอีกครั้งแล้วส่ง", "ของเพื่อนร่วมงาน", 'name="version" value="2"'):
        assert text in shown
    assert Dispatch.objects.count() == 0
    again = post(client, "send", letter.key, receivers=[offices["laplae"].key], version=2)
    assert again.url == reverse("circulars:letter", args=[letter.key])


def test_a_form_sent_again_with_another_file_of_the_same_name_and_size_is_another_request(client, offices):
    login(client, a_member(offices["province"], clerks=True))
    first, second = a_pdf("one"), a_pdf("two")
    assert len(first) == len(second)
    values = {"kind": "external", "subject": "แนบไฟล์", "addressee": "ก", "body": "ข", "idempotency_key": "same"}
    answers = [
        client.post(reverse("circulars:write"), {**values, "file": SimpleUploadedFile("แนบ.pdf", data)})
        for data in (first, first, second)
    ]
    assert [answer.status_code for answer in answers] == [302, 302, 422]
    [letter] = Letter.objects.all()
    assert [row.document.blob.sha256 for row in cited_by(letter)] == [sha256(first).hexdigest()]


def test_a_cancelled_letter_and_receipt_stay_in_their_registers(client, offices):
    login(client, a_member(offices["laplae"], clerks=True))
    dispatch = a_dispatch(offices["laplae"])
    post(client, "receive", dispatch.key, received_on="13/11/2561")
    assert post(client, "cancel_receipt", Receipt.objects.get().key, reason="ลงผิด").url == "/letters/inbox/"
    for name in ("register", "print_register"):
        assert "ลงผิด" in page(client, name, "in", year=2018)
    login(client, a_member(dispatch.letter.sender, clerks=True))
    assert post(client, "cancel", dispatch.letter.key, reason="ส่งผิด").status_code == 302
    for name in ("register", "print_register"):
        assert "ส่งผิด" in page(client, name, "out", year=2018)


def test_the_printed_register_is_whole_and_in_order(client, offices):
    login(client, a_member(offices["laplae"], clerks=True))
    by = a_clerk(offices["laplae"])
    for number in range(60):
        receive_letter(
            by=by, dispatch=a_dispatch(offices["laplae"], subject=f"ที่ {number}"), received_on=AT.date(), at=AT
        )
    numbers = re.findall(r"<tr><td>([๐-๙]+)</td>", page(client, "print_register", "in", year=2018))
    assert numbers == [str(n).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")) for n in range(1, 61)]


def test_the_founding_letters_are_public_with_faces_readings_stamps_and_clauses(client, offices):
    letters = register_founding_letters(by=OPERATOR, at=AT)
    shown = page(client, "letter", letters["letter-C"].key)
    for text in ("มท ๐๒๑๑.๕/๑๗๖๗", "มท ๐๒๑๑.๕/๑๗๖๑๗", "Fay 3364", "19.59 น.", "มอบ สพค.", "สำนักงานโยธาและแผน"):
        assert text in shown
    assert "receipt" not in re.sub(r"<[^>]*>", "", shown)
    assert page(client, "list").count("<tr data-walk>") == 6
    assert "๑ ชุด" in page(client, "letter", letters["letter-B"].key)
    assert "มิใช่สำเนาต้นฉบับ" in page(client, "print", letters["letter-A"].key)


def test_who_has_it_names_the_silent_and_gives_them_as_a_table(client, offices):
    letters = register_founding_letters(by=OPERATOR, at=AT)
    login(client, a_member(offices["ministry"], clerks=True))
    shown = page(client, "cascade", letters["letter-B"].key)
    for text in ("0 จาก 5", "อำเภอเมืองอุตรดิตถ์: ยังไม่ได้รับ", "ส่งถึงแล้ว ยังไม่ลงรับ"):
        assert text in shown
    listed = page(client, "silent", letters["letter-B"].key, tier="local", province="53")
    assert listed.count("<tr data-walk>") == 5
    assert "อำเภอเมืองอุตรดิตถ์: ยังไม่ได้รับ" in listed
    table = client.get(reverse("circulars:silent_csv", args=[letters["letter-B"].key]), {"tier": "district"})
    assert table.content.decode("utf-8-sig").splitlines() == [
        "office,kind,province,state,held_at,since,days",
        "อำเภอเมืองอุตรดิตถ์,district,53,sent,,2018-11-13,0",
    ]


def test_who_has_it_with_what_it_loads_stays_within_sixty_kilobytes(client, offices):
    load_directory()
    for code in Province.objects.exclude(pk__in=["10", "53"]).values_list("pk", flat=True):
        an_office("province", code)
        an_office("sao", f"{code}01")
    letters = register_founding_letters(by=OPERATOR, at=AT)
    login(client, a_member(offices["ministry"], clerks=True))
    looks = [Path(finders.find(f"look/nakhara.{kind}")).stat().st_size for kind in ("css", "js")]
    shown = page(client, "cascade", letters["letter-C"].key)
    assert shown.count("../silent/?province=") == 76
    assert len(shown.encode()) + sum(looks) <= 61_440


def test_a_letter_of_others_is_not_there_and_a_draft_is_its_offices_alone(client, offices):
    draft = a_letter(a_clerk(offices["province"]))
    sent = a_dispatch(offices["mueang"]).letter
    login(client, a_member(offices["laplae"], clerks=True))
    names = ("letter", "print", "change", "send", "cancel", "cascade", "silent", "silent_csv")
    for letter in (draft, sent):
        codes = {name: client.get(reverse(f"circulars:{name}", args=[letter.key])).status_code for name in names}
        assert codes == dict.fromkeys(names, 404)
    login(client, a_sitter(a_body("secretariat")))
    assert client.get(reverse("circulars:letter", args=[sent.key])).status_code == 200
    assert client.get(reverse("circulars:letter", args=[draft.key])).status_code == 404


def test_a_receiver_may_not_change_or_cancel_what_it_received(clerk, offices):
    letter = a_dispatch(offices["laplae"]).letter
    codes = [post(clerk, name, letter.key, reason="x").status_code for name in ("change", "send", "cancel")]
    assert codes == [403, 403, 403]


def test_a_dispatch_to_another_office_cannot_be_received_or_passed_on(clerk, offices):
    dispatch = a_dispatch(offices["mueang"])
    codes = [post(clerk, name, dispatch.key, received_on="13/11/2561").status_code for name in ("receive", "pass_on")]
    assert codes == [404, 404]
    assert Receipt.objects.count() == 0


def test_who_only_works_in_an_office_sees_its_letters_without_buttons(client, offices):
    dispatch = a_dispatch(offices["laplae"])
    login(client, a_member(offices["laplae"], edits=True))
    shown = page(client, "inbox")
    assert dispatch.letter.subject in shown
    assert 'name="letters"' not in shown
    assert post(client, "receive", dispatch.key, received_on="13/11/2561").status_code == 403
    assert client.get(reverse("circulars:write")).status_code == 403


def test_a_visitor_signs_in_before_an_inbox(client):
    assert client.get(reverse("circulars:inbox")).url == "/accounts/login/?next=/letters/inbox/"


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("name", "args", "queries"),
    [("list", (), 6), ("inbox", (), 6), ("register", ("in",), 7), ("register", ("out",), 6), ("drafts", (), 6)],
)
def test_each_list_takes_the_same_queries_however_long(
    client, offices, rows, name, args, queries, django_assert_num_queries
):
    office = offices["province"]
    by = a_clerk(office)
    for _ in range(rows):
        a_letter(by)
        send(by=by, letter=a_letter(by), receivers=[offices["laplae"]], at=AT)
        a_dispatch(office)
        receive_letter(by=by, dispatch=a_dispatch(office), received_on=AT.date(), at=AT)
    login(client, by.post)
    with django_assert_num_queries(queries):
        client.get(reverse(f"circulars:{name}", args=args))


def test_receivers_clerks_are_told_once(offices):
    from nakhara.foundation.notices.models import Notice

    clerk = a_clerk(offices["laplae"])
    letter = a_dispatch(offices["laplae"]).letter
    rows = Notice.objects.filter(person=clerk.person).values_list("subject_th", "link")
    assert list(rows) == [(f"มีหนังสือรอรับ: {letter.subject}", "/letters/inbox/")]


__all__ = ["Dispatch", "acting_for", "an_office", "timedelta"]
