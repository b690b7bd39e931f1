"""Writing, sending and cancelling letters."""

from datetime import date, timedelta

import pytest

from nakhara.circulars.actions import cancel_letter, change_letter, send_letter, write_letter
from nakhara.circulars.models import Dispatch, Letter
from nakhara.circulars.queries.letters import register_out, search_letters
from nakhara.circulars.queries.routes import below, chosen_below
from nakhara.circulars.tests.factories import AT, a_clerk, a_dispatch, a_letter, an_office, send, uttaradit
from nakhara.foundation.documents.queries import cited_by
from nakhara.foundation.documents.tests.factories import a_document, a_pdf
from nakhara.foundation.parties.may import NotAllowedError
from nakhara.foundation.parties.tests.factories import a_member, acting, an_organisation
from nakhara.foundation.record.models import Event
from nakhara.foundation.record.queries import body_of
from nakhara.foundation.record.refusals import RefusedError, StaleError

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _store_of_its_own(tmp_path, settings):
    settings.DOCUMENTS_ROOT = tmp_path


@pytest.fixture
def offices():
    return uttaradit()


def facts_of(letter: Letter) -> dict:
    """What the letter's last event says."""
    return body_of(Event.objects.filter(subject_key=letter.key).latest("id"))["facts"]


@pytest.fixture
def clerk(offices):
    return a_clerk(offices["province"])


def test_circulars_and_other_letters_are_numbered_in_books_of_their_own_from_one_each_year(clerk, offices):
    to = [offices["laplae"]]
    numbers = []
    for circular, at in [(True, AT), (False, AT), (True, AT), (True, AT + timedelta(days=60))]:
        letter = a_letter(clerk, circular=circular)
        numbers.append(send(by=clerk, letter=letter, receivers=to, at=at).number)
    assert numbers == ["อต ๐๐๒๓.๓/ว ๑", "อต ๐๐๒๓.๓/๑", "อต ๐๐๒๓.๓/ว ๒", "อต ๐๐๒๓.๓/ว ๑"]


def test_a_sent_letter_has_number_date_and_dispatches_and_the_record_names_its_receivers(clerk, offices):
    receivers = [offices["laplae"], offices["pao"]]
    letter = send(by=clerk, letter=a_letter(clerk), receivers=receivers, due=date(2018, 11, 20), at=AT)
    assert (letter.draft, letter.dated, letter.sequence, letter.year) == (False, date(2018, 11, 13), 1, 2018)
    rows = Dispatch.objects.filter(letter=letter).values_list("sender", "receiver", "due")
    assert set(rows) == {(offices["province"].pk, one.pk, date(2018, 11, 20)) for one in receivers}
    assert facts_of(letter) == {"number": "อต ๐๐๒๓.๓/๑", "receivers": [one.key for one in receivers]}


def test_the_record_names_what_a_draft_encloses(clerk, offices):
    came = a_dispatch(offices["province"]).letter
    first, second = (a_document(offices["province"], name=name, data=a_pdf(name)) for name in ("ก.pdf", "ข.pdf"))
    letter = a_letter(clerk, encloses=[(came, "๑ ฉบับ")], documents=[first])
    assert facts_of(letter) == {"written": True, "encloses": [came.key], "files": [first.blob.sha256]}
    change_letter(by=clerk, letter=letter, texts={"subject": "ใหม่"}, documents=[second], version=1, at=AT)
    files = sorted([first.blob.sha256, second.blob.sha256])
    assert facts_of(letter) == {"changed": True, "files": files}
    assert sorted(row.document.blob.sha256 for row in cited_by(letter)) == files


def test_nobody_encloses_a_letter_or_a_file_that_they_do_not_see(clerk, offices):
    letter = a_letter(clerk)
    others = a_dispatch(offices["laplae"]).letter
    paper = a_document(offices["laplae"])
    for act in (
        lambda **more: write_letter(by=clerk, texts={"subject": "แนบของคนอื่น"}, at=AT, **more),
        lambda **more: change_letter(by=clerk, letter=letter, texts={"subject": "ใหม่"}, version=1, at=AT, **more),
    ):
        with pytest.raises(RefusedError) as refused:
            act(encloses=[(others, "")], documents=[paper])
        assert [reason.field for reason in refused.value.reasons] == ["encloses", "file"]
    letter.refresh_from_db()
    assert (letter.version, Letter.objects.filter(subject="แนบของคนอื่น").count()) == (1, 0)
    assert not cited_by(letter)


def test_a_letter_that_was_changed_after_the_last_look_is_not_sent(clerk, offices):
    letter = a_letter(clerk)
    change_letter(by=clerk, letter=letter, texts={"subject": "ใหม่"}, version=1, at=AT)
    with pytest.raises(StaleError) as stale:
        send_letter(by=clerk, letter=letter, receivers=[offices["laplae"]], version=1, at=AT)
    assert (stale.value.row.subject, stale.value.row.draft) == ("ใหม่", True)
    assert send_letter(by=clerk, letter=letter, receivers=[offices["laplae"]], version=2, at=AT).subject == "ใหม่"


def test_a_letter_is_sent_once(clerk, offices):
    letter = send(by=clerk, letter=a_letter(clerk), receivers=[offices["laplae"]], at=AT)
    with pytest.raises(RefusedError, match=r"อต ๐๐๒๓\.๓/๑"):
        send(by=clerk, letter=letter, receivers=[offices["pao"]], at=AT)
    assert Dispatch.objects.count() == 1


def test_a_letter_to_nobody_or_due_yesterday_is_refused_and_takes_no_number(clerk):
    letter = a_letter(clerk)
    with pytest.raises(RefusedError) as refused:
        send(by=clerk, letter=letter, receivers=[], due=date(2018, 11, 12), at=AT)
    assert [reason.field for reason in refused.value.reasons] == ["receivers", "due"]
    letter.refresh_from_db()
    assert (letter.draft, letter.number) == (True, "")


def test_a_draft_is_changed_from_its_present_version_alone(clerk):
    letter = a_letter(clerk, asks=["note"])
    change_letter(by=clerk, letter=letter, texts={"subject": "ใหม่"}, asks=["act", "tell"], version=1, at=AT)
    assert [ask.kind for ask in letter.asks.order_by("id")] == ["act", "tell"]
    with pytest.raises(StaleError):
        change_letter(by=clerk, letter=letter, texts={"subject": "เก่า"}, version=1, at=AT)
    letter.refresh_from_db()
    assert (letter.subject, letter.version) == ("ใหม่", 2)


def test_a_cancelled_letter_keeps_its_number_and_the_next_one_goes_on(clerk, offices):
    first = send(by=clerk, letter=a_letter(clerk), receivers=[offices["laplae"]], at=AT)
    cancel_letter(by=clerk, letter=first, reason="ส่งผิดเรื่อง", at=AT)
    second = send(by=clerk, letter=a_letter(clerk), receivers=[offices["laplae"]], at=AT)
    book = [(row.sequence, row.cancel_reason) for row in register_out(offices["province"], 2018, circular=False)]
    assert (book, second.sequence) == ([(2, ""), (1, "ส่งผิดเรื่อง")], 2)
    with pytest.raises(RefusedError):
        cancel_letter(by=clerk, letter=first, reason="อีกครั้ง", at=AT)


def test_a_letter_is_not_cancelled_without_a_reason(clerk):
    with pytest.raises(RefusedError) as refused:
        cancel_letter(by=clerk, letter=a_letter(clerk), reason=" ", at=AT)
    assert [reason.field for reason in refused.value.reasons] == ["reason"]


def test_only_the_clerks_of_an_office_write_and_send_for_it(clerk, offices):
    letter = a_letter(clerk)
    stranger = a_clerk(offices["laplae"])
    onlooker = acting(a_member(offices["province"], edits=True))
    for by in (stranger, onlooker):
        with pytest.raises(NotAllowedError):
            send(by=by, letter=letter, receivers=[offices["pao"]], at=AT)
    with pytest.raises(NotAllowedError):
        write_letter(by=onlooker, texts={"subject": "x"}, at=AT)
    assert Letter.objects.count() == 1


def test_an_office_of_a_province_writes_under_its_own_number_for_the_province(offices):
    office = an_organisation("office", parent=offices["province"], code="อต ๐๐๒๓.๑", juristic_id=None)
    clerk = a_clerk(office)
    letter = send(by=clerk, letter=a_letter(clerk), receivers=[offices["laplae"]], at=AT)
    assert (letter.number, letter.dispatches.get().sender) == ("อต ๐๐๒๓.๑/๑", offices["province"])


def test_letters_are_found_by_number_in_either_digits_and_by_words(clerk, offices):
    letter = send(by=clerk, letter=a_letter(clerk), receivers=[offices["laplae"]], at=AT)
    for text in ("0023.3", "๐๐๒๓.๓/๑", "เมืองอัจฉริยะ ขับเคลื่อน", "นายอำเภอ"):
        assert list(search_letters(Letter.objects.all(), text)) == [letter], text
    assert list(search_letters(Letter.objects.all(), "9999")) == []


@pytest.mark.parametrize(
    ("sender", "groups"),
    [
        ("ministry", {"departments": ["department"], "provinces": ["province"]}),
        ("department", {"provinces": ["province"]}),
        ("province", {"districts": ["mueang", "laplae"], "pao": ["pao"], "municipalities": ["town"]}),
        ("laplae", {"subdistrict-municipalities": ["municipality"], "saos": ["sao"]}),
        ("sao", {}),
    ],
)
def test_each_office_writes_to_the_tier_below_and_bangkok_is_on_nobodys_route(offices, sender, groups):
    an_office("province", "10")
    names = {one.pk: name for name, one in offices.items()}
    assert {group.key: [names[one.pk] for one in group.members] for group in below(offices[sender])} == groups


def test_a_group_means_whoever_belongs_to_it_at_the_moment_of_sending(offices):
    assert chosen_below(offices["province"], ["all:districts", offices["pao"].key, offices["mueang"].key]) == [
        offices["mueang"],
        offices["laplae"],
        offices["pao"],
    ]
    late = an_office("district", "5302", name_th="อำเภอตรอน")
    assert late in chosen_below(offices["province"], ["all:districts"])
