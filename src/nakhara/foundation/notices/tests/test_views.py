"""The person's page of notices, and the demo's page of mail."""

import pytest
from django.test import Client
from django.urls import reverse

from nakhara.foundation.notices.models import Notice
from nakhara.foundation.notices.queries import unread_count
from nakhara.foundation.notices.tests.factories import a_notice
from nakhara.foundation.parties.tests.factories import a_member, a_person, login
from nakhara.look.forms import new_key

pytestmark = pytest.mark.django_db
LIST, READ, MAIL = (reverse(f"notices:{name}") for name in ("list", "read", "mail"))


@pytest.fixture
def browser() -> Client:
    client = Client()
    client.cookies["language"] = "en"
    return client


def shown(response) -> list[Notice]:
    return list(response.context["page"])


@pytest.mark.parametrize("rows", [1, 3])
def test_one_reads_ones_own_notices_at_the_same_cost(browser, rows, django_assert_num_queries):
    post = a_member()
    own = [a_notice(post.person) for _ in range(rows)]
    a_notice(a_person())
    login(browser, post)
    with django_assert_num_queries(7):
        response = browser.get(LIST)
    assert shown(response) == own[::-1]


def test_notices_are_marked_as_read_one_by_one_and_all_together(browser):
    post = a_member()
    one, two, three = (a_notice(post.person) for _ in range(3))
    login(browser, post)
    assert browser.post(READ, {"idempotency_key": one.key, "notice": one.key}).url == LIST
    assert shown(browser.get(LIST, {"show": "new"})) == [three, two]
    browser.post(READ, {"idempotency_key": new_key(), "notice": ""})
    assert (shown(browser.get(LIST, {"show": "new"})), unread_count(post.person)) == ([], 0)
    assert shown(browser.get(LIST)) == [three, two, one]


def test_nobody_marks_anothers_notice_and_a_visit_marks_none(browser):
    notice = a_notice(a_person())
    login(browser, a_member())
    browser.post(READ, {"idempotency_key": new_key(), "notice": notice.key})
    browser.get(READ)
    assert Notice.objects.get().read_at is None


def test_the_demo_shows_the_mail_that_would_go_out(browser, settings):
    settings.DEMO = True
    notice = a_notice(a_person(), link="/notices/")
    html = browser.get(MAIL).content.decode()
    for shown_text in (notice.person.email, "แจ้งเตือน / Notices", 'href="/notices/"'):
        assert shown_text in html


def test_elsewhere_there_is_no_page_of_mail(browser, settings):
    settings.DEMO = False
    post = a_member()
    a_notice(post.person)
    assert browser.get(MAIL).status_code == 404
    assert login(browser, post).get(MAIL).status_code == 404
