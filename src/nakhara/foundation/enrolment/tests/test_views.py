"""Coming in, letting in, and being shut out, by the pages."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfWriter

from nakhara.foundation.enrolment.actions import accept_enrolment
from nakhara.foundation.enrolment.models import AccountLink, Enrolment, Invitation
from nakhara.foundation.enrolment.queries import checkers_of
from nakhara.foundation.enrolment.tests.factories import an_enrolment
from nakhara.foundation.notices.models import Notice
from nakhara.foundation.parties.models import Membership, Organisation, Person
from nakhara.foundation.parties.tests.factories import (
    AT,
    a_body,
    a_juristic_id,
    a_member,
    a_person,
    a_province,
    a_sitter,
    acting,
    an_organisation,
    login,
)

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def a_pdf() -> bytes:
    """A PDF of one empty page."""
    written = io.BytesIO()
    pdf = PdfWriter()
    pdf.add_blank_page(200, 200)
    pdf.write(written)
    return written.getvalue()


def hidden(client, page, name="form"):
    return {field.name: field.value() for field in client.get(page).context[name].hidden_fields()}


def a_request(client, juristic_id):
    """Send a request to enrol; the answer of the page."""
    a_province()
    page = reverse("enrolment:request")
    return client.post(
        page,
        hidden(client, page)
        | {
            "kind": "town",
            "name_th": "เทศบาลเมืองทดลอง",
            "name_en": "",
            "juristic_id": juristic_id,
            "legal_basis": "พระราชบัญญัติเทศบาล พ.ศ. ๒๔๙๖",
            "province": "53",
            "title_th": "นายกเทศมนตรี",
            "letter_number": "อต ๕๒๐๐๑/๑๒",
            "letter_dated": timezone.localdate().isoformat(),
            "letter": SimpleUploadedFile("หนังสือมอบอำนาจ.pdf", a_pdf(), "application/pdf"),
        },
    )


@pytest.fixture
def newcomer(client):
    client.force_login(a_person(), backend=BACKEND)
    return client


def test_an_account_is_opened_by_a_mailed_link_and_an_address_with_one_sees_the_same_page(client):
    known = a_person()
    page = reverse("enrolment:account")
    answers = [
        client.post(page, hidden(client, page) | {"email": email}).url for email in ("new@city.example", known.email)
    ]
    assert answers == [reverse("enrolment:sent")] * 2
    link = Notice.objects.get(email="new@city.example").link
    sent = hidden(client, link) | {"name_th": "ผู้มาใหม่", "password": "แมวเหมียวเดินข้ามถนน 9"}
    assert client.post(link, sent).url == reverse("enrolment:request")
    assert Person.objects.get(email="new@city.example").name_th == "ผู้มาใหม่"
    assert Notice.objects.get(email=known.email).link == reverse("account_login")


def test_an_address_gets_six_links_a_day_whoever_asks_and_the_page_says_the_same():
    page, answers = reverse("enrolment:account"), []
    for minute in range(0, 80, 10):
        client = Client(REMOTE_ADDR=f"203.0.113.{minute}")
        AccountLink.objects.update(sent_at=F("sent_at") - timedelta(minutes=6))
        answers.append(client.post(page, hidden(client, page) | {"email": "new@city.example"}).url)
    assert answers == [reverse("enrolment:sent")] * 8
    assert Notice.objects.filter(email="new@city.example").count() == 6


def test_one_client_sends_sixty_links_an_hour_and_the_next_is_refused(client):
    page = reverse("enrolment:account")
    answers = []
    for number in range(61):
        form = {"idempotency_key": f"{number:016d}", "email": f"new{number}@city.example"}
        answers.append(client.post(page, form).status_code)
    assert answers == [302] * 60 + [429]
    assert Notice.objects.count() == 60
    other = Client(REMOTE_ADDR="203.0.113.9")
    assert other.post(page, {"idempotency_key": "a" * 16, "email": "other@city.example"}).status_code == 302


def test_a_request_written_in_thai_digits_is_accepted_by_the_province_it_concerns(newcomer):
    number = a_juristic_id()
    thai = number.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    assert a_request(newcomer, thai).status_code == 302
    enrolment = Enrolment.objects.get()
    province = a_member(an_organisation("province", province=a_province()))
    page = reverse("enrolment:detail", args=[enrolment.key])
    clerk = login(Client(), province)
    clerk.post(reverse("enrolment:accept", args=[enrolment.key]), hidden(clerk, page, "accept"))
    organisation = Organisation.objects.get(juristic_id=number)
    post = Membership.objects.get(organisation=organisation)
    assert (post.person, post.administers, post.signs) == (enrolment.person, True, True)


def test_whoever_is_let_in_invites_colleagues_from_the_answer_and_whoever_checked_does_not(client):
    enrolment, officer = an_enrolment(), a_sitter(a_body("secretariat"))
    accept_enrolment(by=acting(officer), enrolment=enrolment, at=AT)
    page, people = reverse("enrolment:detail", args=[enrolment.key]), reverse("enrolment:people")
    assert people not in login(client, officer).get(page).content.decode()
    administrator = Client()
    administrator.force_login(enrolment.person, backend=BACKEND)
    assert people in administrator.get(page).content.decode()


def test_whoever_asked_does_not_answer_their_own_letter_though_their_province_may(newcomer):
    a_request(newcomer, a_juristic_id())
    enrolment = Enrolment.objects.get()
    own = a_member(an_organisation("province", province=a_province()), enrolment.person)
    clerk, page = login(Client(), own), reverse("enrolment:detail", args=[enrolment.key])
    assert clerk.get(page).context["accept"] is None
    answer = clerk.post(reverse("enrolment:accept", args=[enrolment.key]), {"idempotency_key": "a" * 16})
    enrolment.refresh_from_db()
    assert (answer.status_code, enrolment.decided_at) == (422, None)


def test_a_member_of_the_province_without_any_right_answers_no_letter(newcomer):
    a_request(newcomer, a_juristic_id())
    enrolment = Enrolment.objects.get()
    viewer = a_member(an_organisation("province", province=a_province()), edits=False)
    client, page = login(Client(), viewer), reverse("enrolment:detail", args=[enrolment.key])
    assert [client.get(page).status_code, client.get(reverse("enrolment:list")).status_code] == [404, 403]
    assert viewer.person not in checkers_of(enrolment, AT)


def test_another_province_does_not_see_the_request(newcomer):
    a_request(newcomer, a_juristic_id())
    other = a_member(an_organisation("province", province=a_province("65", "พิษณุโลก", "Phitsanulok")))
    page = reverse("enrolment:detail", args=[Enrolment.objects.get().key])
    assert login(Client(), other).get(page).status_code == 404


def test_one_organisation_for_a_juristic_number(newcomer):
    organisation = an_organisation()
    answer = a_request(newcomer, organisation.juristic_id)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["juristic_id"])
    assert not Enrolment.objects.exists()


def test_a_refusal_needs_a_reason_and_reaches_whoever_asked(newcomer):
    a_request(newcomer, a_juristic_id())
    enrolment = Enrolment.objects.get()
    officer = login(Client(), a_sitter(a_body("secretariat")))
    url = reverse("enrolment:refuse", args=[enrolment.key])
    page = reverse("enrolment:detail", args=[enrolment.key])
    assert officer.post(url, hidden(officer, page, "refuse") | {"reason": ""}).status_code == 422
    officer.post(url, hidden(officer, page, "refuse") | {"reason": "ไม่มีลายมือชื่อ ส่งฉบับที่ลงนามแล้ว"})
    enrolment.refresh_from_db()
    told = Notice.objects.get(person=enrolment.person)
    assert (enrolment.accepted, told.body_th) == (False, "ไม่มีลายมือชื่อ ส่งฉบับที่ลงนามแล้ว")


def test_an_invitation_is_taken_up_with_a_new_account_and_its_rights(client):
    admin = a_member()
    login(client, admin)
    page = reverse("enrolment:people")
    client.post(page, hidden(client, page) | {"email": "helper@city.example", "title_th": "นักวิชาการ", "edits": "on"})
    link = reverse("enrolment:take", args=[Invitation.objects.get().token])
    guest = Client()
    answer = guest.post(link, hidden(guest, link) | {"name_th": "ผู้ช่วย", "password": "ปลาทูตากแดดสามวัน 7"})
    post = Membership.objects.get(person__email="helper@city.example")
    assert answer.url == reverse("parties:roles")
    assert (post.organisation, post.edits, post.administers, post.signs) == (admin.organisation, True, False, False)
    assert guest.get(link).context["invitation"] is None


@pytest.mark.parametrize(("verb", "standing"), [("suspend", "suspended_at"), ("remove", "until")])
def test_a_suspended_or_removed_persons_next_request_is_refused(verb, standing):
    admin = a_member()
    colleague = a_member(admin.organisation, edits=True)
    theirs, mine = login(Client(), colleague), login(Client(), admin)
    page = reverse("enrolment:people")
    assert theirs.get(page).status_code == 200
    url = reverse("enrolment:member", args=[colleague.key])
    assert mine.post(url, hidden(mine, url) | {"verb": verb}).status_code == 302
    colleague.refresh_from_db()
    assert getattr(colleague, standing) is not None
    assert theirs.get(page).status_code == 404


def test_a_stale_tab_gives_no_right_back_and_shows_both(client):
    admin = a_member()
    colleague = a_member(admin.organisation, edits=True, signs=True)
    mine = login(client, admin)
    url = reverse("enrolment:member", args=[colleague.key])
    stale = hidden(mine, url) | {"edits": "on", "signs": "on"}
    mine.post(url, hidden(mine, url) | {"edits": "on"})
    answer = mine.post(url, stale)
    said = [(row["mine"], row["theirs"]) for row in answer.context["conflict"]]
    assert (answer.status_code, said) == (409, [("ใช่", "ไม่ใช่")])
    colleague.refresh_from_db()
    assert (colleague.edits, colleague.signs, colleague.version) == (True, False, 2)
    again = stale | {"idempotency_key": "b" * 16, "version": answer.context["form"]["version"].value()}
    assert mine.post(url, again).status_code == 302
    colleague.refresh_from_db()
    assert (colleague.signs, colleague.version) == (True, 3)


def test_an_organisation_keeps_an_administrator():
    admin = a_member()
    client = login(Client(), admin)
    url = reverse("enrolment:member", args=[admin.key])
    answer = client.post(url, hidden(client, url) | {"verb": "remove"})
    admin.refresh_from_db()
    assert (answer.status_code, admin.until) == (422, None)


def test_the_list_shows_the_unanswered_first_and_finds_by_name_number_and_letter(client):
    officer = a_sitter(a_body("secretariat"))
    answered, first, second = an_enrolment(), an_enrolment(name_th="เทศบาลตำบลหัวดง"), an_enrolment(letter_number="ท ๙")
    accept_enrolment(by=acting(officer), enrolment=answered, at=AT)
    login(client, officer)
    asked = ["", "หัวดง", second.juristic_id, "ท ๙", "ไม่มีคำนี้"]
    pages = [client.get(reverse("enrolment:list"), {"q": text}).context["page"] for text in asked]
    assert [list(page) for page in pages] == [[first, second, answered], [first], [second], [second], []]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_rows(rows, django_assert_num_queries):
    for _ in range(rows):
        client = Client()
        client.force_login(a_person(), backend=BACKEND)
        assert a_request(client, a_juristic_id()).status_code == 302
    officer = login(Client(), a_sitter(a_body("secretariat")))
    with django_assert_num_queries(6):
        page = officer.get(reverse("enrolment:list"))
    assert len(page.context["page"].object_list) == rows
