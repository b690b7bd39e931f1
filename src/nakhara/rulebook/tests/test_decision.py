"""Verdicts: against an independent judge on random files, at the limits, and as properties."""

import json
import random
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nakhara.rulebook import scoring
from nakhara.rulebook.decision import Facts, assess
from nakhara.rulebook.facts_file import facts_of, judged
from nakhara.rulebook.loading import edition
from nakhara.rulebook.reading import read_json
from nakhara.rulebook.tests import oracle

LAW = edition()
DAY = date(2018, 11, 13)


def test_a_thousand_random_files_are_judged_as_the_independent_judge_does():
    chance = random.Random(2561)
    texts = [oracle.random_file(chance) for _ in range(1000)]
    answers = [judged(read_json(text.encode()), DAY).as_json() for text in texts]
    assert [{key: answer[key] for key in ("verdict", "strict", "achieved", "findings")} for answer in answers] == [
        oracle.judge(text) for text in texts
    ]
    seen = {(answer["verdict"], answer["strict"]) for answer in answers}
    assert seen == {
        ("pass", "pass"),
        ("pass", "fail"),
        ("pass", "incomplete"),
        ("fail", "fail"),
        ("incomplete", "incomplete"),
        ("incomplete", "fail"),
    }


def facts(claimed: dict[str, str | None], overall: str | None = "80", **conditions: bool | None) -> Facts:
    return Facts(
        edition=LAW,
        preliminary=dict.fromkeys(LAW.condition_ids, True) | {id.replace("_", "-"): v for id, v in conditions.items()},
        claimed=list(claimed),
        overall=[] if overall is None else [Fraction(overall)],
        dimensions={key: [Fraction(score)] for key, score in claimed.items() if score is not None},
    )


@pytest.mark.parametrize(
    ("case", "verdict", "strict"),
    [
        (facts({"environment": "70", "mobility": "70", "people": None}), "pass", "incomplete"),
        (facts({"environment": None, "mobility": "70", "people": "70"}), "incomplete", "incomplete"),
        (facts({"mobility": "100", "people": "100"}, overall=None), "fail", "fail"),
        (facts({"environment": "100"}, overall=None), "fail", "fail"),
        (facts({"environment": None, "mobility": None}, overall="79.99"), "fail", "fail"),
        (facts({"environment": "625/9", "mobility": "100"}), "fail", "fail"),
        (facts({"environment": "70", "mobility": "69.99", "people": None}), "incomplete", "fail"),
        (facts({"environment": "70", "mobility": "69.99"}, overall=None), "fail", "fail"),
        (facts({"environment": "70", "mobility": "70"}, overall=None), "incomplete", "incomplete"),
        (facts({}), "fail", "fail"),
    ],
)
def test_what_is_known_decides_as_soon_as_it_can(case, verdict, strict):
    found = assess(case, DAY)
    assert (found.verdict, found.strict) == (verdict, strict)


@pytest.mark.parametrize("id", ["criteria-1.1", "criteria-1.2", "criteria-1.3", "criteria-1.4", "criteria-1.5"])
def test_one_condition_false_fails_and_one_unknown_leaves_it_open(id):
    good = facts({"environment": "70", "mobility": "70"})
    for answer, verdict in ((False, "fail"), (None, "incomplete"), (True, "pass")):
        case = Facts(LAW, {**good.preliminary, id: answer}, good.claimed, good.overall, good.dimensions)
        assert assess(case, DAY).verdict == verdict


def test_a_dropped_dimension_stays_unmet_though_the_verdict_is_pass():
    found = assess(facts({"people": "69.99", "environment": "70", "mobility": "70"}), DAY)
    assert (found.verdict, found.achieved) == ("pass", ("mobility", "environment"))
    assert [(finding.dimension, finding.outcome) for finding in found.findings[8:]] == [
        ("people", "unmet"),
        ("mobility", "met"),
        ("environment", "met"),
    ]
    assert [finding.dimension for finding in found.unmet] == ["people"]


def test_the_answer_has_the_keys_of_the_contract_and_nothing_else():
    answer = assess(facts({"environment": "79.996", "mobility": None}), DAY).as_json()
    assert list(answer) == ["edition", "on", "verdict", "achieved", "findings", "rules", "strict"]
    assert answer["on"] == "2018-11-13"
    assert answer["rules"] == LAW.sha256
    assert answer["findings"][0] == {"provision": "criteria-1.1", "outcome": "met"}
    assert answer["findings"][-2:] == [
        {
            "provision": "guideline-2/dimension-score",
            "outcome": "unknown",
            "required": "70",
            "dimension": "mobility",
        },
        {
            "provision": "guideline-2/dimension-score",
            "outcome": "met",
            "measured": "19999/250",
            "required": "70",
            "margin": "2499/250",
            "display": "79.99",
            "dimension": "environment",
        },
    ]


SCORES = st.lists(st.fractions(0, 100, max_denominator=1000), max_size=4)
FACTS = st.builds(
    Facts,
    edition=st.just(LAW),
    preliminary=st.dictionaries(st.sampled_from(LAW.condition_ids), st.sampled_from([True, True, False, None])),
    claimed=st.lists(st.sampled_from(LAW.dimension_keys), unique=True),
    overall=SCORES,
    dimensions=st.dictionaries(st.sampled_from(LAW.dimension_keys), SCORES),
)


@given(FACTS)
def test_more_knowledge_never_overturns_a_verdict(less):
    before = assess(less, DAY)
    more = Facts(
        LAW,
        {id: True if less.preliminary.get(id) is None else less.preliminary[id] for id in LAW.condition_ids},
        less.claimed,
        less.overall or [Fraction(75)],
        {key: less.dimensions.get(key) or [Fraction(71)] for key in less.claimed},
    )
    after = assess(more, DAY)
    assert "incomplete" not in (after.verdict, after.strict)
    assert before.verdict in ("incomplete", after.verdict)
    assert before.strict in ("incomplete", after.strict)


@given(FACTS)
def test_the_strict_verdict_is_never_kinder(case):
    kindness = ["fail", "incomplete", "pass"]
    found = assess(case, DAY)
    assert kindness.index(found.strict) <= kindness.index(found.verdict)


@given(st.lists(st.fractions(0, 100, max_denominator=999), min_size=1))
def test_the_official_score_is_the_exact_mean(percentages):
    assert scoring.official(percentages) == sum(percentages, Fraction(0)) / len(percentages)


@given(st.lists(st.one_of(st.none(), st.integers(0, 5)), max_size=5))
def test_a_reviewer_s_percentage_is_twenty_times_the_mean_level(levels):
    if None in levels or not levels:
        assert scoring.dimension_percent(levels) is None
    else:
        assert scoring.dimension_percent(levels) == Fraction(20 * sum(levels), len(levels))


def test_the_order_of_the_keys_in_a_file_changes_nothing():
    chance = random.Random(7)
    for _ in range(50):
        text = oracle.random_file(chance)
        turned = dict(reversed(json.loads(text, parse_float=str, parse_int=str).items()))
        again = json.loads(text)
        swapped = json.dumps({key: again[key] for key in turned})
        assert judged(read_json(swapped.encode()), DAY) == judged(read_json(text.encode()), DAY)


def test_exact_numbers_survive_reading():
    read = facts_of(
        read_json(
            b'{"edition": "th-2561", "preliminary": {}, "claimed": [],'
            b' "scores": {"overall": [0.1, 1e-20, 79.9999999999999999, 1E+2, 0e0, -0.0, 100]}}'
        )
    )
    assert read.overall == [
        Fraction(1, 10),
        Fraction(1, 10**20),
        Fraction("79.9999999999999999"),
        Fraction(100),
        Fraction(0),
        Fraction(0),
        Fraction(100),
    ]
