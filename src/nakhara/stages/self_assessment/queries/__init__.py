"""Reads of the self-assessment: `answers` for what is said, `missing` for what is not, and the live verdict."""

from nakhara.stages.self_assessment.queries.answers import (
    Assessment,
    Line,
    answers_of,
    conditions_of,
    facts_of,
    part_name,
    parts_of,
    scores_of,
    verdict_of,
)
from nakhara.stages.self_assessment.queries.missing import (
    address_about,
    blocking_gaps,
    gaps,
    gaps_in,
    lacks_evidence,
    panel_of,
)

__all__ = [
    "Assessment",
    "Line",
    "address_about",
    "answers_of",
    "blocking_gaps",
    "conditions_of",
    "facts_of",
    "gaps",
    "gaps_in",
    "lacks_evidence",
    "panel_of",
    "part_name",
    "parts_of",
    "scores_of",
    "verdict_of",
]
