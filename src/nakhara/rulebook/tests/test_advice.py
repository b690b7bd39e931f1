"""The cheapest path to pass, against every path there is."""

import random
from datetime import date
from fractions import Fraction
from itertools import product

import pytest

from nakhara.rulebook import loading
from nakhara.rulebook.advice import Raise, advise
from nakhara.rulebook.decision import PASS, Facts, assess
from nakhara.rulebook.edition import Edition

LAW = loading.edition("th-2561")
TODAY = date(2018, 11, 13)
ORDER = ["living", "people", "energy", "mobility", "economy", "governance", "environment"]
ITEMS = {key: 5 if key == "overall" else len(LAW.dimension(key).attributes) for key in ["overall", *ORDER]}


def every_way(levels, effort, mark):
    """The best of all raises of one part: (effort, items, raises turned so that the higher and earlier comes first)."""
    best = None
    for to in product(*(range(level, 6) for level in levels)):
        if Fraction(20 * sum(to), len(to)) < mark:
            continue
        steps = [after - before for before, after in zip(levels, to, strict=True)]
        cost = sum((step * one for step, one in zip(steps, effort, strict=True)), Fraction(0))
        way = (cost, sum(step > 0 for step in steps), [-step for step in steps])
        best = way if best is None else min(best, way)
    return best


def by_brute_force(claimed, levels, efforts):
    """The cheapest effort and steps by part, found by looking at every raise of every part."""
    ways = {key: every_way(levels[key], efforts[key], 80 if key == "overall" else 70) for key in ["overall", *claimed]}
    found = []
    for second in claimed:
        if second == "environment":
            continue
        taken = {"overall", "environment", second}
        steps = [step for key in ["overall", *ORDER] for step in (ways[key][2] if key in taken else [0] * ITEMS[key])]
        found.append((sum(ways[key][0] for key in taken), sum(ways[key][1] for key in taken), steps))
    return min(found)


def a_plan(chance):
    others = chance.sample(ORDER[:-1], chance.choice([1, 1, 2, 3, 6]))
    claimed = [key for key in ORDER if key in others or key == "environment"]
    levels = {key: [chance.choice([0, 2, 3, 3, 4, 5]) for _ in range(ITEMS[key])] for key in ["overall", *claimed]}
    costs = [Fraction(1), Fraction(1), Fraction(1, 2), Fraction(2), Fraction(1, 3)]
    efforts = {key: [chance.choice(costs) for _ in range(ITEMS[key])] for key in levels}
    return claimed, levels, efforts


def raised(levels, raises):
    """The levels after the raises."""
    to = {one.item: one.to for one in raises}
    return {
        key: [to.get(item.id, level) for item, level in zip(LAW.items_of(key), given, strict=True)]
        for key, given in levels.items()
    }


def verdict_of(claimed, levels):
    scores = {key: [Fraction(20 * sum(given), len(given))] for key, given in levels.items()}
    conditions = dict.fromkeys(LAW.condition_ids, True)
    return assess(Facts(LAW, conditions, claimed, scores.pop("overall"), scores), TODAY)


@pytest.mark.parametrize("seed", range(150))
def test_the_path_is_the_cheapest_of_all_and_passes_when_it_is_taken(seed):
    claimed, levels, efforts = a_plan(random.Random(seed))
    advice = advise(LAW, claimed, levels, efforts, TODAY)
    effort, items, steps = by_brute_force(claimed, levels, efforts)
    flat = [(item.id, level) for key in ["overall", *ORDER] if key in levels for item, level in _items(key, levels)]
    places = [item.id for key in ["overall", *ORDER] for item in LAW.items_of(key)]
    wanted = {place: -step for place, step in zip(places, steps, strict=True) if step}
    expected = [Raise(item, level, level + wanted[item]) for item, level in flat if item in wanted]
    assert (advice.path.effort, list(advice.path.raises), len(advice.path.raises)) == (effort, expected, items)
    for path in (advice.path, *advice.alternatives):
        verdict = verdict_of(claimed, raised(levels, path.raises))
        assert (verdict.verdict, verdict.achieved) == (PASS, path.counted)
    efforts_told = [path.effort for path in advice.alternatives]
    assert efforts_told == sorted(efforts_told)
    assert all(path.effort >= advice.path.effort and path.raises != advice.path.raises for path in advice.alternatives)


def _items(key, levels):
    return zip(LAW.items_of(key), levels[key], strict=True)


def test_a_plan_that_passes_has_nothing_to_raise():
    levels = {"overall": [4] * 5, "environment": [4] * 4, "mobility": [4, 4, 3, 3]}
    advice = advise(LAW, ["mobility", "environment"], levels, {}, TODAY)
    assert (advice.path.effort, advice.path.raises, advice.alternatives) == (0, (), ())
    assert advice.path.counted == ("mobility", "environment")


def test_a_plan_of_nothing_yet_is_raised_from_zero():
    advice = advise(LAW, ["energy", "environment"], {"energy": [None, None]}, {}, TODAY)
    assert advice.path.effort == 20 + 14 + 7
    assert advice.path.raises[0] == Raise("overall/1", 0, 5)


@pytest.mark.parametrize("claimed", [[], ["environment"], ["mobility"], ["mobility", "energy"]])
def test_no_raise_passes_without_environment_and_one_more(claimed):
    advice = advise(LAW, claimed, {}, {}, TODAY)
    assert (advice.path, advice.alternatives) == (None, ())
    found = [finding.provision for finding in advice.findings]
    assert found[:8] == [
        *LAW.condition_ids,
        "criteria-2/at-least-two",
        "criteria-2/environment",
        "guideline-2/overall-score",
    ]
    assert [finding.outcome for finding in advice.findings[:5]] == ["unknown"] * 5
    assert len(found) == 8 + len(claimed)


def strict():
    """The edition with the other value of the switch `failed-claim`."""
    texts = LAW.texts | {"rubric": LAW.texts["rubric"].replace('value = "drop"', 'value = "fail"')}
    return Edition("strict", "", texts, b"")


def test_where_every_claim_must_have_its_mark_all_are_raised_and_there_is_no_other_way():
    levels = {"overall": [4] * 5, "environment": [4] * 4, "mobility": [4] * 4, "energy": [3, 3]}
    advice = advise(strict(), ["energy", "mobility", "environment"], levels, {}, TODAY)
    assert advice.path.raises == (Raise("dimension-3/1", 3, 4),)
    assert (advice.path.counted, advice.alternatives) == (("energy", "mobility", "environment"), ())
