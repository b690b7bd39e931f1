"""Pages on which an operator gives a body seats, appoints people and ends appointments (background-1)."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from nakhara.foundation.notices.models import Notice
from nakhara.foundation.parties.actions import appoint, end_appointment, register_operator
from nakhara.foundation.parties.actor import OPERATOR
from nakhara.foundation.parties.models import Appointment, Person, Seat
from nakhara.foundation.parties.tests.factories import AT, a_body, a_member, a_person, a_sitter, an_organisation, login
from nakhara.look.forms import new_key

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def browser() -> Client:
    """An operator, reading English."""
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(register_operator(by=OPERATOR, email="op@test.example", name_th="ผู้ดูแล", at=AT), backend=BACKEND)
    return client


def a_vacant_seat() -> Seat:
    return a_body(seats=1).seats.get()


def page_of(seat: Seat) -> str:
    return reverse("parties:seat", args=[seat.key])


def sent(client: Client, seat: Seat, **fields) -> dict:
    """The fields of the form to appoint, as the page gives them now."""
    form = client.get(page_of(seat)).context["appoint"]
    return {"idempotency_key": new_key(), "version": form["version"].value(), **fields}


def sitting(seat: Seat) -> list[tuple[str, bool]]:
    rows = Appointment.objects.filter(seat=seat).select_related("person").order_by("id")
    return [(row.person.email, row.until is None) for row in rows]


def test_somebody_known_is_appointed_by_their_address_and_told(browser):
    seat, person = a_vacant_seat(), a_person("known")
    answer = browser.post(page_of(seat), sent(browser, seat, email="Known@Test.Example"))
    assert (answer.url, sitting(seat)) == (reverse("parties:body", args=[seat.body.key]), [(person.email, True)])
    told = Notice.objects.get(email=person.email)
    assert (told.link, told.subject_en) == (reverse("account_login"), "You are appointed: Seat 1")


def test_somebody_new_is_entered_appointed_and_sets_a_password_by_the_mailed_link(browser):
    seat = a_vacant_seat()
    values = {"email": "new@city.example", "name_th": "ผู้มาใหม่"}
    browser.post(page_of(seat), sent(browser, seat, **values))
    assert sitting(seat) == [("new@city.example", True)]
    guest = Client()
    form = guest.get(Notice.objects.get(email="new@city.example").link, follow=True)
    password = "แมวเหมียวเดินข้ามถนน 9"
    guest.post(form.request["PATH_INFO"], {"password1": password, "password2": password})
    assert Person.objects.get(email="new@city.example").check_password(password)


def test_somebody_new_without_a_name_is_asked_for(browser):
    seat = a_vacant_seat()
    answer = browser.post(page_of(seat), sent(browser, seat, email="new@city.example"))
    assert (answer.status_code, answer.context["form"].errors) == (
        422,
        {"name_th": ["This address has no account yet: write the person's name"]},
    )
    assert sitting(seat) == []


def test_a_second_click_appoints_nobody_twice_and_mails_once(browser):
    seat, person = a_vacant_seat(), a_person()
    form = sent(browser, seat, email=person.email)
    answers = [browser.post(page_of(seat), form).url for _ in range(2)]
    assert answers == [reverse("parties:body", args=[seat.body.key])] * 2
    assert (sitting(seat), Notice.objects.count()) == ([(person.email, True)], 1)


def test_a_stale_tab_appoints_nobody_and_shows_both(browser):
    seat, person, other = a_vacant_seat(), a_person(), a_person()
    form = sent(browser, seat, email=person.email)
    appoint(by=OPERATOR, seat=Seat.objects.get(pk=seat.pk), person=other, at=AT)
    answer = browser.post(page_of(seat), form)
    assert (answer.status_code, answer.context["conflict"]) == (
        409,
        [{"label": "Sits there", "mine": person.email, "theirs": str(other)}],
    )
    assert sitting(seat) == [(other.email, True)]
    again = browser.post(
        page_of(seat), form | {"version": answer.context["appoint"]["version"].value(), "idempotency_key": new_key()}
    )
    assert (again.status_code, again.context["form"].non_field_errors()) == (
        422,
        ["The seat is taken: end the present appointment first"],
    )


def test_an_appointment_is_ended_and_stands_among_those_before(browser):
    sitter = a_sitter(a_body(seats=1), "chair")
    end = reverse("parties:end-sitting", args=[sitter.seat.key])
    form = {
        "idempotency_key": new_key(),
        "version": browser.get(page_of(sitter.seat)).context["ending"]["version"].value(),
    }
    assert browser.post(end, form).url == page_of(sitter.seat)
    sitter.refresh_from_db()
    page = browser.get(page_of(sitter.seat))
    assert (sitter.until is not None, list(page.context["past"]), page.context["sitting"]) == (True, [sitter], None)


def test_a_stale_tab_ends_nobody(browser):
    body = a_body(seats=1)
    gone, person = a_sitter(body, "chair"), a_person()
    page = browser.get(page_of(gone.seat))
    form = {"idempotency_key": new_key(), "version": page.context["ending"]["version"].value()}
    end_appointment(by=OPERATOR, appointment=gone, at=AT)
    appoint(by=OPERATOR, seat=Seat.objects.get(pk=gone.seat_id), person=person, at=AT)
    answer = browser.post(reverse("parties:end-sitting", args=[gone.seat.key]), form)
    assert (answer.status_code, answer.context["conflict"]) == (
        409,
        [{"label": "Sits there", "mine": "Vacant", "theirs": str(person)}],
    )
    assert sitting(gone.seat) == [(gone.person.email, False), (person.email, True)]


def test_a_seat_is_added_after_the_others(browser):
    body, ministry = a_body(seats=2), an_organisation("ministry", juristic_id=None)
    page = reverse("parties:new-seat", args=[body.key])
    assert page in browser.get(reverse("parties:body", args=[body.key])).content.decode()
    values = {"role": "member", "title_th": "ปลัดกระทรวง", "title_en": "Permanent secretary", "office": ministry.key}
    answer = browser.post(page, values | {"since": "01/10/2561", "idempotency_key": new_key()})
    seat = body.seats.order_by("order").last()
    assert answer.url == reverse("parties:body", args=[body.key])
    assert (seat.order, seat.role, seat.title_th, seat.office, seat.since) == (
        3,
        "member",
        "ปลัดกระทรวง",
        ministry,
        date(2018, 10, 1),
    )


def test_nobody_else_comes_to_these_pages():
    seat = a_vacant_seat()
    client = login(Client(), a_member())
    addresses = [page_of(seat), reverse("parties:new-seat", args=[seat.body.key])]
    assert [client.get(address).status_code for address in addresses] == [403, 403]
    assert page_of(seat) not in client.get(reverse("parties:body", args=[seat.body.key])).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_a_seat_costs_the_same_for_any_number_of_sitters(browser, rows, django_assert_num_queries):
    body = a_body(seats=1)
    for _ in range(rows):
        end_appointment(by=OPERATOR, appointment=a_sitter(body, "chair"), at=AT)
    with django_assert_num_queries(10):
        page = browser.get(page_of(body.seats.get()))
    assert len(page.context["past"]) == rows


def test_the_operators_work_is_the_vacant_seats(browser):
    seat = a_vacant_seat()
    groups = browser.get(reverse("casefile:tasks")).context["groups"]
    assert [(g["title"], [(t.label, t.url, t.hint) for t in g["tasks"]]) for g in groups] == [
        ("Vacant seats", [(seat.title_th, page_of(seat), seat.body.name_th)])
    ]
