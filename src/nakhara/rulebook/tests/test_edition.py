"""An edition: what its data says in the shapes that other rooms use."""

from datetime import date, timedelta
from fractions import Fraction
from hashlib import sha256

import pytest

from nakhara.rulebook import loading
from nakhara.rulebook.loading import DATA, UnknownEditionError, edition
from nakhara.rulebook.provision import NotInForceError
from nakhara.rulebook.targets import counted

LAW = edition()
DAY = date(2018, 9, 27)


def test_an_edition_is_read_once_and_an_unknown_one_is_refused():
    assert edition() is edition("th-2561")
    assert list(loading.editions()) == ["th-2561"]
    with pytest.raises(UnknownEditionError):
        edition("th-2563")


def test_the_hash_is_over_the_data_files_without_the_cases():
    digest = sha256()
    for path in sorted((DATA / "th-2561").glob("*.toml"), key=lambda path: path.name.encode()):
        content = path.read_bytes()
        digest.update(path.name.encode() + b"\0" + str(len(content)).encode() + b"\0" + content)
    assert digest.hexdigest() == LAW.sha256
    assert sha256(loading.archive_of("th-2561")).hexdigest() == LAW.sha256


def test_the_seven_dimensions_stand_in_the_order_of_the_law_with_22_attributes():
    keys = ("living", "people", "energy", "mobility", "economy", "governance", "environment")
    assert LAW.dimension_keys == keys
    assert [len(entry.attributes) for entry in LAW.dimensions] == [3, 3, 2, 4, 3, 3, 4]
    assert LAW.dimension("environment").attributes[0].id == "dimension-7/1"
    assert [sum(item.weight for item in LAW.items_of(key)) for key in (*keys, "overall")] == [1] * 8


def test_a_value_is_in_force_from_its_day_and_not_before():
    assert LAW.value("guideline-2/overall-score", None, DAY) == Fraction(80)
    assert LAW.value("target-1", "areas", DAY) == 10
    assert LAW.since == DAY
    with pytest.raises(NotInForceError):
        LAW.value("guideline-2/overall-score", None, DAY - timedelta(days=1))


def test_one_provision_is_the_same_as_that_of_all():
    assert [LAW.provision(id) for id in LAW.provisions] == list(LAW.provisions.values())


def test_the_project_s_own_is_marked_so():
    own = {entry.section for entry in LAW.provisions.values() if not entry.official}
    assert own == {"rubric", "meeting", "term", "step"}
    assert LAW.provisions["meeting/quorum"].cite() == "กติการะบบ"
    assert LAW.provisions["criteria-1.4"].cite() == "เกณฑ์ข้อ 1.4"
    assert LAW.provisions["guideline-2/overall-score"].cite("en") == "Guideline 2"


def test_levels_have_a_name_and_an_anchor_in_both_languages():
    assert [level.value for level in LAW.levels] == [0, 1, 2, 3, 4, 5]
    assert all(level.th and level.en and level.anchor_th and level.anchor_en for level in LAW.levels)


def test_every_field_of_the_form_serves_a_provision_and_explains_itself():
    fields = [question for section in LAW.form for question in section.fields]
    assert {question.serves for question in fields} <= set(LAW.provisions)
    assert {question.type for question in fields} == {"text", "longtext", "number", "choice"}
    assert all(question.th and question.en and question.help_th and question.help_en for question in fields)
    assert all((question.type == "choice") == bool(question.options) for question in fields)
    assert len({question.id for question in fields}) == len(fields)


def test_a_repeating_field_is_asked_once_for_each_claimed_dimension():
    section = next(section for section in LAW.form if section.repeats)
    assert [question.id for question in section.fields_for(["environment", "energy"])] == [
        "dimension/environment/aim",
        "dimension/energy/aim",
    ]
    assert LAW.field("dimension/energy/aim").dimension == "energy"
    for unknown in ("dimension/health/aim", "dimension/energy", "nothing"):
        with pytest.raises(KeyError):
            LAW.field(unknown)


def test_steps_name_known_roles_only():
    assert {role for step in LAW.steps.values() for role in step.actors} <= set(LAW.roles)
    assert all(step.actors and step.th and step.en for step in LAW.steps.values())
    assert {id for id, step in LAW.steps.items() if step.conflict_bars} >= {
        "guideline-2/dimension-score",
        "guideline-2/overall-score",
        "meeting/vote",
        "guideline-5",
    }


def test_the_targets_add_up_to_the_printed_counts():
    first, second, third = LAW.targets
    assert counted(first.areas) == (7, 10)
    assert counted([*first.areas, *second.areas]) == (8, 15)
    assert counted(second.areas) == (3, 5)
    assert third.areas == ()
    areas = [area for target in LAW.targets for area in target.areas]
    assert (len(areas), sum(area.named for area in areas)) == (15, 11)
    assert {code for area in areas for code in area.provinces} <= loading.provinces()
    assert len(loading.provinces()) == 77


def test_the_letters_their_edges_and_receipts_hang_together():
    letters = {letter.id: letter for letter in LAW.letters}
    assert list(letters) == ["letter-E", "letter-C", "letter-D", "letter-B", "letter-A", "endorsement-A"]
    assert letters["letter-C"].number_face == "มท ๐๒๑๑.๕/๑๗๖๗"
    assert letters["letter-D"].day is None
    assert [capacity.key for capacity in letters["letter-A"].capacities] == ["acting-for", "on-behalf"]
    assert {end for edge in LAW.edges for end in (edge.source, edge.target)} == set(letters)
    assert "letter-E" not in {edge.target for edge in LAW.edges}
    asked = {(letter.id, ask.of) for letter in LAW.letters for ask in letter.asks}
    assert asked == {(letter.id, addressee.key) for letter in LAW.letters for addressee in letter.addressees}
    assert {id for letter in LAW.letters for ask in letter.asks for id in ask.provisions} <= set(LAW.provisions)
    assert (letters["endorsement-A"].day - letters["letter-C"].day).days == 32


def test_a_receipt_keeps_the_print_beside_the_value_and_flags_what_cannot_be():
    receipts = {receipt.id: receipt for receipt in LAW.receipts}
    assert [receipt.number for receipt in receipts.values()] == [54466, 13297, 3364, 1749, 2065]
    assert (receipts["receipt-2"].time_printed, receipts["receipt-2"].flagged) == ("19.59 น.", True)
    assert (receipts["receipt-3"].number_printed, receipts["receipt-3"].day) == ("Fay 3364", None)
    assert receipts["receipt-1"].day == date(2018, 10, 17)
    assert receipts["receipt-4"].flagged is False


def test_the_bodies_have_their_seats_by_office():
    committee, subcommittee = LAW.bodies
    assert [seat.duty for seat in committee.seats] == ["chair", *["member"] * 4, *["joint-secretary"] * 3]
    assert [seat.duty for seat in subcommittee.seats] == ["chair", "member", "member-secretary"]
    assert [contact.short("en") for contact in LAW.contacts] == ["OTP", "EPPO", "depa"]
