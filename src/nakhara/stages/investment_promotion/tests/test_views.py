"""Pages of investment promotion: an owner files, the board checks a number and resolves; whose claim it is."""

from decimal import Decimal
from html import unescape

import pytest
from django.urls import reverse

from nakhara.foundation.parties.actions import declare_interest
from nakhara.foundation.parties.actor import OPERATOR
from nakhara.foundation.parties.tests.factories import AT, a_body, a_member, a_sitter, login
from nakhara.foundation.places.tests.factories import a_province, an_area
from nakhara.foundation.record import clock
from nakhara.stages.application.tests.factories import a_secretary
from nakhara.stages.designation.models import Act
from nakhara.stages.designation.tests.factories import a_designation, an_owner_of
from nakhara.stages.investment_promotion.models import Privileges, PromotionClaim
from nakhara.stages.investment_promotion.queries import Answer
from nakhara.stages.investment_promotion.tests.factories import (
    CLAIMED,
    RESOLVED,
    a_board_officer,
    a_claim,
    a_decided_claim,
    privileges_for,
)

pytestmark = pytest.mark.django_db
CLAIM = {"activity": "ศูนย์ข้อมูลเมือง", "investment_baht": "๒๕,๐๐๐,๐๐๐.๕๐", "details": "ระยะที่ 1"}
RESOLUTION = {"granted": "yes", "resolution_number": "12/2561", "resolved_on": "๒๓/๑๒/๒๕๖๑", "text": "ยกเว้นอากร"}


@pytest.fixture(autouse=True)
def _on_the_day_of_the_resolution(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: RESOLVED)


@pytest.fixture
def designation():
    """A designated area in Uttaradit."""
    return a_designation(area=an_area("เมืองทุ่งคราม", ["53"], name_en="Thung Khram"))


@pytest.fixture
def owner(client, designation):
    return login(client, an_owner_of(designation).post)


@pytest.fixture
def board(client):
    return login(client, a_board_officer().post)


def at(name: str, *things) -> str:
    return reverse(f"investment_promotion:{name}", args=[thing.key for thing in things])


def text_of(answer) -> str:
    return unescape(answer.content.decode())


def post(client, address: str, key: str = "k", **values):
    return client.post(address, {"idempotency_key": key, **values})


def test_an_owner_files_with_the_number_from_the_list_and_two_clicks_file_once(owner, designation):
    listed = owner.get(at("list"))
    assert listed.context["claimable"] == [designation]
    assert at("new", designation) in text_of(listed)
    assert "001/2561" in text_of(owner.get(at("new", designation)))
    answers = [post(owner, at("new", designation), **CLAIM) for _click in range(2)]
    claim = PromotionClaim.objects.get()
    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [(302, at("claim", claim))] * 2
    assert (claim.receipt, claim.activity, claim.investment_baht, claim.details, claim.filed_at) == (
        "IP-2561-0001",
        "ศูนย์ข้อมูลเมือง",
        Decimal("25000000.50"),
        "ระยะที่ 1",
        RESOLVED,
    )
    page = text_of(owner.get(at("claim", claim)))
    shown = ("IP-2561-0001", "ศูนย์ข้อมูลเมือง", "25,000,000.50", "ระยะที่ 1", "001/2561", "เมืองทุ่งคราม")
    assert [words for words in shown if words not in page] == []


def test_what_is_missing_is_told_at_the_field_and_the_text_stays(owner, designation):
    answer = post(owner, at("new", designation), activity="", investment_baht="0", details="ระยะที่ 1")
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["activity"])
    answer = post(owner, at("new", designation), "k2", **(CLAIM | {"investment_baht": "0"}))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["investment_baht"])
    assert "ระยะที่ 1" in text_of(answer)
    assert not PromotionClaim.objects.exists()


def test_a_number_that_is_suspended_is_not_offered_and_files_nothing(owner, designation):
    Act.objects.create(designation=designation, kind="suspended", at=CLAIMED, reason="ไม่รายงาน")
    assert owner.get(at("list")).context["claimable"] == []
    answer = post(owner, at("new", designation), **CLAIM)
    refusals = [(reason.field, reason.provision) for reason in answer.context["form"].refusals]
    assert (answer.status_code, refusals) == (422, [(None, "guideline-4")])
    assert not PromotionClaim.objects.exists()


def test_whoever_does_not_sign_for_the_area_has_no_form(client, designation):
    posts = {
        "editor": an_owner_of(designation, edits=True).post,
        "other": a_member(),
        "secretariat": a_secretary().post,
        "board": a_board_officer().post,
    }
    answers = {name: login(client, post).get(at("new", designation)).status_code for name, post in posts.items()}
    assert answers == dict.fromkeys(posts, 403)


def test_anothers_claim_and_a_missing_one_answer_alike(owner):
    other = a_claim()
    addresses = [at(name, other) for name in ("claim", "decide")]
    missing = [address.replace(other.key, "2345678923456789") for address in addresses]
    assert [owner.get(address).status_code for address in (*addresses, *missing)] == [404] * 4
    listed = owner.get(at("list"))
    assert (list(listed.context["page"]), other.receipt in text_of(listed)) == ([], False)


def test_the_public_is_asked_to_sign_in(client):
    claim = a_claim()
    addresses = [at("list"), at("check"), at("claim", claim), at("decide", claim)]
    where = [client.get(address).headers["Location"] for address in addresses]
    assert where == [f"/accounts/login/?next={address}" for address in addresses]


def test_the_board_resolves_on_the_claims_page_and_two_clicks_resolve_once(board, designation):
    claim = a_claim(designation)
    page = board.get(at("claim", claim))
    assert page.context["answer"] == Answer(designation, RESOLVED.date(), None, "in-force", None, True)
    assert f'action="{at("decide", claim)}"' in text_of(page)
    answers = [post(board, at("decide", claim), **RESOLUTION) for _click in range(2)]
    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [(302, at("claim", claim))] * 2
    row = Privileges.objects.get()
    assert (row.claim, row.granted, row.resolution_number, row.resolved_on, row.text, row.recorded_at) == (
        claim,
        True,
        "12/2561",
        RESOLVED.date(),
        "ยกเว้นอากร",
        RESOLVED,
    )
    page = board.get(at("claim", claim))
    assert page.context["form"] is None
    assert [words in text_of(page) for words in ("12/2561", "ยกเว้นอากร")] == [True, True]


def test_what_is_not_granted_is_told_the_owner_with_its_reason(client, designation):
    claim = a_claim(designation)
    login(client, a_board_officer().post)
    post(client, at("decide", claim), **(RESOLUTION | {"granted": "no", "text": "อยู่นอกบัญชีกิจการ"}))
    login(client, an_owner_of(designation).post)
    page = client.get(at("claim", claim))
    assert page.context["privileges"].granted is False
    assert [words in text_of(page) for words in ("ไม่ให้สิทธิ", "อยู่นอกบัญชีกิจการ")] == [True, True]
    assert (page.context["form"], page.context["answer"]) == (None, None)


def test_a_second_resolution_is_refused_and_a_day_to_come_too(board):
    claim = a_claim()
    late = post(board, at("decide", claim), **(RESOLUTION | {"resolved_on": "24/12/2561"}))
    assert (late.status_code, list(late.context["form"].errors)) == (422, ["resolved_on"])
    privileges_for(claim)
    again = post(board, at("decide", claim), "other", **RESOLUTION)
    assert (again.status_code, [reason.link for reason in again.context["form"].refusals]) == (
        422,
        [at("claim", claim)],
    )
    assert Privileges.objects.count() == 1


def test_only_the_board_has_the_form_of_the_resolution(client, designation):
    claim = a_claim(designation)
    for person in (an_owner_of(designation), a_secretary()):
        login(client, person.post)
        assert client.get(at("decide", claim)).status_code == 403
        assert client.get(at("claim", claim)).context["form"] is None


def test_an_officer_with_an_interest_does_not_find_the_claim(client):
    claim = a_claim()
    officer = a_board_officer()
    interest = {"organisation": claim.organisation, "kind": "ownership", "since": AT.date()}
    declare_interest(by=OPERATOR, person=officer.person, at=AT, **interest)
    login(client, officer.post)
    assert [client.get(at(name, claim)).status_code for name in ("claim", "decide")] == [404, 404]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"number": "๐๐๑/๒๕๖๑", "province": "53", "on": "๒๓/๑๒/๒๕๖๑"}, ("in-force", True, True)),
        ({"number": "1/2561"}, ("in-force", None, True)),
        ({"number": "001/2561", "province": "20"}, ("in-force", False, False)),
        ({"number": "001/2561", "province": "53", "on": "12/11/2561"}, ("", True, False)),
        ({"number": "002/2561", "province": "53"}, ("", None, False)),
    ],
)
def test_the_board_gets_a_quotable_answer_to_number_place_and_day(board, designation, asked, told):
    a_province("20")
    page = board.get(at("check"), asked)
    found = page.context["answer"]
    assert (found.standing, found.in_zone, found.holds) == told
    assert f'class="verdict {"ok" if told[2] else "bad"}"' in text_of(page)


def test_the_check_answers_nothing_until_a_number_is_asked(board, designation):
    assert board.get(at("check")).context["answer"] is None
    empty = board.get(at("check"), {"number": "", "on": "วันนี้"})
    assert (empty.context["answer"], list(empty.context["form"].errors)) == (None, ["number", "on"])


def test_only_the_board_and_the_secretariat_check(client, designation):
    posts = {
        "board": a_board_officer().post,
        "secretariat": a_secretary().post,
        "owner": an_owner_of(designation).post,
        "committee": a_sitter(a_body("committee")),
    }
    answers = {name: login(client, post).get(at("check")).status_code for name, post in posts.items()}
    assert answers == {"board": 200, "secretariat": 200, "owner": 403, "committee": 403}


def test_the_list_keeps_word_and_state(board):
    waiting, decided = a_claim(activity="รถโดยสารไฟฟ้า"), a_decided_claim()
    found = {
        "all": board.get(at("list")),
        "waiting": board.get(at("list"), {"state": "waiting"}),
        "decided": board.get(at("list"), {"state": "decided"}),
        "word": board.get(at("list"), {"q": "โดยสาร"}),
        "nothing": board.get(at("list"), {"q": "โดยสาร", "state": "decided"}),
    }
    assert {name: list(page.context["page"]) for name, page in found.items()} == {
        "all": [waiting, decided],
        "waiting": [waiting],
        "decided": [decided],
        "word": [waiting],
        "nothing": [],
    }
    assert '<input type="hidden" name="state" value="decided">' in text_of(found["nothing"])


def test_the_list_goes_on_to_a_second_page(board, designation):
    claims = [a_claim(designation, activity=f"กิจการ {number}") for number in range(26)]
    pages = [list(board.get(at("list"), {"page": number}).context["page"]) for number in (1, 2)]
    assert pages == [claims[:25], claims[25:]]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_boards_list_takes_the_same_queries_however_many(board, rows, django_assert_num_queries):
    for _row in range(rows):
        a_decided_claim()
        a_claim()
    with django_assert_num_queries(LIST):
        page = board.get(at("list"))
    assert len(page.context["rows"]) == rows * 2


@pytest.mark.parametrize("rows", [1, 3])
def test_the_owners_list_takes_the_same_queries_however_many(owner, designation, rows, django_assert_num_queries):
    for number in range(rows):
        a_claim(designation, activity=f"กิจการ {number}")
    with django_assert_num_queries(OWN_LIST):
        page = owner.get(at("list"))
    assert len(page.context["rows"]) == rows


LIST, OWN_LIST = 9, 11
