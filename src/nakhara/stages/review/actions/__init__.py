"""Verbs of the review: `assigning` (who scores), `scoring` (a reviewer's own), `deciding` (verdict and screening)."""

from nakhara.stages.review.actions.assigning import assign_reviewer, assign_reviewers, withdraw_assignment
from nakhara.stages.review.actions.deciding import close_review, make_list, screen_filing
from nakhara.stages.review.actions.scoring import declare, save_scores, send_scores

__all__ = [
    "assign_reviewer",
    "assign_reviewers",
    "close_review",
    "declare",
    "make_list",
    "save_scores",
    "screen_filing",
    "send_scores",
    "withdraw_assignment",
]
