"""The verdict of the rules on the scores, and what the subcommittee's resolution does (guideline-2/*)."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

import rfc8785
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nakhara.foundation.notices.actions import tell
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import allow
from nakhara.foundation.record.actions import record
from nakhara.foundation.record.refusals import Reason, require
from nakhara.meetings.models import Meeting
from nakhara.rulebook import decision
from nakhara.stages.application.actions import return_after_review
from nakhara.stages.application.models import Filing
from nakhara.stages.application.queries import owner_people, secretariat_people
from nakhara.stages.application.subjects import filing_address
from nakhara.stages.plan.subjects import title
from nakhara.stages.review.actions.assigning import against_assigning, locked
from nakhara.stages.review.models import OVERALL, Screening, Verdict
from nakhara.stages.review.queries.panels import part_name, parts_of, sheets_of
from nakhara.stages.review.queries.scores import facts_of, scores_in
from nakhara.stages.review.subjects import scores_address

STEP = "guideline-2/screening"


@transaction.atomic
def close_review(*, by: Actor, filing: Filing, at: datetime) -> Verdict:
    """Judge the scores by the rules and keep the answer, to the byte; no score changes after (review/close)."""
    allow(by, "review/close", filing)
    filing = locked(filing)
    require(reasons_not_to_close(filing, at))
    day = timezone.localdate(at)
    facts = facts_of(filing, day)
    found = decision.assess(facts, day)
    answer = rfc8785.dumps(found.as_json())
    scores = {part: str(score) for part, score in scores_in(facts).items()}
    verdict = Verdict.objects.create(
        filing=filing,
        verdict=found.verdict,
        strict=found.strict,
        achieved=list(found.achieved),
        overall=scores.pop(OVERALL, ""),
        scores=scores,
        answer=answer,
        sha256=sha256(answer).hexdigest(),
        closed_at=at,
    )
    # The answer stands in the record as a commitment: scores become public only with the designation.
    sealed = {"answer": answer.decode()}
    record(by, f"{filing.edition}:review/close", verdict, at, facts={"filing": filing.key}, personal=sealed)
    _tell_closed(filing, at)
    return verdict


def reasons_not_to_close(filing: Filing, at: datetime) -> list[Reason]:
    """What still stops the review from being closed: parts without scores, sheets not sent, reviewers to replace."""
    found = against_assigning(filing, at)
    if found:
        return found
    sheets = list(sheets_of(filing))
    for part in parts_of(filing):
        of_part = [sheet for sheet in sheets if sheet.part == part]
        name = part_name(filing, part)
        if not of_part:
            found.append(Reason(_("%s: ask somebody to score it") % name, None, "review/assign"))
        for sheet in of_part:
            words = {"part": name, "name": str(sheet.reviewer.person)}
            if sheet.conflict:
                text = _("%(part)s: %(name)s has declared an interest, ask somebody else")
                found.append(Reason(text % words, None, "review/declare"))
            elif sheet.sent_at is None:
                found.append(Reason(_("%(part)s: %(name)s has not sent the scores") % words, None, "review/close"))
    return found


def _tell_closed(filing: Filing, at: datetime) -> None:
    def write() -> tuple[str, str]:
        words = {"area": title(filing.application.plan), "number": filing.application.number}
        return (
            _("The review of %(area)s is closed") % words,
            _("Application %(number)s can be put on the subcommittee's agenda") % words,
        )

    link = scores_address(filing)
    tell(secretariat_people(at), write, link=link, dedupe=f"closed:{filing.key}", at=at)


@transaction.atomic
def screen_filing(
    *, by: Actor, filing: Filing, meeting: Meeting, outcome: str, reason: str = "", at: datetime
) -> Screening | None:
    """What the subcommittee's confirmed resolution does to one filing; postponed, nothing (guideline-2/screening).

    A returned filing goes back to its owner, a declined one ends; those approved wait for `make_list`.
    """
    if outcome in ("approve", "postpone"):
        return None
    filing = locked(filing)
    screening = _screen(by, filing, meeting, outcome, at)
    if outcome == "return":
        return_after_review(by=by, filing=filing, provision=STEP, text=reason, at=at)
    else:
        _tell_declined(filing, reason, at)
    return screening


@transaction.atomic
def make_list(*, by: Actor, meeting: Meeting, filings: Sequence[Filing], at: datetime) -> list[Screening]:
    """The subcommittee's dated list of those it approved, for the steering committee (guideline-2/screening)."""
    made = [_screen(by, locked(filing), meeting, "approve", at) for filing in filings]
    if made:
        facts = {"listed": [row.filing.key for row in made]}
        record(by, f"{made[0].filing.edition}:{STEP}", meeting, at, facts=facts)
    for row in made:
        _tell_listed(row, at)
    return made


def _screen(by: Actor, filing: Filing, meeting: Meeting, outcome: str, at: datetime) -> Screening:
    require(_against_screening(filing, outcome))
    screening = Screening.objects.create(
        filing=filing, meeting=meeting, outcome=outcome, listed=outcome == "approve", screened_at=at
    )
    facts = {"filing": filing.key, "meeting": meeting.key, "outcome": outcome}
    record(by, f"{filing.edition}:{STEP}", screening, at, facts=facts)
    return screening


def _against_screening(filing: Filing, outcome: str) -> list[Reason]:
    words = {"area": title(filing.application.plan)}
    verdict = Verdict.objects.filter(filing=filing).first()
    if verdict is None:
        return [Reason(_("%(area)s: close the review first") % words, None, "review/close")]
    if Screening.objects.filter(filing=filing).exists():
        return [Reason(_("%(area)s: the subcommittee has decided on this filing already") % words, None, STEP)]
    if outcome == "approve" and verdict.verdict != decision.PASS:
        return [Reason(_("%(area)s: the scores are below the criteria") % words, None, STEP)]
    return []


def _tell_listed(screening: Screening, at: datetime) -> None:
    plan = screening.filing.application.plan

    def write() -> tuple[str, str]:
        words = {"area": title(plan)}
        return (
            _("The subcommittee has put %(area)s on its list") % words,
            _("The list goes to the steering committee, which decides") % words,
        )

    link, dedupe = filing_address(screening.filing), f"screened:{screening.key}"
    tell(owner_people(plan, at), write, link=link, dedupe=dedupe, at=at)


def _tell_declined(filing: Filing, reason: str, at: datetime) -> None:
    plan = filing.application.plan

    def write() -> tuple[str, str]:
        words = {"area": title(plan), "reason": reason}
        text = _("Reason: %(reason)s. To apply again, start a new plan that follows this one")
        return _("The subcommittee does not put %(area)s on its list") % words, text % words

    tell(owner_people(plan, at), write, link=filing_address(filing), dedupe=f"declined:{filing.key}", at=at)
