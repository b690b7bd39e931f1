"""Reads of reviews: `panels` (who may score), `sheets` (a reviewer's), `scores` (what they come to), `filed` (what is
scored), `screened` (what the subcommittee said).
"""

from nakhara.stages.review.queries.panels import in_review, panels_of, part_name, parts_of, sheets_of
from nakhara.stages.review.queries.scores import facts_of, official_scores, verdict_of, verdicts_of
from nakhara.stages.review.queries.screened import screened_list, screening_of, waiting_for_screening
from nakhara.stages.review.queries.sheets import done, gaps_of, levels_of, peers_of, to_do

__all__ = [
    "done",
    "facts_of",
    "gaps_of",
    "in_review",
    "levels_of",
    "official_scores",
    "panels_of",
    "part_name",
    "parts_of",
    "peers_of",
    "screened_list",
    "screening_of",
    "sheets_of",
    "to_do",
    "verdict_of",
    "verdicts_of",
    "waiting_for_screening",
]
