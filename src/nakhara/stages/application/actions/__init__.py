"""Verbs of the application: `filings`, their `completeness`, `returning` them, `importing` plans from files."""

from nakhara.stages.application.actions.completeness import accept_filing, return_filing
from nakhara.stages.application.actions.filings import (
    submit_application,
    withdraw_application,
)
from nakhara.stages.application.actions.importing import import_plan
from nakhara.stages.application.actions.returning import return_after_review
from nakhara.stages.application.actions.rounds import close_round, open_round

__all__ = [
    "accept_filing",
    "close_round",
    "import_plan",
    "open_round",
    "return_after_review",
    "return_filing",
    "submit_application",
    "withdraw_application",
]
