"""What the register reads: which areas are public and in which state, the home page's counts, an area, a number."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from django.utils.translation import override

from nakhara.foundation.parties.actor import OPERATOR
from nakhara.foundation.parties.tests.factories import AT, an_organisation
from nakhara.foundation.places.tests.factories import an_area
from nakhara.foundation.record import clock
from nakhara.programme.tests.factories import the_targets
from nakhara.registry.queries.area import File, files_of, known_of, overlapping, score_rows, target_of
from nakhara.registry.queries.home import (
    applying_by_province,
    by_dimension,
    by_province,
    phases,
    standings,
)
from nakhara.registry.queries.register import areas, name_of, row_of, rows_of, under_way
from nakhara.registry.queries.verify import Answer, verify
from nakhara.registry.tests.factories import a_documented_designation, an_applying_area
from nakhara.stages.application.actions import withdraw_application
from nakhara.stages.application.tests.factories import FILED, a_returned_filing, an_accepted_filing
from nakhara.stages.designation.actions import issue_designation
from nakhara.stages.designation.models import Act
from nakhara.stages.designation.queries import designations
from nakhara.stages.designation.tests.factories import a_designation, a_listed_filing, a_scored_filing
from nakhara.stages.designation.tests.test_actions import sit
from nakhara.stages.investment_promotion.queries import privileges_of
from nakhara.stages.monitoring.tests.factories import REPORTED
from nakhara.stages.plan.tests.factories import a_plan, owner_of
from nakhara.stages.review.tests.factories import (
    CLOSED,
    SITTING,
    a_reviewed_filing,
    a_screened_filing,
    confirmed,
    on_agenda,
    resolve,
)

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=20)
DECIDED = AT + timedelta(days=40)


@pytest.fixture
def targets():
    return the_targets()


def act(designation, kind: str, at: datetime = LATER) -> None:
    """Somebody changes what a designation is."""
    Act.objects.create(designation=designation, kind=kind, at=at, reason="ไม่รายงาน")


def read(designation):
    """A designation as pages read it."""
    return designations().get(pk=designation.pk)


def listed(**asked) -> list[tuple[str, str]]:
    """The names and states of the areas that are found."""
    return [(area.name_th, area.state) for area in areas(asked.pop("text", ""), **asked)]


# The register.


def test_designated_areas_come_first_latest_first_then_those_that_apply_then_the_targets(targets):
    a_designation(area=an_area("เมืองแรก"))
    a_designation(area=an_area("เมืองหลัง"), at=LATER)
    an_applying_area("เมืองยื่น ข")
    an_applying_area("เมืองยื่น ก")
    a_designation(area=targets["eecd"].area, at=AT + timedelta(days=10))
    a_scored_filing(area=targets["phuket"].area)
    found = listed()
    assert found[:6] == [
        ("เมืองหลัง", "designated"),
        ("EECd", "designated"),
        ("เมืองแรก", "designated"),
        ("ภูเก็ต", "applying"),
        ("เมืองยื่น ก", "applying"),
        ("เมืองยื่น ข", "applying"),
    ]
    assert (len(found), {state for _name, state in found[6:]}) == (19, {"target"})


def test_an_area_that_has_only_begun_its_plan_is_not_public():
    area = a_plan().area
    assert (listed(), row_of(area.key), row_of("2345678923456789")) == ([], None, None)


def test_an_area_stays_public_while_its_application_is_mended_and_not_once_it_is_withdrawn():
    filing = a_returned_filing()
    plan = filing.application.plan
    assert listed() == [(plan.area.name_th, "applying")]
    withdraw_application(by=owner_of(plan), application=filing.application, at=LATER)
    assert listed() == []


def test_an_area_that_the_subcommittee_declines_is_not_public():
    filing = a_reviewed_filing(overall=3)
    meeting = on_agenda(filing)
    resolve(meeting.items.get(), "decline", "คะแนนไม่ถึง")
    assert [state for _name, state in listed()] == ["applying"]
    confirmed(meeting)
    assert (listed(), list(under_way())) == ([], [])


def test_an_area_that_the_committee_declines_is_not_public_and_one_it_returns_is():
    declined, returned, postponed = a_listed_filing(), a_listed_filing(), a_listed_filing()
    sit([declined, returned, postponed], ["decline", "return", "postpone"])
    assert set(under_way()) == {returned.application, postponed.application}


def test_a_designated_area_that_applies_again_stays_designated():
    first = a_designation(area=an_area("เมืองเดิม"))
    a_scored_filing(area=first.area)
    row = row_of(first.area.key)
    assert (listed(), row.designation, row.standing) == ([("เมืองเดิม", "designated")], first, "in-force")
    second = a_designation(area=first.area, at=LATER)
    act(first, "replaced")
    row = row_of(first.area.key)
    assert (listed(), row.designation, row.standing) == ([("เมืองเดิม", "designated")], second, "in-force")


def test_areas_are_found_by_name_owner_province_number_smart_and_state():
    energy = {"overall": "85", "environment": "84", "energy": "78"}
    a_designation(area=an_area("เมืองทุ่งคราม", ["53"], name_en="Thung Khram"))
    owner = an_organisation(name_th="การนิคมทดสอบ", name_en="Test estate authority")
    area = an_area("เมืองการเงิน", ["20", "21"], name_en="Finance city")
    a_designation(energy, area=area, organisation=owner, at=LATER)
    an_applying_area("เมืองทุ่งยื่น", ("20",))
    thung, finance, applying = ("เมืองทุ่งคราม", "designated"), ("เมืองการเงิน", "designated"), ("เมืองทุ่งยื่น", "applying")
    assert listed(text="ทุ่ง") == [thung, applying]
    assert listed(text="thung kh") == [thung]
    assert listed(text=owner.name_th) == listed(text=owner.name_en) == [finance]
    assert listed(text="ระยอง") == listed(text="rayong") == [finance]
    assert listed(text="002/2561") == listed(text=" ๐๐๒/๒๕๖๑ ") == [finance]
    assert listed(province="20") == [finance, applying]
    assert listed(dimension="energy") == [finance]
    assert listed(dimension="environment") == [finance, thung]
    assert listed(state="applying") == [applying]
    assert listed(text="ทุ่ง", province="53", dimension="living", state="designated") == [thung]
    assert listed(text="ทุ่ง", province="21") == listed(province="99") == listed(dimension="people") == []
    assert listed(state="no such state") == [finance, thung, applying]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_of_areas_is_read_in_the_same_queries_however_many(rows, django_assert_num_queries):
    for _row in range(rows):
        a_designation()
        an_applying_area()
    with django_assert_num_queries(3):
        found = rows_of(areas())
        told = [(len(row.provinces), row.standing) for row in found]
    assert sorted(told) == [(1, "")] * rows + [(1, "in-force")] * rows


def test_a_row_tells_its_provinces_in_the_owners_order_and_what_its_number_is_now():
    designation = a_designation(area=an_area("เมืองการเงิน", ["21", "20"], name_en="Finance city"))
    row = row_of(designation.area.key)
    assert ([one.code for one in row.provinces], row.standing) == (["21", "20"], "in-force")
    for kind, standing in (("suspended", "suspended"), ("renewed", "in-force"), ("revoked", "revoked")):
        act(designation, kind)
        assert row_of(designation.area.key).standing == standing
    assert row_of(an_applying_area().key).standing == ""


def test_a_name_is_told_in_the_readers_language_and_in_thai_where_there_is_no_other():
    named, unnamed = an_area("เมืองทุ่งคราม", name_en="Thung Khram"), an_area("เมืองลับ", name_en="")
    assert (name_of(named), name_of(unnamed)) == ("เมืองทุ่งคราม", "เมืองลับ")
    with override("en"):
        assert (name_of(named), name_of(unnamed)) == ("Thung Khram", "เมืองลับ")


# The home page.


def test_designations_are_counted_by_what_they_are_now():
    for kind in (None, "renewed", "suspended", "revoked", "revoked", "replaced"):
        designation = a_designation()
        if kind:
            act(designation, kind)
    assert standings() == Counter({"in-force": 2, "suspended": 1, "revoked": 2, "replaced": 1})


def test_an_area_counts_in_each_of_its_provinces_as_long_as_its_number_is_in_force():
    a_designation(area=an_area("ก", ["20", "21"]))
    suspended = a_designation(area=an_area("ข", ["20"]))
    an_applying_area("ค", ("20", "53"))
    assert (by_province(), applying_by_province()) == ({"20": 2, "21": 1}, {"20": 1, "53": 1})
    act(suspended, "suspended")
    assert by_province() == {"20": 1, "21": 1}


def test_smarts_are_counted_from_what_was_achieved_most_first():
    a_designation({"overall": "85", "environment": "84", "living": "78", "energy": "69.99"})
    a_designation({"overall": "85", "environment": "84", "living": "78", "people": "70"})
    act(a_designation({"overall": "85", "environment": "84", "economy": "78"}), "revoked")
    assert by_dimension() == [
        {"key": "living", "count": 2},
        {"key": "environment", "count": 2},
        {"key": "people", "count": 1},
        {"key": "energy", "count": 0},
        {"key": "mobility", "count": 0},
        {"key": "economy", "count": 0},
        {"key": "governance", "count": 0},
    ]


def test_the_targets_count_their_own_areas_and_the_third_counts_all(targets):
    a_designation(area=targets["laem-chabang"].area)
    a_designation(area=targets["finance-city"].area)
    act(a_designation(area=targets["phuket"].area), "suspended")
    a_designation()
    told = [(one.id, one.years, one.value, one.target, one.unit, one.open) for one in phases(3)]
    assert told == [
        ("target-1", "2561–2562", 1, 10, "areas", False),
        ("target-2", "2562–2563", 2, 15, "areas", False),
        ("target-3", "2563–2565", 3, 30, "either", True),
    ]
    with override("en"):
        first = phases(3)[0]
        assert (first.years, first.readings) == (
            "2018–2019",
            ("Bangkok counted as a province makes 7", "Bangkok not counted as a province makes 6"),
        )


def test_what_is_to_come_does_not_count_yet(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(days=1))
    designation = a_designation(area=an_area("ก", ["20"]))
    act(designation, "suspended", LATER)
    told = (standings(), by_province(), row_of(designation.area.key).standing)
    assert told == (Counter({"in-force": 1}), {"20": 1}, "in-force")
    assert verify("001/2561", clock.now()).status == "in-force"
    monkeypatch.setattr(clock, "now", lambda: LATER)
    told = (standings(), by_province(), row_of(designation.area.key).standing)
    assert told == (Counter({"suspended": 1}), {}, "suspended")
    assert verify("001/2561", clock.now()).status == "suspended"


# One area.


def test_the_path_of_an_area_is_told_from_its_filing_to_the_next_report():
    filing = a_screened_filing()
    designation = read(issue_designation(by=OPERATOR, filing=filing, resolution=None, at=DECIDED))
    with override("en"):
        told = [(event.at, event.text, event.next) for event in known_of(designation, DECIDED.date()).events]
    assert told == [
        (FILED, "Application filed, number 61-0001", False),
        (CLOSED, "2 Smarts scored by 3 score sheets · the plan as a whole 100", False),
        (SITTING, "On the subcommittee's list, meeting 1/2561", False),
        (DECIDED, "The steering committee approved, number 001/2561 issued", False),
        (date(2019, 6, 21), "Progress report 1", True),
    ]


def test_the_path_names_the_meeting_that_approved_and_every_filing():
    returned = a_returned_filing()
    again = an_accepted_filing(returned.application.plan, at=FILED + timedelta(days=2))
    sit([a_screened_filing(filing=again)], ["approve"])
    with override("en"):
        events = known_of(designations().get(), LATER.date()).events
        told = {event.text: event.at for event in events}
    assert told["The steering committee approved in meeting 1/2561, number 001/2561 issued"] == AT
    assert told["Application filed, number 61-0001"] == FILED
    assert told["Filed again after correction, filing 2"] == FILED + timedelta(days=2)
    assert len(events) == 6


def test_the_path_goes_on_with_reports_claims_and_what_becomes_of_the_number():
    designation = a_documented_designation()
    act(designation, "suspended", AT + timedelta(days=200))
    designation = read(designation)
    with override("en"):
        told = [event.text for event in known_of(designation, LATER.date()).events]
    approved = "The steering committee approved, number 001/2561 issued"
    assert told[told.index(approved) :] == [
        approved,
        "Filed for investment promotion, receipt IP-2561-0001",
        "Filed for investment promotion, receipt IP-2561-0002",
        "Privileges granted · 1/2561",
        "Privileges granted · 2/2561",
        "Progress report 2: 20 percent of the plan",
        "Progress report 1: 10 percent of the plan",
        "Suspended: ไม่รายงาน",
    ]


def test_everything_public_of_an_area_is_read_in_the_same_queries_however_much_there_is(django_assert_num_queries):
    some, much = a_documented_designation(1), a_documented_designation(3)
    for designation in (some, much):
        designation = read(designation)
        with django_assert_num_queries(9):
            known = known_of(designation, REPORTED.date())
            [privileges_of(claim) for claim in known.claims]
            assert known.certificate.document.blob.media_type == "application/pdf"
    assert (len(known.promises), len(known.reports), len(known.claims)) == (3, 3, 3)


def test_the_scores_of_an_area_are_exact_and_in_the_order_of_the_law():
    scores = {"overall": "82.5", "environment": "84", "living": "69.996", "energy": "70"}
    known = known_of(read(a_designation(scores)), AT.date())
    assert score_rows(known) == [
        {"part": "living", "percent": "17499/250", "display": "69.99", "required": "70", "met": False},
        {"part": "energy", "percent": "70", "display": "70", "required": "70", "met": True},
        {"part": "environment", "percent": "84", "display": "84", "required": "70", "met": True},
        {"part": "overall", "percent": "165/2", "display": "82.5", "required": "80", "met": True},
    ]


def test_what_can_be_taken_away_is_told_with_its_size_and_hash_once_it_is_made():
    designation = a_designation()
    area, filing = designation.area.key, designation.filing
    with override("en"):
        files = files_of(known_of(read(designation), AT.date()))
        assert files == [
            File(
                "The plan as it was filed and approved",
                f"/areas/{area}/smartcity.json",
                "JSON",
                len(filing.snapshot),
                filing.sha256,
            ),
            File("Scores", f"/areas/{area}/scores.csv", "CSV"),
            File("Record of the designation", f"/designations/{designation.key}/designation.json", "JSON"),
        ]
        made = a_documented_designation(1)
        certificate = files_of(known_of(made, AT.date()))[0]
    blob = made.certificate.document.blob
    assert certificate == File(
        "Certificate", f"/designations/{made.key}/certificate.pdf", "PDF", blob.size, blob.sha256
    )


def test_an_area_knows_its_target_and_what_it_overlaps(targets):
    eecd, other = targets["eecd"], an_area()
    assert (target_of(eecd.area), target_of(other)) == (eecd, None)
    assert (overlapping(eecd.area), overlapping(other)) == (["แหลมฉบัง"], [])


# Is a number in force?


@pytest.mark.parametrize("typed", ["001/2561", "๐๐๑/๒๕๖๑", " ๑ / ๒๕๖๑ ", "1/2561", "0001/2561", "\u200b001/2561"])
def test_a_number_is_answered_however_it_is_typed(typed):
    designation = a_designation()
    found = verify(typed, AT)
    assert found == Answer("001/2561", "in-force", AT, designation, designation.acts.get())
    assert found.good


def test_an_unknown_number_is_told_as_it_was_typed_and_nothing_typed_is_not_answered():
    a_designation()
    assert verify(" ๐๐๒/๒๕๖๑ ", AT) == Answer("๐๐๒/๒๕๖๑", "unknown", AT)
    assert verify("x" * 50, AT) == Answer("x" * 40, "unknown", AT)
    assert [verify("001/2562", AT).good, verify("", AT), verify(" \u200b", AT)] == [False, None, None]


@pytest.mark.parametrize("kind", ["suspended", "revoked", "replaced"])
def test_a_number_that_is_no_longer_in_force_is_told_with_its_reason(kind):
    designation = a_designation()
    act(designation, kind)
    found = verify("001/2561", LATER)
    assert (found.status, found.good, found.act.reason) == (kind, False, "ไม่รายงาน")
    act(designation, "renewed", LATER + timedelta(days=1))
    assert verify("001/2561", LATER + timedelta(days=1)).good
