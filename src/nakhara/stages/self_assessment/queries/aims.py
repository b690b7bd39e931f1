"""The cheapest path for a plan, and what its owner has set out to raise."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from nakhara.rulebook.advice import Advice, Path, advise
from nakhara.rulebook.dimensions import Item
from nakhara.stages.plan.models import Plan
from nakhara.stages.self_assessment.models import Aim, Effort
from nakhara.stages.self_assessment.queries.answers import Assessment


def efforts_of(plan: Plan) -> dict[str, Fraction]:
    """What the owner has said that raising an item by a level costs, by item id."""
    return {row.item: Fraction(row.effort) for row in Effort.objects.filter(plan=plan)}


def aims_of(plan: Plan) -> dict[str, int]:
    """The levels that the owner has set out to reach, by item id."""
    return {row.item: row.level for row in Aim.objects.filter(plan=plan)}


def advice_for(said: Assessment, efforts: dict[str, Fraction], on: date) -> Advice:
    """The cheapest path to pass from the owner's own levels and efforts."""
    items = {part: said.law.items_of(part) for part in said.parts}
    levels = {item: answer.level for item, answer in said.answers.items()}
    given = {part: [levels.get(item.id) for item in row] for part, row in items.items()}
    costs = {part: [efforts.get(item.id, Fraction(1)) for item in row] for part, row in items.items()}
    return advise(said.law, said.claimed, given, costs, on)


@dataclass(frozen=True)
class Step:
    """One raise of a path as a page shows it: the item in its part, from which level to which, what it costs."""

    part: str
    item: Item
    level: int
    to: int
    effort: Fraction
    aim: int | None

    @property
    def taken(self) -> bool:
        """Whether the owner has set out to do it."""
        return self.aim is not None and self.aim >= self.to


def steps_of(path: Path, said: Assessment, efforts: dict[str, Fraction], aims: dict[str, int]) -> list[Step]:
    """The raises of a path, in the order of the law."""
    known = {item.id: (part, item) for part in said.parts for item in said.law.items_of(part)}
    found = []
    for one in path.raises:
        part, item = known[one.item]
        effort = efforts.get(one.item, Fraction(1)) * (one.to - one.level)
        found.append(Step(part, item, one.level, one.to, effort, aims.get(one.item)))
    return found
