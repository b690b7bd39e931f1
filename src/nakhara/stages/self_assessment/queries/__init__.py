"""Reads of the self-assessment: `answers` for what is said, `missing` for what is not, and the live verdict."""

from nakhara.stages.self_assessment.queries.answers import (
    Line,
    answers_of,
    awaited_of,
    cited_documents,
    condition_rows,
    conditions_of,
    evidence_of,
    facts_of,
    filing_findings,
    lines_by_part,
    lines_of,
    part_name,
    parts_of,
    scores_of,
    verdict_of,
)
from nakhara.stages.self_assessment.queries.missing import blocking_gaps, gaps, lacks_evidence, panel_of

__all__ = [
    "Line",
    "answers_of",
    "awaited_of",
    "blocking_gaps",
    "cited_documents",
    "condition_rows",
    "conditions_of",
    "evidence_of",
    "facts_of",
    "filing_findings",
    "gaps",
    "lacks_evidence",
    "lines_by_part",
    "lines_of",
    "panel_of",
    "part_name",
    "parts_of",
    "scores_of",
    "verdict_of",
]
