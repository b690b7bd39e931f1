"""Pages of parties: what the public sees, what one's own people see, interests, roles."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from nakhara.foundation.parties.actions import end_membership, suspend_member
from nakhara.foundation.parties.actor import OPERATOR
from nakhara.foundation.parties.models import FormerState, Interest
from nakhara.foundation.parties.tests.factories import (
    AT,
    a_body,
    a_member,
    a_person,
    a_sitter,
    an_organisation,
    login,
)
from nakhara.look.forms import new_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser() -> Client:
    client = Client()
    client.cookies["language"] = "en"
    return client


def page_of(thing) -> str:
    return reverse(f"parties:{thing._meta.model_name}", args=[thing.key])


def text(response) -> str:
    return response.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_directory_takes_the_same_queries_for_one_row_and_for_three(browser, rows, django_assert_num_queries):
    for _ in range(rows):
        an_organisation()
    with django_assert_num_queries(2):
        response = browser.get(reverse("parties:organisations"))
    assert len(response.context["page"].object_list) == rows


@pytest.mark.parametrize(
    ("query", "found"),
    [("ลับแล", ["one"]), ("laplae town", ["one"]), ("อต", ["two"]), ("nowhere", []), ("kind", ["one"])],
)
def test_an_organisation_is_found_by_its_names_code_and_kind(browser, query, found):
    an_organisation("town", name_th="เทศบาลเมืองลับแล", name_en="Laplae Town")
    an_organisation("province", name_th="จังหวัดอุตรดิตถ์", name_en="Uttaradit", code="อต")
    address = reverse("parties:organisations")
    response = browser.get(address, {"kind": "town"} if query == "kind" else {"q": query})
    names = {"one": "เทศบาลเมืองลับแล", "two": "จังหวัดอุตรดิตถ์"}
    assert [row.name_th for row in response.context["page"]] == [names[one] for one in found]


def test_the_public_sees_an_office_and_none_of_its_people(browser):
    post = a_member(title_th="ปลัดเทศบาล")
    html = text(browser.get(page_of(post.organisation)))
    assert post.organisation.name_en in html
    for hidden in (post.person.name_th, post.person.email, "ปลัดเทศบาล", post.organisation.juristic_id):
        assert hidden not in html


def test_another_organisations_people_see_no_more_than_the_office(browser):
    post, other = a_member(), a_member()
    html = text(login(browser, other).get(page_of(post.organisation)))
    assert post.organisation.juristic_id in html
    assert post.person.name_th not in html


def test_ones_own_people_see_facts_former_names_offices_and_each_other(browser):
    post = a_member()
    organisation = post.organisation
    colleague = a_member(organisation, title_th="นิติกร", edits=True)
    FormerState.objects.create(organisation=organisation, kind="sao", name_th="อบต. เดิม", until=date(2015, 1, 1))
    office = an_organisation("office", name_th="กองช่าง", name_en="Public works", juristic_id=None, parent=organisation)
    html = text(login(browser, colleague).get(page_of(organisation)))
    for shown in (organisation.juristic_id, "อบต. เดิม", "1 Jan 2015", office.name_en, colleague.person.name_th, "นิติกร"):
        assert shown in html
    assert "Invite and change rights" not in html


def test_the_bodies_tell_seats_and_vacancies_in_three_queries(browser, django_assert_num_queries):
    group = a_body("working-group", seats=3, dimensions=("environment",))
    a_sitter(group, "chair")
    a_body("committee", seats=2)
    with django_assert_num_queries(3):
        response = browser.get(reverse("parties:bodies"))
    assert [(body.kind, seats, vacant) for body, seats, vacant in response.context["rows"]] == [
        ("working-group", 3, 2),
        ("committee", 2, 2),
    ]


def test_the_public_sees_which_office_holds_a_seat_and_not_who_sits_there(browser):
    sitter = a_sitter(a_body(), "chair")
    html = text(browser.get(page_of(sitter.seat.body)))
    assert ("Seat 1" in html, sitter.person.name_th in html) == (True, False)
    assert "Filled" in html
    assert html.count("Vacant</span>") == 2


def test_those_who_sit_in_bodies_see_each_others_names(browser):
    sitter, other = a_sitter(a_body(), "chair"), a_sitter(a_body("subcommittee"))
    html = text(login(browser, other).get(page_of(sitter.seat.body)))
    assert sitter.person.name_th in html


def test_my_office_leads_to_the_organisation_or_body_acted_for(browser):
    post, sitter = a_member(), a_sitter(a_body())
    assert login(browser, post).get(reverse("parties:mine")).url == page_of(post.organisation)
    assert login(browser, sitter).get(reverse("parties:mine")).url == page_of(sitter.seat.body)
    browser.force_login(a_person(), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert browser.get(reverse("parties:mine")).url == reverse("parties:roles")
    assert "You have no role yet" in text(browser.get(reverse("parties:roles")))


# Interests


def test_an_interest_is_declared_listed_and_ended(browser):
    sitter, company = a_sitter(a_body()), an_organisation("company", name_en="Some Company")
    login(browser, sitter)
    found = browser.get(reverse("parties:interests"), {"q": "some company"})
    address = reverse("parties:declare", args=[company.key])
    assert address in text(found)
    form = {"kind": "contract", "since": "01/10/2561", "note": "ที่ปรึกษา", "idempotency_key": new_key()}
    for _ in range(2):
        assert browser.post(address, form).url == reverse("parties:interests")
    interest = Interest.objects.get()
    assert (interest.person, interest.organisation, interest.kind, interest.since, interest.until) == (
        sitter.person,
        company,
        "contract",
        date(2018, 10, 1),
        None,
    )
    html = text(browser.get(reverse("parties:interests")))
    assert "Some Company" in html
    end = reverse("parties:end-interest", args=[interest.key])
    browser.post(end, {"idempotency_key": interest.key})
    interest.refresh_from_db()
    assert interest.until is not None
    assert end not in text(browser.get(reverse("parties:interests")))


def test_the_same_interest_is_not_declared_twice(browser):
    sitter, company = a_sitter(a_body()), an_organisation("company")
    address = reverse("parties:declare", args=[company.key])
    login(browser, sitter)
    form = {"kind": "family", "since": "01/10/2561"}
    browser.post(address, form | {"idempotency_key": new_key()})
    refused = browser.post(address, form | {"idempotency_key": new_key()})
    assert refused.status_code == 422
    assert refused.context["form"].errors == {"kind": ["You have declared this already: it stands in the list"]}
    assert Interest.objects.count() == 1


def test_anothers_interest_is_as_good_as_missing(browser):
    sitter, other = a_sitter(a_body()), a_sitter(a_body())
    login(browser, other)
    browser.post(
        reverse("parties:declare", args=[an_organisation().key]),
        {"kind": "family", "since": "01/10/2561", "idempotency_key": new_key()},
    )
    login(browser, sitter)
    for key in (Interest.objects.get().key, "a" * 16):
        assert browser.post(reverse("parties:end-interest", args=[key]), {"idempotency_key": "x"}).status_code == 404
    assert Interest.objects.get().until is None


# A post that ends


@pytest.mark.parametrize("stop", [end_membership, suspend_member])
def test_a_post_that_is_stopped_is_gone_with_the_next_request(browser, stop):
    keeper = a_member()
    post = a_member(keeper.organisation, edits=True)
    login(browser, post)
    assert browser.get(reverse("parties:roles")).context["actor"].post == post
    stop(by=OPERATOR, membership=post, at=AT)
    assert browser.get(reverse("parties:roles")).context["actor"].post is None
    assert keeper.person.name_th not in text(browser.get(page_of(keeper.organisation)))
