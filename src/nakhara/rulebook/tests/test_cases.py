"""Every provision of the founding documents stands in the data, and every case of it comes out as written."""

import pytest

from nakhara.rulebook.cases import Case, cases, run
from nakhara.rulebook.loading import edition, served_by

LAW = edition()
CASES = [case for listed in cases(LAW).values() for case in listed]


def numbered(family: str, last: int) -> list[str]:
    return [f"{family}{number}" for number in range(1, last + 1)]


ATTRIBUTES = {1: 3, 2: 3, 3: 2, 4: 4, 5: 3, 6: 3, 7: 4}
OFFICIAL = [
    *numbered("background-", 3),
    *numbered("policy-frame/", 4),
    *(
        f"policy-{name}"
        for name in ("aim", "ministries", "support", "plan", "propose", "agency", "local", "accelerate")
    ),
    *(id for n, last in ATTRIBUTES.items() for id in (f"dimension-{n}", *numbered(f"dimension-{n}/", last))),
    *numbered("criteria-1.", 5),
    *("criteria-2/at-least-two", "criteria-2/environment"),
    *("guideline-1/plan", "guideline-1/self-assessment", "guideline-1/application"),
    *("guideline-2/screening", "guideline-2/overall-score", "guideline-2/dimension-score"),
    *("guideline-3/approval", "guideline-3/zone", "guideline-3/number", "guideline-3/emblem"),
    *("guideline-4", "guideline-5"),
    *(*numbered("target-", 3), "target-open"),
    *("letter-E", "letter-C", "letter-D", "letter-B", "letter-A", "endorsement-A"),
    *(*numbered("edge-", 5), *numbered("receipt-", 5)),
    *numbered("contact-", 3),
]


def test_the_data_holds_exactly_the_provisions_of_the_documents_in_their_order():
    assert [id for id, entry in LAW.provisions.items() if entry.official] == OFFICIAL
    assert len(OFFICIAL) == 86


def test_every_provision_says_what_it_is_in_both_languages():
    wanting = [
        entry.id
        for entry in LAW.provisions.values()
        if not (entry.th and entry.en and entry.source and entry.kind in {"rule", "step", "fact"})
    ]
    assert wanting == []


def test_every_provision_with_a_value_names_its_source_and_day():
    official = (entry for entry in LAW.provisions.values() if entry.official)
    assert [entry.id for entry in official if not entry.values] == []
    assert {value.source for entry in LAW.provisions.values() for value in entry.values} - set(LAW.provisions) == {
        "project"
    }


def test_every_provision_has_a_case_and_every_case_a_provision():
    assert sorted(cases(LAW)) == sorted(LAW.provisions)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.id}: {case.en}")
def test_a_case_comes_out_as_written(case: Case):
    assert run(case, LAW) == case.expect
    assert case.expect


def test_a_limit_has_cases_just_below_at_and_just_above():
    for limit in ("guideline-2/overall-score", "guideline-2/dimension-score", "criteria-2/at-least-two"):
        margins = {case.expect["margin"].partition("/")[0] for case in cases(LAW)[limit] if "margin" in case.expect}
        assert {"-1", "0", "1"} <= margins, limit


def test_where_a_provision_is_served_is_found_in_the_package():
    places = served_by()
    assert "rulebook/scoring.py" in places["guideline-2/overall-score"]
    assert "rulebook/preliminary.py" in places["criteria-1.3"]
    assert not any(place.startswith("rulebook/data") or "/tests/" in place for place in places["criteria-1.1"])
