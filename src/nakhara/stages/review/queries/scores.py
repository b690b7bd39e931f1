"""What the sheets come to: panels, the facts for the rules, the verdict (guideline-2/*). Exact throughout."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Prefetch

from nakhara.rulebook import decision, scoring
from nakhara.rulebook.edition import Edition
from nakhara.stages.application.models import Filing
from nakhara.stages.application.queries import content_of
from nakhara.stages.review.methods import Arithmetic, Panel, arithmetic, panel
from nakhara.stages.review.models import OVERALL, Assignment, Score, Verdict
from nakhara.stages.review.queries.panels import law_of, parts_of, sheets_of


@dataclass(frozen=True)
class Sheet:
    """A sheet with its levels by item and what they come to."""

    assignment: Assignment
    scores: dict[str, Score]
    arithmetic: Arithmetic

    @property
    def percent(self) -> Fraction | None:
        """The reviewer's percentage; None until every item has a level."""
        return self.arithmetic.percent if self.arithmetic.complete else None


def with_scores(sheets, filing: Filing, on: date) -> list[Sheet]:
    """Sheets of one filing with what stands in them, in two queries."""
    law = law_of(filing)
    rows = sheets.prefetch_related(Prefetch("scores", Score.objects.order_by("item")))
    return [with_its_scores(row, row.scores.all(), law, on) for row in rows]


def with_its_scores(assignment: Assignment, scores: Iterable[Score], law: Edition, on: date) -> Sheet:
    """One sheet with what stands in it."""
    by_item = {score.item: score for score in scores}
    levels = {item: score.level for item, score in by_item.items()}
    return Sheet(assignment, by_item, arithmetic(law, assignment.part, levels, on))


def sent_sheets(filing: Filing, on: date) -> dict[str, list[Sheet]]:
    """The sheets that have been sent, by part in the order of the law; drafts are nobody's but their reviewer's."""
    found: dict[str, list[Sheet]] = {part: [] for part in parts_of(filing)}
    for sheet in with_scores(sheets_of(filing).filter(sent_at__isnull=False), filing, on):
        found[sheet.assignment.part].append(sheet)
    return found


def panel_of(filing: Filing, part: str, sheets: Iterable[Sheet], on: date) -> Panel:
    """The mean and the spread of a part's sent sheets."""
    return panel(law_of(filing), part, [sheet.percent for sheet in sheets if sheet.percent is not None], on)


def facts_of(filing: Filing, on: date) -> decision.Facts:
    """What is known of a filing, for the rules: the conditions as filed, the claim, each sent sheet's percentage."""
    percents = {
        part: [sheet.percent for sheet in sheets if sheet.percent is not None]
        for part, sheets in sent_sheets(filing, on).items()
    }
    told = content_of(filing).get("self_assessment", {}).get("conditions", {})
    return decision.Facts(
        edition=law_of(filing),
        preliminary={provision: row.get("met") for provision, row in told.items()},
        claimed=filing.claimed,
        overall=percents.pop(OVERALL),
        dimensions=percents,
    )


def scores_in(facts: decision.Facts) -> dict[str, Fraction]:
    """The official score of each part that has one."""
    official = {OVERALL: scoring.official(facts.overall)}
    official |= {part: scoring.official(percents) for part, percents in facts.dimensions.items()}
    return {part: score for part, score in official.items() if score is not None}


def verdict_of(filing: Filing) -> Verdict | None:
    """The verdict, once the review is closed."""
    return Verdict.objects.filter(filing=filing).first()


def verdicts_of(filings: Iterable[Filing]) -> dict[int, Verdict]:
    """The verdicts of many filings, by filing id, in one query."""
    return {row.filing_id: row for row in Verdict.objects.filter(filing__in=list(filings))}


def official_scores(filing: Filing) -> dict[str, Fraction]:
    """The official scores of a closed review by part, exactly; nothing before. Public only with the designation."""
    verdict = verdict_of(filing)
    return scores_of(verdict) if verdict else {}


def scores_of(verdict: Verdict) -> dict[str, Fraction]:
    """The official scores that a verdict stands on, by part."""
    whole = {OVERALL: Fraction(verdict.overall)} if verdict.overall else {}
    return {part: Fraction(score) for part, score in verdict.scores.items()} | whole
