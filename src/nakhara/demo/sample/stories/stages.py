"""How far each case has come, and when it was at each step of its way."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from nakhara.demo.sample.timeline import COMMITTEE_LATER, SUBCOMMITTEE

# How many of a hundred cases stand where; the first few cases take one stage each.
WEIGHTS = {
    "draft": 10,
    "assessed": 8,
    "filed": 7,
    "returned": 5,
    "refiled": 4,
    "accepted": 5,
    "in-review": 12,
    "reviewed": 8,
    "sent-back": 3,
    "declined": 3,
    "listed": 5,
    "on-agenda": 6,
    "designated": 9,
    "claiming": 4,
    "decided": 5,
    "monitored": 6,
}
STAGES = tuple(WEIGHTS)
# The steps of a case's way before its meetings, by the share of the way that lies behind it when the step begins.
STEPS = {
    "enter": 0.0,
    "plan": 0.03,
    "assess": 0.34,
    "file": 0.52,
    "return": 0.56,
    "refile": 0.60,
    "accept": 0.68,
    "assign": 0.71,
    "score": 0.74,
    "close": 0.97,
}
LAST_STEP = {
    "draft": "assess",
    "assessed": "file",
    "filed": "return",
    "returned": "refile",
    "refiled": "accept",
    "accepted": "assign",
    "in-review": "close",
}
# A case that has come to a meeting, by the fate it has there.
AT_SUBCOMMITTEE = STAGES[STAGES.index("sent-back") :]
AT_COMMITTEE = STAGES[STAGES.index("designated") :]
MUST_PASS = ("listed", "on-agenda", *AT_COMMITTEE)


def stages(count: int, rng: Random) -> Iterator[str]:
    """The stages of so many cases: each once, and then by their weights."""
    yield from STAGES[:count]
    yield from rng.choices(STAGES, list(WEIGHTS.values()), k=max(count - len(STAGES), 0))


@dataclass(frozen=True)
class Way:
    """A case's way along the line of time; `sitting` is the subcommittee's meeting that it comes to, if it does."""

    stage: str
    begin: float
    end: float
    sitting: int | None = None

    def mark(self, step: str) -> float:
        """Where on the line a step begins."""
        whole = STEPS.get(LAST_STEP.get(self.stage, ""), 1.0)
        return self.begin + (self.end - self.begin) * min(STEPS[step] / whole, 1.0)

    def reaches(self, step: str) -> bool:
        """Whether the case has gone through a step."""
        return STEPS[step] < STEPS.get(LAST_STEP.get(self.stage, ""), 1.0)


def way(stage: str, rng: Random) -> Way:
    """A way that ends, by its stage, at a meeting or somewhere before the present."""
    sitting = _sitting(stage, rng)
    end = rng.uniform(0.6, 0.97) if sitting is None else SUBCOMMITTEE[sitting] - 0.01
    return Way(stage, rng.uniform(0.0, end - 0.24), end, sitting)


def _sitting(stage: str, rng: Random) -> int | None:
    if stage not in AT_SUBCOMMITTEE:
        return None
    # what comes after a designation needs some time after the last sitting of the committee that gives it
    last = {"listed": len(SUBCOMMITTEE) - 1, "monitored": 5, "decided": 6, "claiming": 7}.get(stage, 8)
    first = len(SUBCOMMITTEE) - 3 if stage in ("listed", "on-agenda") else 0
    return rng.randint(first, last)


def committee_mark(sitting: int) -> float:
    """When the committee sits on what a subcommittee's sitting has listed."""
    return SUBCOMMITTEE[sitting] + COMMITTEE_LATER


def fate_at(stage: str) -> str:
    """What a body resolves about a case of that stage: approve puts it on the list, or makes it a smart city."""
    return {"sent-back": "return", "declined": "decline"}.get(stage, "approve")
