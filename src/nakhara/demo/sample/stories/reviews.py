"""A filing is assigned, reviewers declare and score it, the secretariat closes the review (guideline-2)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

from nakhara.demo.sample.deeds import REVIEWER, SECRETARY, Deed
from nakhara.demo.sample.words import Words, table
from nakhara.rulebook import decision
from nakhara.rulebook.edition import Edition
from nakhara.rulebook.loading import edition
from nakhara.rulebook.scoring import OVERALL, dimension_percent, needs_evidence

# Chances of levels 0 to 5: as a panel gives them to a good plan, and to any plan.
GOOD, ANY = (0, 0, 0, 3, 12, 5), (0, 1, 3, 9, 14, 4)
CONFLICT = 0.04
FURTHEST = {"none": 0, "declared": 1, "saved": 2, "sent": 3}
Levels = Mapping[str, list[list[int]]]


def assign(dimensions: list[str], seats: Mapping[str, int], rng: Random) -> list[tuple[str, int]]:
    """Who scores what: for each part two or three of the body's sitters, by their place in it."""
    found = []
    for part in (*dimensions, OVERALL):
        wanted = min(seats[part], 3 if part == OVERALL else rng.randint(2, 3))
        found += [(part, seat) for seat in sorted(rng.sample(range(seats[part]), wanted))]
    return found


def assignments(chosen: list[tuple[str, int]]) -> Iterator[Deed]:
    """The secretariat assigns them."""
    for part, seat in chosen:
        yield Deed("assign_reviewer", SECRETARY, {"part": part, "seat": seat})


def scoring(chosen: list[tuple[str, int]], levels: Levels, words: Words, *, whole: bool) -> list[Deed]:
    """Each reviewer declares, saves and sends; where the review goes on, some have not come so far."""
    rng = words.rng
    drafts = dict(zip(chosen, _progress(len(chosen), rng, whole=whole), strict=True))
    left = {part: iter(levels[part]) for part in levels}
    deeds = []
    for (part, seat), furthest in drafts.items():
        place = {"part": part, "seat": seat}
        given = next(left[part], None)
        if given is None:
            conflict = {**place, "conflict": True, "reason": table()["reviews"]["conflict"]}
            deeds.append([Deed("declare", REVIEWER, conflict)])
            continue
        scores = {**place, "scores": _scores(part, given, words), "comment": words.one("reviews", "comments")}
        acts = [
            Deed("declare", REVIEWER, {**place, "conflict": False, "reason": ""}),
            Deed("save_scores", REVIEWER, scores),
            Deed("send_scores", REVIEWER, place),
        ]
        if furthest == FURTHEST["saved"]:
            acts[1] = replace(acts[1], what={**scores, "scores": dict(list(scores["scores"].items())[:-1])})
        deeds.append(acts[:furthest])
    return _mixed(deeds, rng)


def _progress(count: int, rng: Random, *, whole: bool) -> list[int]:
    if whole:
        return [FURTHEST["sent"]] * count
    return [rng.randint(0, FURTHEST["saved"]), *(rng.choices([0, 1, 2, 3], [3, 2, 2, 5])[0] for _ in range(count - 1))]


def _scores(part: str, given: list[int], words: Words) -> dict[str, Any]:
    evidence = f"{words.one('papers', 'titles')}.pdf หน้า {words.rng.randint(1, 24)}"
    return {
        item.id: (level, words.one("reviews", "reasons"), evidence if needs_evidence(level) else "")
        for item, level in zip(edition().items_of(part), given, strict=True)
    }


def _mixed(lists: list[list[Deed]], rng: Random) -> list[Deed]:
    """Several people's deeds in one row, each one's own in their order."""
    turns = [n for n, deeds in enumerate(lists) for _ in deeds]
    rng.shuffle(turns)
    sources = [iter(deeds) for deeds in lists]
    return [next(sources[turn]) for turn in turns]


def levels_for(
    chosen: list[tuple[str, int]], dimensions: list[str], rng: Random, on: date, *, passes: bool | None
) -> dict[str, list[list[int]]]:
    """Levels from each reviewer without a conflict; drawn again until the verdict is what the story needs."""
    while True:
        weights = GOOD if passes or (passes is None and rng.random() < 0.7) else ANY
        found: dict[str, list[list[int]]] = {part: [] for part in (*dimensions, OVERALL)}
        for part, _seat in chosen:
            if not found[part] or rng.random() >= CONFLICT:
                found[part].append(rng.choices(range(6), weights, k=len(edition().items_of(part))))
        if passes is None or (_verdict(found, dimensions, on) == decision.PASS) is passes:
            return found


def _verdict(levels: Levels, dimensions: list[str], on: date) -> str:
    law: Edition = edition()
    percents = {part: [dimension_percent(one, law, on) for one in given] for part, given in levels.items()}
    conditions = {one.id: True for one in law.conditions}
    overall = percents.pop(OVERALL)
    return decision.assess(decision.Facts(law, conditions, dimensions, overall, percents), on).verdict
