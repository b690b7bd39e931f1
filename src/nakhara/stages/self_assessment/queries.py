"""Reads of the self-assessment: answers, conditions, the live verdict and what is missing (criteria-1, criteria-2)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nakhara.foundation.documents.models import Citation, Document
from nakhara.foundation.documents.queries import citations_of
from nakhara.look.wording import language
from nakhara.rulebook import decision, dimensions, preliminary
from nakhara.rulebook.dimensions import Item
from nakhara.rulebook.findings import MET, Finding
from nakhara.rulebook.scoring import OVERALL, needs_evidence
from nakhara.rulebook.thai import truncated
from nakhara.stages.plan.models import Plan
from nakhara.stages.plan.queries import Gap, claimed, edition_of
from nakhara.stages.self_assessment.methods import Score, score
from nakhara.stages.self_assessment.models import Answer, AwaitedFile, Condition
from nakhara.stages.self_assessment.subjects import condition_address, item_address


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


def gaps(plan: Plan, on: date) -> list[Gap]:
    """What is missing: first what stops the filing, then what is still to be answered or proved."""
    return [*blocking_gaps(plan, on), *_unproved(plan), *_unanswered(plan)]


def blocking_gaps(plan: Plan, on: date) -> list[Gap]:
    """What stops the filing (criteria-1.1 … 1.5, criteria-2), each with the page that mends it."""
    return [_gap_of(plan, finding) for finding in filing_findings(plan, on) if finding.outcome != MET]


def _gap_of(plan: Plan, finding: Finding) -> Gap:
    words = edition_of(plan).provision(finding.provision).text(language())
    if finding.provision.startswith("criteria-1."):
        return Gap(
            text=_("Prove: %s") % words,
            address=condition_address(plan, finding.provision),
            provision=finding.provision,
            why=_("You have said that it is not met")
            if finding.measured is None and finding.outcome == "unmet"
            else "",
            blocks=True,
        )
    text = _("Choose Smarts: %s") % words
    return Gap(text, reverse("plan:smarts", args=[plan.key]), finding.provision, blocks=True)


def _unproved(plan: Plan) -> list[Gap]:
    """Met conditions without a word or a file of proof, and levels without the evidence they need (score/evidence)."""
    conditions = conditions_of(plan)
    cited = citations_of(list(conditions.values()))
    found = []
    for provision in edition_of(plan).conditions:
        row = conditions.get(provision.id)
        if row and row.met and not row.proof and (row._meta.label_lower, row.key) not in cited:
            words = provision.text(language())
            text = _("Write or attach the proof: %s") % words
            found.append(Gap(text, condition_address(plan, provision.id), provision.id))
    for part, lines in lines_by_part(plan, parts_of(plan)).items():
        found += [_evidence_gap(plan, part, line) for line in lines if lacks_evidence(plan, line)]
    return [*found, *_awaited(plan)]


def lacks_evidence(plan: Plan, line: Line) -> bool:
    """Whether the level needs evidence and none is cited (score/evidence)."""
    return line.level is not None and needs_evidence(line.level, edition_of(plan)) and not line.citations


def _evidence_gap(plan: Plan, part: str, line: Line) -> Gap:
    values = {"part": part_name(plan, part), "number": line.number}
    return Gap(
        text=_("Attach evidence: %(part)s, item %(number)d") % values,
        address=item_address(plan, line.item.id),
        provision="score/evidence",
        why=_("Level %d is given and no evidence is cited") % line.level,
    )


def _awaited(plan: Plan) -> list[Gap]:
    rows = AwaitedFile.objects.filter(plan=plan)
    return [
        Gap(
            text=_("Attach the file “%s”") % row.name,
            address=_address_of(plan, row.about),
            provision="score/evidence",
            why=_("The imported plan names it, but the file itself has not come"),
        )
        for row in rows
    ]


def _address_of(plan: Plan, about: str) -> str:
    return condition_address(plan, about) if about.startswith("criteria-") else item_address(plan, about)


def _unanswered(plan: Plan) -> list[Gap]:
    answers = answers_of(plan)
    found = []
    for part in parts_of(plan):
        items = edition_of(plan).items_of(part)
        open_items = [item for item in items if item.id not in answers or answers[item.id].level is None]
        if open_items:
            count = len(open_items)
            found.append(
                Gap(
                    text=_("Give levels: %s") % part_name(plan, part),
                    address=item_address(plan, open_items[0].id),
                    provision="guideline-1/self-assessment",
                    why=ngettext("%d item has no level yet", "%d items have no level yet", count) % count,
                )
            )
    return found


def part_name(plan: Plan, part: str) -> str:
    """The official name of a dimension, or of the plan as a whole, in the reader's language."""
    if part == OVERALL:
        return _("The plan as a whole")
    return edition_of(plan).dimension(part).text(language())


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


VERDICTS = {
    decision.PASS: gettext_lazy("would pass"),
    decision.FAIL: gettext_lazy("would not pass"),
    decision.INCOMPLETE: gettext_lazy("cannot be told yet"),
}


def panel_of(plan: Plan, at: datetime, more: Sequence[Gap] = ()) -> dict[str, object]:
    """The live verdict for `look/_verdict.html`: what is missing first, both readings, what is met."""
    on = timezone.localdate(at)
    found = sorted([*gaps(plan, on), *more], key=lambda gap: not gap.blocks)
    blocked = sum(gap.blocks for gap in found)
    verdict = verdict_of(plan, on)
    met = [finding for finding in filing_findings(plan, on) if finding.outcome == MET]
    return {
        "kind": "bad" if blocked else "wait" if found else "ok",
        "title": _("Cannot be filed yet") if blocked else _("Can be filed"),
        "summary": _summary(len(found), blocked),
        "gaps": [gap.as_row() for gap in found],
        "notes": [*_readings(verdict), *_below(plan, verdict)],
        "met": [{"text": _words(plan, finding), "provision": finding.provision} for finding in met],
        "met_title": ngettext("%d condition of filing is met", "%d conditions of filing are met", len(met)) % len(met),
        "checked_at": at,
    }


def _summary(count: int, blocked: int) -> str:
    if blocked:
        words = ngettext("%d thing stops the filing", "%d things stop the filing", blocked) % blocked
        return _("%s; choose its name to mend it") % words
    if count:
        words = ngettext("%d thing is still missing", "%d things are still missing", count) % count
        return _("%s; none of it stops the filing, but the secretariat may return it") % words
    return _("Nothing is missing")


def _readings(verdict: decision.Verdict) -> list[dict[str, str]]:
    """What the owner's own levels would give, by both readings of a claimed dimension below its mark."""
    words = {"drop": VERDICTS[verdict.verdict], "strict": VERDICTS[verdict.strict]}
    text = _(
        "If a Smart below 70 is not counted, the plan %(drop)s. If every Smart chosen must have 70, it %(strict)s."
    )
    return [{"title": _("By your own levels"), "text": text % words}]


def _below(plan: Plan, verdict: decision.Verdict) -> list[dict[str, str]]:
    low = [one for one in verdict.unmet if one.dimension]
    return [
        {
            "title": _("Know before you file"),
            "text": _("%(smart)s: own score %(score)s, below %(mark)s")
            % {"smart": part_name(plan, one.dimension), "score": one.display, "mark": truncated(one.required)},
        }
        for one in low
    ]


def _words(plan: Plan, finding: Finding) -> str:
    return edition_of(plan).provision(finding.provision).text(language())
