"""A second judge, written from the text of the law alone and sharing no code with the rulebook, and random files."""

import json
import random
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

ORDER = ["living", "people", "energy", "mobility", "economy", "governance", "environment"]
CONDITIONS = [f"criteria-1.{number}" for number in range(1, 6)]
# Around both marks, so that boundaries come up all the time.
SCORES = [
    "69",
    "69.99",
    "69.999999",
    "70",
    "70.0",
    "70.01",
    "79.5",
    "79.996",
    "80",
    "80.01",
    "81",
    "0",
    "100",
    "7e1",
    "8E+1",
]


def random_file(chance: random.Random) -> str:
    """The text of a lawful file of facts, numbers written in many ways."""
    claimed = chance.sample(ORDER, chance.choice([0, 1, 2, 2, 2, 3, 3, 4, 7]))
    if "environment" not in claimed and chance.random() < 0.8:
        claimed = [*claimed[:-1], "environment"]
    known = {id: chance.random() < 0.97 for id in CONDITIONS if chance.random() < 0.97}
    scored = [key for key in claimed if chance.random() < 0.9]
    parts = {
        "edition": '"th-2561"',
        "preliminary": json.dumps(known),
        "claimed": json.dumps(claimed),
        "scores": braced(overall=scores(chance, 80), dimensions=braced(**{key: scores(chance, 70) for key in scored})),
        "area": '{"name": "เมือง", "provinces": ["53"]}',
        "applicant": '{"juristic_id": "0994000617721"}',
    }
    left_out = [key for key in ("scores", "area", "applicant") if chance.random() < 0.1]
    names = [key for key in parts if key not in left_out]
    chance.shuffle(names)
    return braced(**{name: parts[name] for name in names})


def scores(chance: random.Random, mark: int) -> str:
    """A list of up to five scores; half the time its mean lies at the mark or a hair beside it."""
    count = chance.choice([0, 1, 1, 2, 3, 3, 5])
    if not count or chance.random() < 0.5:
        return bracketed(chance.choice(SCORES) for _ in range(count))
    sway = [chance.randint(-900, 900) for _ in range(count - 1)]
    nudge = chance.choice([0, 0, 1, -1])
    cents = [*(mark * 100 + one for one in sway), mark * 100 - sum(sway) + nudge]
    return bracketed(f"{one // 100}.{one % 100:02d}" for one in cents if 0 <= one <= 10000)


def braced(**members: str) -> str:
    return "{" + ", ".join(f'"{name}": {text}' for name, text in members.items()) + "}"


def bracketed(elements: Iterable[str]) -> str:
    return "[" + ", ".join(elements) + "]"


def judge(text: str) -> dict[str, Any]:
    """What the law makes of a file: verdict, strict verdict, achieved dimensions and findings."""
    facts = json.loads(text, parse_float=Fraction, parse_int=Fraction)
    told = facts.get("scores", {})
    claimed = [key for key in ORDER if key in facts["claimed"]]
    overall = mean(told.get("overall", []))
    means = {key: mean(told.get("dimensions", {}).get(key, [])) for key in claimed}
    conditions = [facts["preliminary"].get(id) for id in CONDITIONS]
    base = [*conditions, len(claimed) >= 2, "environment" in claimed, at_least(overall, 80)]
    passed = {key: at_least(value, 70) for key, value in means.items()}
    others = [passed[key] for key in claimed if key != "environment"]
    return {
        "verdict": verdict([*base, passed.get("environment", False), either(others)]),
        "strict": verdict([*base, *passed.values()]),
        "achieved": [key for key in claimed if passed[key]],
        "findings": [
            *(named(id, answer) for id, answer in zip(CONDITIONS, conditions, strict=True)),
            measured("criteria-2/at-least-two", Fraction(len(claimed)), 2),
            named("criteria-2/environment", "environment" in claimed),
            measured("guideline-2/overall-score", overall, 80),
            *(measured("guideline-2/dimension-score", means[key], 70) | {"dimension": key} for key in claimed),
        ],
    }


def mean(listed: list[Fraction]) -> Fraction | None:
    return sum(listed, Fraction(0)) / len(listed) if listed else None


def at_least(value: Fraction | None, mark: int) -> bool | None:
    return None if value is None else value >= mark


def either(answers: list[bool | None]) -> bool | None:
    if True in answers:
        return True
    return None if None in answers else False


def verdict(answers: list[bool | None]) -> str:
    if False in answers:
        return "fail"
    return "incomplete" if None in answers else "pass"


def named(id: str, answer: bool | None) -> dict[str, str]:
    return {"provision": id, "outcome": {True: "met", False: "unmet", None: "unknown"}[answer]}


def measured(id: str, value: Fraction | None, mark: int) -> dict[str, str]:
    found = named(id, at_least(value, mark)) | {"required": str(mark)}
    if value is None:
        return found
    cut = f"{value.numerator * 100 // value.denominator:03d}"
    shown = f"{cut[:-2]}.{cut[-2:]}"
    while shown[-1] == "0" and "." in shown:
        shown = shown[:-1]
    return found | {"measured": str(value), "margin": str(value - mark), "display": shown.rstrip(".")}
