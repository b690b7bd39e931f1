"""A filing is assigned, reviewers declare and score it, the secretariat closes the review (guideline-2)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from nakhara.demo.sample.deeds import REVIEWER, SECRETARY, Deed
from nakhara.demo.sample.words import Words, table
from nakhara.rulebook import decision
from nakhara.rulebook.loading import edition
from nakhara.rulebook.scoring import OVERALL, dimension_percent, needs_evidence

# Chances of levels 0 to 5: as a panel gives them to a good plan, and to any plan.
GOOD, ANY = (0, 0, 0, 3, 12, 5), (0, 1, 3, 9, 14, 4)
CONFLICT = 0.15
FURTHEST = {"none": 0, "declared": 1, "saved": 2, "sent": 3}
Sheet = tuple[str, int]
Panels = Mapping[str, Sequence[int]]


@dataclass(frozen=True)
class Judging:
    """Who scores which part, by the seat in its body, and who of them declares an interest, if anybody does."""

    sheets: tuple[Sheet, ...]
    barred: Sheet | None

    @property
    def scored(self) -> list[Sheet]:
        return [sheet for sheet in self.sheets if sheet != self.barred]


def judging(dimensions: list[str], panels: Panels, rng: Random) -> Judging:
    """For each part two or three of the body's sitters; `panels` says which person sits in each seat."""
    found: list[Sheet] = []
    for part in (*dimensions, OVERALL):
        seats = range(len(panels[part]))
        wanted = min(len(seats), 3 if part == OVERALL else rng.randint(2, 3))
        found += [(part, seat) for seat in sorted(rng.sample(seats, wanted))]
    return Judging(tuple(found), _barred(found, panels, rng) if rng.random() < CONFLICT else None)


def _barred(sheets: list[Sheet], panels: Panels, rng: Random) -> Sheet | None:
    """A sheet of somebody who has no other in this case, in a part that somebody else scores too."""
    people = Counter(panels[part][seat] for part, seat in sheets)
    parts = Counter(part for part, _seat in sheets)
    free = [(part, seat) for part, seat in sheets if people[panels[part][seat]] == 1 and parts[part] > 1]
    return rng.choice(free) if free else None


def assigning(chosen: Judging) -> Iterator[Deed]:
    """The secretariat asks them."""
    for part, seat in chosen.sheets:
        yield Deed("assign_reviewer", SECRETARY, {"part": part, "seat": seat})


def scoring(chosen: Judging, levels: Mapping[Sheet, list[int]], words: Words, *, whole: bool) -> list[Deed]:
    """Each reviewer declares, saves and sends; where the review goes on, some have not come so far."""
    furthest = _progress(len(chosen.scored), words.rng, whole=whole)
    rows = [
        _sheet(part, seat, levels[part, seat], words, last)
        for (part, seat), last in zip(chosen.scored, furthest, strict=True)
    ]
    if chosen.barred:
        rows.append(_conflict(*chosen.barred))
    return _mixed(rows, words.rng)


def _sheet(part: str, seat: int, levels: list[int], words: Words, last: int) -> list[Deed]:
    place = {"part": part, "seat": seat}
    scores = _scores(part, levels, words)
    if last == FURTHEST["saved"]:
        scores = dict(list(scores.items())[:-1])
    acts = [
        Deed("declare", REVIEWER, {**place, "conflict": False, "reason": ""}),
        Deed("save_scores", REVIEWER, {**place, "scores": scores, "comment": words.one("reviews", "comments")}),
        Deed("send_scores", REVIEWER, place),
    ]
    return acts[:last]


def _conflict(part: str, seat: int) -> list[Deed]:
    place = {"part": part, "seat": seat}
    reason = table()["reviews"]["conflict"]
    return [
        Deed("declare", REVIEWER, {**place, "conflict": True, "reason": reason}),
        Deed("withdraw_assignment", SECRETARY, place),
    ]


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
    chosen: Judging, dimensions: list[str], rng: Random, on: date, *, passes: bool | None
) -> dict[Sheet, list[int]]:
    """Levels of every sheet that is scored; drawn again until the verdict is what the story needs."""
    while True:
        weights = GOOD if passes or (passes is None and rng.random() < 0.7) else ANY
        found = {
            (part, seat): rng.choices(range(6), weights, k=len(edition().items_of(part)))
            for part, seat in chosen.scored
        }
        if passes is None or (_verdict(found, dimensions, on) == decision.PASS) is passes:
            return found


def _verdict(levels: Mapping[Sheet, list[int]], dimensions: list[str], on: date) -> str:
    law = edition()
    percents: dict[str, list] = {part: [] for part in (*dimensions, OVERALL)}
    for (part, _seat), given in levels.items():
        percents[part].append(dimension_percent(given, law, on))
    conditions = {one.id: True for one in law.conditions}
    overall = percents.pop(OVERALL)
    return decision.assess(decision.Facts(law, conditions, dimensions, overall, percents), on).verdict
