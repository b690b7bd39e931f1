"""What the owner has answered: levels by part, conditions, evidence, scores (guideline-1/self-assessment)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

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
from nakhara.stages.self_assessment.subjects import condition_address


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


def lines_of(plan: Plan, part: str) -> list[Line]:
    """The items of a part with what is answered and cited."""
    return lines_by_part(plan, [part])[part]


def lines_by_part(plan: Plan, parts: list[str]) -> dict[str, list[Line]]:
    """The items of several parts, in three queries."""
    answers, awaited = answers_of(plan), awaited_of(plan)
    cited = citations_of(list(answers.values()))
    law = edition_of(plan)

    def line(number: int, item: Item) -> Line:
        answer = answers.get(item.id)
        found = cited.get((Answer._meta.label_lower, answer.key), []) if answer else []
        return Line(number, item, answer, found, awaited.get(item.id, []))

    return {part: [line(number, item) for number, item in enumerate(law.items_of(part), 1)] for part in parts}


def scores_of(plan: Plan, on: date) -> dict[str, Score]:
    """The owner's own score of each claimed dimension and of the whole plan."""
    levels = {item: answer.level for item, answer in answers_of(plan).items()}
    return {part: score(edition_of(plan), part, levels, on) for part in parts_of(plan)}


def part_name(plan: Plan, part: str) -> str:
    """The official name of a dimension, or of the plan as a whole, in the reader's language."""
    if part == OVERALL:
        return _("The plan as a whole")
    return edition_of(plan).dimension(part).text(language())


def condition_rows(plan: Plan) -> list[dict[str, object]]:
    """The five conditions with what the owner says of each."""
    said = conditions_of(plan)
    return [
        {
            "rule": rule,
            "row": said.get(rule.id),
            "url": condition_address(plan, rule.id),
            "words": rule.text(language()),
        }
        for rule in edition_of(plan).conditions
    ]


def evidence_of(plan: Plan) -> tuple[list[Condition], list[Answer], dict[str, list[Citation | AwaitedFile]]]:
    """Conditions and answers of the plan's own parts in the order of the law, and the evidence by what it proves."""
    law = edition_of(plan)
    conditions, answers = conditions_of(plan), answers_of(plan)
    items = [item.id for part in parts_of(plan) for item in law.items_of(part)]
    told = [conditions[one.id] for one in law.conditions if one.id in conditions]
    given = [answers[item] for item in items if item in answers]
    cited = citations_of([*told, *given])
    found: dict[str, list[Citation | AwaitedFile]] = defaultdict(list)
    for row in (*told, *given):
        about = row.provision if isinstance(row, Condition) else row.item
        found[about] += cited.get((row._meta.label_lower, row.key), [])
    for about, rows in awaited_of(plan).items():
        found[about] += rows
    return told, given, found


def cited_documents(plan: Plan) -> list[tuple[Document, str]]:
    """Every document that the plan's answers and conditions rest on, with the place in it, each pair once."""
    _conditions, _answers, evidence = evidence_of(plan)
    rows = [row for found in evidence.values() for row in found if isinstance(row, Citation)]
    return list({(row.document_id, row.place): (row.document, row.place) for row in rows}.values())


def facts_of(plan: Plan, on: date | None = None) -> decision.Facts:
    """What the owner says of the plan, as facts for the rules."""
    scores = scores_of(plan, on or date.max)
    given = {part: [one.total] for part, one in scores.items() if one.total is not None}
    return decision.Facts(
        edition=edition_of(plan),
        preliminary={provision: row.met for provision, row in conditions_of(plan).items()},
        claimed=claimed(plan),
        overall=given.pop(OVERALL, []),
        dimensions=given,
    )


def verdict_of(plan: Plan, on: date) -> decision.Verdict:
    """What the rules would give if the reviewers scored as the owner does."""
    return decision.assess(facts_of(plan, on), on)


def filing_findings(plan: Plan, on: date) -> list[Finding]:
    """What filing asks: the five conditions and criteria-2; the owner's own scores are not among it."""
    facts = facts_of(plan, on)
    return [
        *preliminary.findings(facts.preliminary, on, facts.edition),
        *dimensions.findings(facts.claimed, on, facts.edition),
    ]
