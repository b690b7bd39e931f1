"""The owner claims with the number, the board resolves: who may, when, once (guideline-4, guideline-5)."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest

from nakhara.foundation.notices.models import Notice
from nakhara.foundation.parties.actions import declare_interest, set_area_party
from nakhara.foundation.parties.actor import OPERATOR
from nakhara.foundation.parties.may import NotAllowedError
from nakhara.foundation.parties.models import AreaRole
from nakhara.foundation.parties.tests.factories import AT, a_body, a_member, a_sitter, acting
from nakhara.foundation.record.models import Event
from nakhara.foundation.record.refusals import RefusedError
from nakhara.stages.application.tests.factories import a_secretary
from nakhara.stages.designation.models import Act
from nakhara.stages.designation.tests.factories import a_designation, an_owner_of
from nakhara.stages.investment_promotion.models import Privileges, PromotionClaim
from nakhara.stages.investment_promotion.tests.factories import (
    CLAIMED,
    RESOLVED,
    a_board_officer,
    a_claim,
    a_decided_claim,
    privileges_for,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def designation():
    return a_designation()


def refused(act, *args, **values) -> list[tuple]:
    """The field and provision of each reason for which something is refused."""
    with pytest.raises(RefusedError) as error:
        act(*args, **values)
    return [(reason.field, reason.provision) for reason in error.value.reasons]


def recorded(thing) -> list[tuple[str, dict]]:
    """The events of a thing: step and facts."""
    events = Event.objects.filter(subject_key=thing.key).order_by("id")
    return [(event.step, json.loads(bytes(event.canonical))["facts"]) for event in events]


# Filing with the number.


def test_the_owner_claims_with_the_number_and_the_board_is_told(designation):
    officer, owner = a_board_officer(), an_owner_of(designation)
    claim = a_claim(designation, by=owner, activity=" ศูนย์ข้อมูล\u200bเมือง ", details="ระยะที่ 1")
    assert PromotionClaim.objects.values().get() == {
        "id": claim.pk,
        "key": claim.key,
        "designation_id": designation.pk,
        "organisation_id": owner.organisation.pk,
        "receipt": "IP-2561-0001",
        "activity": "ศูนย์ข้อมูลเมือง",
        "investment_baht": Decimal("25000000.00"),
        "details": "ระยะที่ 1",
        "filed_at": CLAIMED,
    }
    facts = {"number": "001/2561", "receipt": "IP-2561-0001", "baht": "25000000"}
    assert recorded(claim) == [("th-2561:guideline-4", facts)]
    told = Notice.objects.filter(dedupe__startswith="claimed:")
    assert [(notice.person, notice.link) for notice in told] == [(officer.person, f"/promotion/{claim.key}/")]
    assert ["IP-2561-0001" in told[0].subject_th, "001/2561" in told[0].subject_en] == [True, True]


@pytest.mark.parametrize("rights", [{"edits": True}, {"administers": True, "edits": True, "clerks": True}])
def test_whoever_does_not_sign_for_the_owner_does_not_claim(designation, rights):
    with pytest.raises(NotAllowedError):
        a_claim(designation, by=an_owner_of(designation, **rights))
    assert not PromotionClaim.objects.exists()


def test_nobody_claims_for_an_area_of_others(designation):
    strangers = [
        an_owner_of(a_designation()),
        acting(a_member()),
        a_secretary(),
        a_board_officer(),
        acting(a_sitter(a_body("committee"), "chair")),
        OPERATOR,
    ]
    for stranger in strangers:
        with pytest.raises(NotAllowedError):
            a_claim(designation, by=stranger)
    assert not PromotionClaim.objects.exists()


def test_a_developer_is_asked_for_the_owners_consent(designation):
    developer = acting(a_member())
    parties = {"area": designation.area, "organisation": developer.organisation, "role": AreaRole.DEVELOPER}
    set_area_party(by=OPERATOR, at=AT, **parties)
    assert refused(a_claim, designation, by=acting(developer.post)) == [(None, "developer-claim")]
    assert not PromotionClaim.objects.exists()


@pytest.mark.parametrize("kind", ["suspended", "revoked", "replaced"])
def test_a_number_that_is_not_in_force_claims_nothing(designation, kind):
    Act.objects.create(designation=designation, kind=kind, at=CLAIMED - timedelta(days=1), reason="ไม่รายงาน")
    assert refused(a_claim, designation) == [(None, "guideline-4")]
    Act.objects.create(designation=designation, kind="renewed", at=CLAIMED)
    assert a_claim(designation).receipt == "IP-2561-0001"


def test_a_number_claims_nothing_before_the_day_it_was_given(designation):
    assert refused(a_claim, designation, at=AT - timedelta(days=1)) == [(None, "guideline-4")]


def test_a_claim_that_says_nothing_is_refused_with_every_reason(designation):
    empty = {"activity": " \u200b", "investment_baht": Decimal(0)}
    assert refused(a_claim, designation, **empty) == [
        ("activity", "guideline-4"),
        ("investment_baht", "guideline-4"),
    ]


def test_an_activity_is_claimed_once_until_the_board_has_answered(designation):
    first = a_claim(designation)
    assert refused(a_claim, designation, activity=" ศูนย์ข้อมูลเมือง ") == [("activity", "guideline-4")]
    second = a_claim(designation, activity="รถโดยสารไฟฟ้า")
    privileges_for(first, granted=False)
    again = a_claim(designation, at=RESOLVED)
    elsewhere = a_claim()
    assert list(PromotionClaim.objects.order_by("id")) == [first, second, again, elsewhere]


def test_receipts_have_no_gap_where_a_claim_was_refused_and_begin_again_with_the_year(designation):
    a_claim(designation)
    refused(a_claim, designation)
    a_claim(designation, activity="รถโดยสารไฟฟ้า")
    a_claim(designation, activity="ไฟถนนอัจฉริยะ", at=AT + timedelta(days=60))
    receipts = list(PromotionClaim.objects.order_by("id").values_list("receipt", flat=True))
    assert receipts == ["IP-2561-0001", "IP-2561-0002", "IP-2562-0001"]


# The board's resolution.


@pytest.mark.parametrize("granted", [True, False])
def test_the_board_records_its_resolution_with_its_reason_and_the_owner_is_told(designation, granted):
    owner = an_owner_of(designation)
    claim = a_claim(designation, by=owner)
    row = privileges_for(claim, granted=granted, resolution_number=" 12/2561 ", text=" เพราะเป็นกิจการเป้าหมาย ")
    assert Privileges.objects.values().get() == {
        "id": row.pk,
        "key": row.key,
        "claim_id": claim.pk,
        "granted": granted,
        "resolution_number": "12/2561",
        "resolved_on": RESOLVED.date(),
        "text": "เพราะเป็นกิจการเป้าหมาย",
        "recorded_at": RESOLVED,
    }
    facts = {"granted": granted, "resolution": "12/2561", "on": "2018-12-23"}
    assert recorded(row) == [("th-2561:guideline-5", facts)]
    told = Notice.objects.get(dedupe__startswith="privileges:")
    assert (told.person, told.link) == (owner.person, f"/promotion/{claim.key}/")
    assert told.body_en.endswith("\nเพราะเป็นกิจการเป้าหมาย")
    assert ("does not grant" in told.subject_en) is not granted


def test_only_the_board_resolves(designation):
    claim = a_claim(designation)
    others = [
        an_owner_of(designation),
        a_secretary(),
        acting(a_sitter(a_body("committee"), "chair")),
        acting(a_sitter(a_body("subcommittee"))),
        OPERATOR,
    ]
    for other in others:
        with pytest.raises(NotAllowedError):
            privileges_for(claim, by=other)
    assert not Privileges.objects.exists()


def test_an_officer_with_an_interest_in_the_area_does_not_resolve():
    claim = a_claim()
    officer = a_board_officer()
    interest = {"organisation": claim.organisation, "kind": "family", "since": AT.date()}
    declare_interest(by=OPERATOR, person=officer.person, at=AT, **interest)
    with pytest.raises(NotAllowedError) as barred:
        privileges_for(claim, by=acting(officer.post))
    assert barred.value.conflict is True
    assert not Privileges.objects.exists()


def test_a_resolution_stands_once_recorded():
    claim = a_decided_claim(granted=False)
    with pytest.raises(RefusedError) as error:
        privileges_for(claim, granted=True)
    reasons = [(reason.field, reason.provision, reason.link) for reason in error.value.reasons]
    assert reasons == [(None, "guideline-5", f"/promotion/{claim.key}/")]
    assert list(Privileges.objects.values_list("granted", flat=True)) == [False]


def test_a_resolution_without_number_and_reason_is_refused_with_every_reason():
    claim = a_claim()
    empty = {"resolution_number": " ", "text": "\u200b", "resolved_on": RESOLVED.date() + timedelta(days=1)}
    assert refused(privileges_for, claim, **empty) == [
        ("resolution_number", "guideline-5"),
        ("resolved_on", "guideline-5"),
        ("text", "guideline-5"),
    ]


def test_a_resolution_is_not_older_than_its_claim_and_may_be_of_the_same_day():
    claim = a_claim()
    day = CLAIMED.date()
    assert refused(privileges_for, claim, resolved_on=day - timedelta(days=1)) == [("resolved_on", "guideline-5")]
    assert privileges_for(claim, resolved_on=day, at=CLAIMED).resolved_on == day
