"""What other systems read: the register as JSON, a designated area's filed plan to the byte (guideline-3)."""

import json
from datetime import timedelta
from hashlib import sha256

import pytest
from django.urls import reverse
from django.utils.translation import override

from nakhara.foundation.parties.actor import OPERATOR
from nakhara.foundation.parties.tests.factories import AT, a_member, an_organisation, login
from nakhara.foundation.places.tests.factories import an_area
from nakhara.foundation.record import clock
from nakhara.registry.queries.datasets import DATASETS
from nakhara.stages.application.formats.dossier import read_dossier
from nakhara.stages.application.tests.factories import a_secretary
from nakhara.stages.designation.actions import issue_designation
from nakhara.stages.designation.models import Act, Designation
from nakhara.stages.designation.tests.factories import a_designation, a_listed_filing, a_scored_filing
from nakhara.stages.designation.tests.test_actions import sit
from nakhara.stages.plan.tests.factories import a_plan, owner_of
from nakhara.stages.review.tests.factories import a_screened_filing

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=20)
REGISTER = "/api/designations.json"


@pytest.fixture(autouse=True)
def _some_days_later(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: LATER)


def plan_of(area) -> str:
    """The address of an area's filed plan."""
    return reverse("api:smartcity", args=[area.key])


def test_an_empty_register_says_as_of_when_and_how_it_is_counted(client):
    answer = client.get(REGISTER)
    with override("th"):
        method = str(DATASETS["designations"].method)
    assert answer.json() == {"as_of": "2018-12-03T09:00:00+07:00", "method": method, "designations": []}
    assert answer.headers["Content-Type"] == "application/json"


def test_every_designation_is_told_as_its_record_says_with_what_it_is_now(client):
    owner = an_organisation(name_th="เทศบาลเมืองทุ่งคราม", name_en="Thung Khram town")
    first = a_designation(area=an_area("เมืองทุ่งคราม", ["21", "20"], name_en="Thung Khram"), organisation=owner)
    Act.objects.create(designation=first, kind="suspended", at=AT + timedelta(days=1), reason="ไม่รายงาน")
    sit([a_listed_filing(area=an_area("เมืองลับ", name_en=""))], ["approve"])
    second = Designation.objects.latest("id")
    committee = second.resolution.item.meeting.body
    other = second.filing.application.plan.organisation
    common = {"format": "designation/1", "dimensions": ["living", "environment"], "designated_on": "2018-11-13"}
    assert client.get(REGISTER).json()["designations"] == [
        {
            **common,
            "number": "002/2561",
            "area": {"name": "เมืองลับ", "provinces": ["53"]},
            "owner": {"name": other.name_th, "name_en": other.name_en, "juristic_id": other.juristic_id},
            "zone": {"since": "2018-11-13", "basis": f"มติ{committee.name_th} ครั้งที่ 1/2561"},
            "filing": {"sha256": second.filing.sha256, "edition": "th-2561"},
            "resolution": {"body": committee.name_th, "meeting": "1/2561", "on": "2018-11-13"},
            "standing": "in-force",
            "area_key": second.area.key,
        },
        {
            **common,
            "number": "001/2561",
            "area": {"name": "เมืองทุ่งคราม", "name_en": "Thung Khram", "provinces": ["21", "20"]},
            "owner": {
                "name": "เทศบาลเมืองทุ่งคราม",
                "name_en": "Thung Khram town",
                "juristic_id": owner.juristic_id,
            },
            "zone": {"since": "2018-11-13", "basis": "มติคณะกรรมการขับเคลื่อนการพัฒนาเมืองอัจฉริยะ"},
            "filing": {"sha256": first.filing.sha256, "edition": "th-2561"},
            "standing": "suspended",
            "area_key": first.area.key,
        },
    ]


def test_thai_stands_in_the_register_as_it_is_written(client):
    a_designation(area=an_area("เมืองทุ่งคราม"))
    assert "เมืองทุ่งคราม".encode() in client.get(REGISTER).content


def test_the_register_leads_to_the_filed_plan_of_each_area_and_the_hash_fits(client):
    a_designation()
    a_designation()
    for row in client.get(REGISTER).json()["designations"]:
        plan = client.get(f"/api/areas/{row['area_key']}/smartcity.json")
        assert sha256(plan.content).hexdigest() == row["filing"]["sha256"]


def test_a_filed_plan_is_given_to_the_byte_and_can_be_read_again(client):
    filing = a_screened_filing()
    issue_designation(by=OPERATOR, filing=filing, resolution=None, at=LATER)
    answer = client.get(plan_of(filing.application.plan.area))
    assert answer.content == bytes(filing.snapshot)
    assert (answer.headers["Content-Type"], answer.headers["ETag"]) == ("application/json", f'"{filing.sha256}"')
    told = json.loads(answer.content)
    assert (told["format"], told["edition"], told["plan"]["claimed"]) == (
        "smartcity/1",
        "th-2561",
        ["energy", "environment"],
    )
    assert read_dossier(answer.content) == told


def test_a_client_that_has_the_plan_already_is_told_that_nothing_changed(client):
    designation = a_designation()
    tag = f'"{designation.filing.sha256}"'
    answer = client.get(plan_of(designation.area), headers={"If-None-Match": tag})
    assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", tag)
    assert client.get(plan_of(designation.area), headers={"If-None-Match": '"other"'}).status_code == 200


def test_nothing_of_an_area_is_told_before_its_designation_whoever_asks(client):
    filing, draft = a_scored_filing(), a_plan()
    areas = [filing.application.plan.area, draft.area]
    readers = [None, a_member(filing.application.plan.organisation), owner_of(draft).post, a_secretary().post]
    for post in readers:
        if post:
            login(client, post)
        missing = client.get("/api/areas/2345678923456789/smartcity.json")
        answers = [client.get(plan_of(area)) for area in areas]
        assert [answer.status_code for answer in (missing, *answers)] == [404, 404, 404]
        assert client.get(REGISTER).json()["designations"] == []


def test_the_newest_plan_of_an_area_that_is_designated_again_is_given(client):
    first = a_designation()
    filing = a_listed_filing({"overall": "85", "environment": "84", "people": "78"}, area=first.area)
    assert client.get(plan_of(first.area)).content == bytes(first.filing.snapshot)
    issue_designation(by=OPERATOR, filing=filing, resolution=None, at=LATER)
    assert client.get(plan_of(first.area)).content == bytes(filing.snapshot)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_register_takes_the_same_queries_however_many(client, rows, django_assert_num_queries):
    for _row in range(rows):
        a_designation()
    with django_assert_num_queries(3):
        told = client.get(REGISTER).json()
    assert len(told["designations"]) == rows
