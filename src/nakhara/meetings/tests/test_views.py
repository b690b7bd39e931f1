"""The pages of a sitting, by hand of the secretary and the chair."""

import pytest
from django.urls import reverse

from nakhara.foundation.parties.tests.factories import AT, a_body, a_member, a_sitter, login
from nakhara.meetings.actions import add_item, record_attendance, resolve_item
from nakhara.meetings.models import Meeting, Resolution
from nakhara.meetings.tests.factories import a_meeting, a_quorate_meeting, a_served_body
from nakhara.meetings.tests.test_actions import an_item, votes_of
from nakhara.stages.application.models import Filing
from nakhara.stages.designation.tests.factories import a_committee_meeting, a_listed_filing

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


def sent(form, **data) -> dict:
    """The hidden fields of a form as a page gave it, and what is filled in."""
    return {name: form[name].value() for name in ("idempotency_key", "version")} | data


def test_a_stale_confirmation_shows_what_stands_and_the_second_one_is_a_choice(client):
    body, secretary = a_served_body()
    meeting = a_quorate_meeting(body, secretary)
    item = an_item(meeting, secretary)
    login(client, body.seats.get(role="chair").appointments.get())
    old = client.get(reverse("meetings:meeting", args=[meeting.key])).context["confirm"]
    votes = votes_of(body, "for", "for", "for")
    resolve_item(by=secretary, item=item, votes=votes, outcome="approve", version=item.version, at=AT)
    url = reverse("meetings:confirm", args=[meeting.key])
    answer = client.post(url, sent(old, agreed="on"))
    meeting.refresh_from_db()
    told = ("การประชุมเปลี่ยนไปหลังเปิดหน้านี้" in answer.text, [row["resolution"].outcome for row in answer.context["rows"]])
    assert (answer.status_code, meeting.confirmed_at, told) == (409, None, (True, ["approve"]))
    form = answer.context["confirm"]
    assert (form["version"].value(), form["agreed"].value()) == (str(meeting.version), False)
    assert client.post(url, sent(form)).status_code == 422
    assert client.post(url, sent(form, agreed="on")).status_code == 302
    assert Resolution.objects.get(item=item).confirmed_at is not None


def test_a_stale_resolution_keeps_what_was_marked_beside_what_stands_and_the_second_one_is_a_choice(client):
    body, secretary = a_served_body()
    item = an_item(a_quorate_meeting(body, secretary), secretary)
    login(client, secretary.post)
    url = reverse("meetings:resolve", args=[item.key])
    old = client.get(url).context["form"]
    votes = votes_of(body, "for", "for", "against")
    resolve_item(by=secretary, item=item, votes=votes, outcome="approve", version=item.version, at=AT)
    answer = client.post(url, sent(old, outcome="decline", reason="ยังไม่ครบ", everybody="on"))
    form = answer.context["form"]
    assert (answer.status_code, form["reason"].value()) == (409, "ยังไม่ครบ")
    differing = {row["label"]: (row["mine"], row["theirs"]) for row in answer.context["conflict"]}
    assert differing["มติ"] == ("ไม่เห็นชอบ", "เห็นชอบ")
    assert Resolution.objects.get(item=item).outcome == "approve"
    again = client.post(url, sent(form, outcome="decline", reason="ยังไม่ครบ", everybody="on"))
    resolution = Resolution.objects.get(item=item)
    assert (again.status_code, resolution.outcome, resolution.votes_for) == (302, "decline", 3)


def test_a_stale_attendance_wipes_nothing_and_the_second_one_is_a_choice(client):
    body, secretary = a_served_body()
    meeting = a_quorate_meeting(body, secretary)
    login(client, secretary.post)
    url = reverse("meetings:attendance", args=[meeting.key])
    old, keys = client.get(url).context["form"], [seat.key for seat in body.seats.order_by("order")]
    present = [(a.seat, a.person, "") for a in meeting.attendances.all()][:2]
    record_attendance(by=secretary, meeting=meeting, present=present, version=meeting.version, at=AT)
    answer = client.post(url, sent(old, **{f"there-{keys[0]}": "on"}))
    assert (answer.status_code, meeting.attendances.count()) == (409, 2)
    assert [(row["label"], row["mine"], row["theirs"]) for row in answer.context["conflict"]] == [
        (present[1][0].title_th, "ไม่ใช่", "ใช่")
    ]
    again = client.post(url, sent(answer.context["form"], **{f"there-{keys[0]}": "on"}))
    assert (again.status_code, meeting.attendances.count()) == (302, 1)


def test_a_stale_adoption_shows_what_is_resolved_and_the_second_one_leaves_it_alone(client):
    body, secretary = a_served_body()
    meeting = a_quorate_meeting(body, secretary)
    first, second = an_item(meeting, secretary), an_item(meeting, secretary)
    login(client, secretary.post)
    url = reverse("meetings:adopt", args=[meeting.key, "minutes"])
    old, ticked = client.get(url).context["form"], {f"adopt-{item.key}": "on" for item in (first, second)}
    votes = votes_of(body, "for", "for", "against")
    values = {"votes": votes, "outcome": "decline", "reason": "ไม่ครบ", "at": AT}
    resolve_item(by=secretary, item=first, version=first.version, **values)
    answer = client.post(url, sent(old, everybody="on", **ticked))
    assert (answer.status_code, answer.context["settled"]) == (409, [(first, "ไม่เห็นชอบ")])
    assert Resolution.objects.count() == 1
    again = client.post(url, sent(answer.context["form"], everybody="on", **ticked))
    told = Resolution.objects.order_by("id").values_list("item", "outcome", "votes_for", "votes_against")
    assert (again.status_code, list(told)) == (302, [(first.pk, "decline", 2, 1), (second.pk, "approve", 3, 0)])


def test_no_vote_is_marked_before_somebody_marks_it_and_none_is_invented(client):
    body, secretary = a_served_body()
    item = an_item(a_quorate_meeting(body, secretary), secretary)
    login(client, secretary.post)
    url = reverse("meetings:resolve", args=[item.key])
    form = client.get(url).context["form"]
    keys = [place.seat.key for place, _field in form.vote_fields()]
    assert [field.value() for _place, field in form.vote_fields()] == [None, None, None]
    assert client.post(url, sent(form, outcome="approve")).status_code == 422
    both = client.post(url, sent(form, outcome="approve", everybody="on", **{f"vote-{keys[1]}": "against"}))
    assert (both.status_code, list(both.context["form"].errors)) == (422, ["everybody"])
    marks = {f"vote-{keys[0]}": "for", f"vote-{keys[1]}": "for"}
    assert client.post(url, sent(form, outcome="approve", **marks)).status_code == 302
    assert list(item.votes.order_by("id").values_list("seat__key", "choice")) == [(keys[0], "for"), (keys[1], "for")]


def test_a_list_is_adopted_only_when_the_secretary_says_that_everybody_votes_for(client):
    body, secretary = a_served_body()
    meeting = a_quorate_meeting(body, secretary)
    items = [an_item(meeting, secretary) for _ in range(2)]
    login(client, secretary.post)
    url = reverse("meetings:adopt", args=[meeting.key, "minutes"])
    form, ticked = client.get(url).context["form"], {f"adopt-{items[0].key}": "on"}
    assert client.post(url, sent(form, **ticked)).status_code == 422
    assert client.post(url, sent(form, everybody="on", **ticked)).status_code == 302
    assert [item.votes.count() for item in items] == [3, 0]


def a_barred_sitting():
    """An opened sitting on a filing in whose area its second member has an interest, resolved; its item."""
    meeting, secretary, _chair = a_committee_meeting()
    filing = a_listed_filing()
    member = meeting.body.seats.get(order=3).appointments.get()
    a_member(filing.application.plan.organisation, member.person)
    item = add_item(by=secretary, meeting=meeting, kind="approval", thing=filing, at=AT)
    votes = votes_of(meeting.body, "for", "for")
    resolve_item(by=secretary, item=item, votes=votes, outcome="approve", version=item.version, at=AT)
    return item, secretary, member


def test_whom_an_interest_bars_reads_neither_scores_nor_papers_nor_votes_of_the_item(client):
    item, _secretary, member = a_barred_sitting()
    page = reverse("meetings:meeting", args=[item.meeting.key])
    seen = {}
    for reader in (item.meeting.body.seats.get(order=2).appointments.get(), member):
        login(client, reader)
        answer = client.get(page)
        [row] = answer.context["rows"]
        told = [text in answer.text for text in ("82.5", "ร่วมพิจารณาเรื่องนี้ไม่ได้ เพราะมีส่วนได้เสีย")]
        seen[reader] = (bool(row["lines"]), bool(row["papers"]), bool(row["needs"]), *told)
    assert list(seen.values()) == [(True, True, True, True, False), (False, False, False, False, True)]
    assert "เห็นด้วย ๒" not in client.get(reverse("meetings:minutes", args=[item.meeting.key])).text


def test_a_barred_secretary_is_kept_from_the_pages_that_resolve_the_item(client):
    item, secretary, _member = a_barred_sitting()
    filing = Filing.objects.get(key=item.subject_key)
    a_member(filing.application.plan.organisation, secretary.person)
    login(client, secretary.post)
    pages = [reverse(f"meetings:{name}", args=[item.key]) for name in ("resolve", "recuse")]
    assert [client.get(page).status_code for page in pages] == [403, 403]
    listed = client.get(reverse("meetings:adopt", args=[item.meeting.key, "approval"]))
    assert listed.context["form"].items == []


def test_a_member_confirms_an_item_in_the_place_of_a_barred_chair_by_the_pages(client):
    meeting, secretary, chair = a_committee_meeting()
    filing = a_listed_filing()
    a_member(filing.application.plan.organisation, chair.person)
    item = add_item(by=secretary, meeting=meeting, kind="approval", thing=filing, at=AT)
    votes = {seat: "for" for seat in meeting.body.seats.all() if seat.order > 1}
    resolve_item(by=secretary, item=item, votes=votes, outcome="approve", version=item.version, at=AT)
    member = meeting.body.seats.get(order=2).appointments.get()
    url = reverse("meetings:stand-in", args=[item.key])
    assert login(client, chair.post).get(url).status_code == 403
    login(client, member)
    assert url in client.get(reverse("meetings:meeting", args=[meeting.key])).text
    assert post(client, url, url).status_code == 302
    assert Resolution.objects.get(item=item).stand_in == member
    login(client, chair.post)
    form = client.get(reverse("meetings:meeting", args=[meeting.key])).context["confirm"]
    url = reverse("meetings:confirm", args=[meeting.key])
    assert client.post(url, sent(form, agreed="on")).status_code == 302
    minutes = client.get(reverse("meetings:minutes", args=[meeting.key])).text
    assert "ยืนยันมติแทนประธานซึ่งงดร่วมพิจารณา ที่นั่ง 2" in " ".join(minutes.split())


def test_the_minutes_are_thai_whatever_the_reader_reads_and_name_who_took_no_part(client):
    item, secretary, _member = a_barred_sitting()
    login(client, secretary.post)
    page = reverse("meetings:minutes", args=[item.meeting.key])
    articles = []
    for language in ("th", "en"):
        client.cookies["language"] = language
        text = client.get(page).text
        articles.append(" ".join(text[text.index("<article") : text.index("</article>")].split()))
    assert articles[0] == articles[1]
    assert "ที่นั่ง 3 งดร่วมพิจารณา: มีส่วนได้เสียกับพื้นที่" in articles[0]
    assert "<b>มติที่ประชุม</b> เห็นชอบ เห็นด้วย ๒ ไม่เห็นด้วย ๐" in articles[0]


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
