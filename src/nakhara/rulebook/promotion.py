"""Who may file for investment promotion (guideline-4): the area owner; a developer by the switch developer-claim."""

from datetime import date

from nakhara.rulebook.edition import Edition
from nakhara.rulebook.findings import Finding, answered


def finding(owner: bool, consent: bool, on: date, edition: Edition) -> Finding:
    """Whether this applicant may file: the owner, or, with the owner's recorded consent, a developer."""
    by_consent = edition.value("developer-claim", None, on) == "consent" and consent
    return answered("guideline-4" if owner else "developer-claim", owner or by_consent)
