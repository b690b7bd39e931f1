"""Verbs of the application: `filings`, their `completeness`, `returning` them, `importing` plans from files."""

from nakhara.stages.application.actions.completeness import accept_filing, return_filing
from nakhara.stages.application.actions.filings import (
    open_round,
    submit_application,
    withdraw_application,
)
from nakhara.stages.application.actions.importing import import_plan
from nakhara.stages.application.actions.returning import return_after_review

__all__ = [
    "accept_filing",
    "import_plan",
    "open_round",
    "return_after_review",
    "return_filing",
    "submit_application",
    "withdraw_application",
]
