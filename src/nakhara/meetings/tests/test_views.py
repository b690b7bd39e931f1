"""The pages of a sitting, by hand of the secretary and the chair."""

import pytest
from django.urls import reverse

from nakhara.foundation.parties.tests.factories import a_body, a_sitter, login
from nakhara.meetings.models import Meeting, Resolution
from nakhara.meetings.tests.factories import a_meeting, a_quorate_meeting, a_served_body
from nakhara.meetings.tests.test_actions import an_item

pytestmark = pytest.mark.django_db


def post(client, url, form_page, **data):
    """Send a form with the hidden fields that its page gave."""
    form = client.get(form_page).context["form"]
    hidden = {"idempotency_key": form["idempotency_key"].value()}
    if "version" in form.fields:
        hidden["version"] = form["version"].value()
    return client.post(url, hidden | data)


def test_the_secretary_calls_a_meeting_with_thai_digits_and_a_buddhist_year(client):
    body, secretary = a_served_body()
    login(client, secretary.post)
    page = reverse("meetings:arrange")
    answer = post(client, page, page, body=body.key, day="๑๓/๑๑/๒๕๖๙", time="๐๙.๓๐ น.", place="ห้องประชุมใหญ่")
    meeting = Meeting.objects.get(body=body)
    assert (answer.status_code, answer.url) == (302, reverse("meetings:meeting", args=[meeting.key]))
    assert (meeting.number, meeting.year, meeting.place) == (1, 2026, "ห้องประชุมใหญ่")


def test_a_sitting_is_taken_from_attendance_to_confirmation_by_the_pages(client):
    body, secretary = a_served_body()
    meeting = a_meeting(body, secretary)
    item = an_item(meeting, secretary)
    login(client, secretary.post)
    page = reverse("meetings:attendance", args=[meeting.key])
    there = {f"there-{seat.key}": "on" for seat in body.seats.all()}
    assert post(client, page, page, **there).status_code == 302
    page = reverse("meetings:resolve", args=[item.key])
    assert post(client, page, page, outcome="approve", reason="", everybody="on").status_code == 302
    chair = body.seats.get(role="chair").appointments.get()
    login(client, chair)
    shown = client.get(reverse("meetings:meeting", args=[meeting.key]))
    form = shown.context["confirm"]
    sent = {
        "idempotency_key": form["idempotency_key"].value(),
        "version": form["version"].value(),
        "agreed": "on",
    }
    url = reverse("meetings:confirm", args=[meeting.key])
    assert [client.post(url, sent).status_code for _ in range(2)] == [302, 302]
    assert Resolution.objects.get(item=item).confirmed_at is not None
    assert client.get(reverse("meetings:minutes", args=[meeting.key])).status_code == 200


def test_a_stale_confirmation_is_told_and_changes_nothing(client):
    body, secretary = a_served_body()
    meeting = a_quorate_meeting(body, secretary)
    login(client, body.seats.get(role="chair").appointments.get())
    form = client.get(reverse("meetings:meeting", args=[meeting.key])).context["confirm"]
    sent = {"idempotency_key": form["idempotency_key"].value(), "version": 99, "agreed": "on"}
    answer = client.post(reverse("meetings:confirm", args=[meeting.key]), sent)
    meeting.refresh_from_db()
    assert (answer.status_code, meeting.confirmed_at) == (409, None)


def test_another_bodys_meeting_and_a_missing_one_answer_alike(client):
    body, secretary = a_served_body()
    meeting = a_meeting(body, secretary)
    login(client, a_sitter(a_body("subcommittee")))
    foreign = client.get(reverse("meetings:meeting", args=[meeting.key]))
    missing = client.get(reverse("meetings:meeting", args=["2345678923456789"]))
    assert (foreign.status_code, missing.status_code) == (404, 404)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_rows(client, rows, django_assert_num_queries):
    body, secretary = a_served_body()
    for _ in range(rows):
        a_meeting(body, secretary)
    login(client, secretary.post)
    with django_assert_num_queries(7):
        page = client.get(reverse("meetings:list"))
    assert len(page.context["page"].object_list) == rows
