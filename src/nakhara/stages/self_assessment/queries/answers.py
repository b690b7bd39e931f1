"""What the owner has answered: levels by part, conditions, evidence, scores (guideline-1/self-assessment)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from django.utils.translation import gettext as _

from nakhara.foundation.documents.models import Citation, Document
from nakhara.foundation.documents.queries import citations_of
from nakhara.look.wording import language
from nakhara.rulebook import decision, dimensions, preliminary
from nakhara.rulebook.dimensions import Item
from nakhara.rulebook.findings import Finding
from nakhara.rulebook.scoring import OVERALL
from nakhara.stages.plan.models import Plan
from nakhara.stages.plan.queries import claimed, edition_of
from nakhara.stages.self_assessment.methods import Score, score
from nakhara.stages.self_assessment.models import Answer, AwaitedFile, Condition


@dataclass(frozen=True)
class Line:
    """One item of a page: the item, what is answered, the evidence cited, the files still awaited."""

    number: int
    item: Item
    answer: Answer | None
    citations: list[Citation]
    awaited: list[AwaitedFile]

    @property
    def level(self) -> int | None:
        return self.answer.level if self.answer else None

    @property
    def anchor(self) -> str:
        """The id of the item on its page."""
        return self.item.id.replace("/", "-")

    @property
    def weight(self) -> Fraction:
        """The item's weight in percent."""
        return self.item.weight * 100

    @property
    def version(self) -> int:
        """The version a form is made from; 0 when nothing is saved yet."""
        return self.answer.version if self.answer else 0


class Assessment:
    """Everything that a plan's self-assessment says, each kind of row read once."""

    def __init__(self, plan: Plan):
        self.plan = plan
        self.law = edition_of(plan)

    @cached_property
    def claimed(self) -> list[str]:
        """The claimed dimensions, in the order of the law."""
        return claimed(self.plan)

    @cached_property
    def parts(self) -> list[str]:
        """The parts that are given levels: each claimed dimension, then the plan as a whole."""
        return [*self.claimed, OVERALL]

    @cached_property
    def answers(self) -> dict[str, Answer]:
        """The saved answers by item id."""
        return answers_of(self.plan)

    @cached_property
    def conditions(self) -> dict[str, Condition]:
        """The saved conditions by provision id."""
        return conditions_of(self.plan)

    @cached_property
    def awaited(self) -> dict[str, list[AwaitedFile]]:
        """Files named by an imported plan that have not come, by what they prove."""
        return awaited_of(self.plan)

    @cached_property
    def _cited(self) -> dict[tuple[str, str], list[Citation]]:
        return citations_of([*self.answers.values(), *self.conditions.values()])

    def cited(self, row: Answer | Condition | None) -> list[Citation]:
        """What an answer or a condition rests on."""
        return self._cited.get((row._meta.label_lower, row.key), []) if row else []

    def lines(self, part: str) -> list[Line]:
        """The items of a part with what is answered and cited."""
        return [self._line(number, item) for number, item in enumerate(self.law.items_of(part), 1)]

    def _line(self, number: int, item: Item) -> Line:
        answer = self.answers.get(item.id)
        return Line(number, item, answer, self.cited(answer), self.awaited.get(item.id, []))

    def scores(self, on: date) -> dict[str, Score]:
        """The owner's own score of each part."""
        levels = {item: answer.level for item, answer in self.answers.items()}
        return {part: score(self.law, part, levels, on) for part in self.parts}

    def facts(self, on: date) -> decision.Facts:
        """What the owner says, as facts for the rules."""
        given = {part: [one.total] for part, one in self.scores(on).items() if one.total is not None}
        return decision.Facts(
            edition=self.law,
            preliminary={provision: row.met for provision, row in self.conditions.items()},
            claimed=self.claimed,
            overall=given.pop(OVERALL, []),
            dimensions=given,
        )

    def verdict(self, on: date) -> decision.Verdict:
        """What the rules would give if the reviewers scored as the owner does."""
        return decision.assess(self.facts(on), on)

    def filing_findings(self, on: date) -> list[Finding]:
        """What filing asks: the five conditions and criteria-2; the owner's own scores are not among it."""
        said = {provision: row.met for provision, row in self.conditions.items()}
        return [*preliminary.findings(said, on, self.law), *dimensions.findings(self.claimed, on, self.law)]

    def told(self) -> tuple[list[Condition], list[Answer]]:
        """Conditions and the answers of the plan's own parts, in the order of the law."""
        items = [item.id for part in self.parts for item in self.law.items_of(part)]
        conditions = [self.conditions[one.id] for one in self.law.conditions if one.id in self.conditions]
        return conditions, [self.answers[item] for item in items if item in self.answers]

    def evidence(self, row: Answer | Condition) -> list[Citation | AwaitedFile]:
        """What an answer or a condition rests on, files that have not come among it."""
        about = row.provision if isinstance(row, Condition) else row.item
        return [*self.cited(row), *self.awaited.get(about, [])]

    def documents(self) -> list[tuple[Document, str]]:
        """Every document that what is told rests on, with the place in it, each pair once."""
        conditions, answers = self.told()
        rows = [one for row in (*conditions, *answers) for one in self.cited(row)]
        return list({(row.document_id, row.place): (row.document, row.place) for row in rows}.values())

    def open_aims(self, aims: Mapping[str, int]) -> int:
        """How many of the levels aimed at are not reached yet."""
        levels = {item: row.level or 0 for item, row in self.answers.items()}
        return sum(levels.get(item, 0) < level for item, level in aims.items())

    def name(self, part: str) -> str:
        """The official name of a dimension, or of the plan as a whole, in the reader's language."""
        return part_name(self.plan, part)


def parts_of(plan: Plan) -> list[str]:
    """The parts that are given levels: each claimed dimension, then the plan as a whole."""
    return [*claimed(plan), OVERALL]


def answers_of(plan: Plan) -> dict[str, Answer]:
    """The saved answers by item id."""
    return {row.item: row for row in Answer.objects.filter(plan=plan)}


def conditions_of(plan: Plan) -> dict[str, Condition]:
    """The saved conditions by provision id."""
    return {row.provision: row for row in Condition.objects.filter(plan=plan)}


def awaited_of(plan: Plan) -> dict[str, list[AwaitedFile]]:
    """Files named by an imported plan that have not come, by the item or condition they prove."""
    found: dict[str, list[AwaitedFile]] = defaultdict(list)
    for row in AwaitedFile.objects.filter(plan=plan):
        found[row.about].append(row)
    return found


def scores_of(plan: Plan, on: date) -> dict[str, Score]:
    """The owner's own score of each claimed dimension and of the whole plan."""
    return Assessment(plan).scores(on)


def facts_of(plan: Plan, on: date | None = None) -> decision.Facts:
    """What the owner says of the plan, as facts for the rules."""
    return Assessment(plan).facts(on or date.max)


def verdict_of(plan: Plan, on: date) -> decision.Verdict:
    """What the rules would give if the reviewers scored as the owner does."""
    return Assessment(plan).verdict(on)


def part_name(plan: Plan, part: str) -> str:
    """The official name of a dimension, or of the plan as a whole, in the reader's language."""
    if part == OVERALL:
        return _("The plan as a whole")
    return edition_of(plan).dimension(part).text(language())
