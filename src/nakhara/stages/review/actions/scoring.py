"""A reviewer's own verbs: say whether an interest bars, write scores, send them (guideline-2/*-score)."""

import json
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nakhara.foundation.notices.actions import tell
from nakhara.foundation.parties.actions import declare_interest
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import allow
from nakhara.foundation.parties.models import InterestKind
from nakhara.foundation.record.actions import claim_version, record
from nakhara.foundation.record.refusals import Reason, RefusedError, require
from nakhara.rulebook.thai import clean_text
from nakhara.stages.application.queries import secretariat_people
from nakhara.stages.plan.subjects import title
from nakhara.stages.review.models import Assignment, Score
from nakhara.stages.review.queries.panels import law_of, part_name, score_step, sheets_of
from nakhara.stages.review.queries.sheets import gaps_of, is_open, levels_of
from nakhara.stages.review.subjects import scores_address

Scores = Mapping[str, tuple[int | None, str, str]]


@transaction.atomic
def declare(*, by: Actor, assignment: Assignment, conflict: bool, reason: str = "", at: datetime) -> Assignment:
    """Say whether an interest bars from judging; a conflict closes the sheet for good and tells the secretariat.

    The interest is kept with the person from this day, so that it bars wherever the same owner is judged.
    """
    allow(by, score_step(assignment.part), assignment)
    assignment = _locked(assignment)
    require(_against_declaring(assignment))
    assignment.declared_at, assignment.conflict = at, conflict
    assignment.conflict_reason = clean_text(reason) if conflict else ""
    assignment.save(update_fields=["declared_at", "conflict", "conflict_reason"])
    facts = {"filing": assignment.filing.key}
    # whether and why an interest bars somebody is theirs: both stand as commitments, whatever the answer is
    personal = {"conflict": "yes" if conflict else "no", "reason": assignment.conflict_reason}
    record(by, f"{assignment.filing.edition}:review/declare", assignment, at, facts=facts, personal=personal)
    if conflict:
        _bar(by, assignment, at)
    return assignment


def _against_declaring(assignment: Assignment) -> list[Reason]:
    if assignment.conflict:
        return [Reason(_("You have declared an interest: the form is closed"), None, "review/declare")]
    if assignment.sent_at:
        text = _("The scores have been sent. Tell the secretariat if an interest has come up since")
        return [Reason(text, None, "review/declare")]
    return []


def _bar(by: Actor, assignment: Assignment, at: datetime) -> None:
    plan = assignment.filing.application.plan
    declare_interest(
        by=by,
        person=by.person,
        organisation=plan.organisation,
        kind=InterestKind.DECLARED,
        note=assignment.conflict_reason,
        since=timezone.localdate(at),
        at=at,
    )

    def write() -> tuple[str, str]:
        words = {
            "name": str(by.person),
            "area": title(plan),
            "part": part_name(assignment.filing, assignment.part),
        }
        return (
            _("Ask somebody else to score %(area)s") % words,
            _("%(name)s has declared an interest and does not score “%(part)s”") % words,
        )

    link = scores_address(assignment.filing)
    tell(secretariat_people(at), write, link=link, dedupe=f"conflict:{assignment.key}", at=at)


@transaction.atomic
def save_scores(
    *, by: Actor, assignment: Assignment, scores: Scores, comment: str = "", version: int, at: datetime
) -> Assignment:
    """Keep a draft: levels with reasons and evidence by item id; nobody else sees it before it is sent."""
    step = score_step(assignment.part)
    allow(by, step, assignment)
    assignment = _locked(assignment)
    require(_against_scoring(assignment))
    require(_against_scores(assignment, scores))
    claim_version(assignment, version, comment=clean_text(comment))
    _write(assignment, scores, at)
    given = sum(level is not None for level, _reason, _evidence in scores.values())
    facts = {"filing": assignment.filing.key, "part": assignment.part, "saved": len(scores), "given": given}
    record(by, f"{assignment.filing.edition}:{step}", assignment, at, facts=facts)
    return assignment


def _write(assignment: Assignment, scores: Scores, at: datetime) -> None:
    rows = [
        Score(
            assignment=assignment,
            item=item,
            level=level,
            reason=clean_text(reason),
            evidence=clean_text(evidence),
            saved_at=at,
        )
        for item, (level, reason, evidence) in scores.items()
    ]
    written = ["level", "reason", "evidence", "saved_at"]
    Score.objects.bulk_create(rows, update_conflicts=True, unique_fields=["assignment", "item"], update_fields=written)


def _against_scoring(assignment: Assignment) -> list[Reason]:
    if assignment.conflict is None:
        return [Reason(_("Say first whether you have an interest in this application"), None, "review/declare")]
    if assignment.sent_at:
        return [Reason(_("You have sent these scores: they no longer change"), None, score_step(assignment.part))]
    if not is_open(assignment):
        return [Reason(_("This sheet is closed"), None, score_step(assignment.part))]
    return []


def _against_scores(assignment: Assignment, scores: Scores) -> list[Reason]:
    law = law_of(assignment.filing)
    known = {item.id: number for number, item in enumerate(law.items_of(assignment.part), 1)}
    if not scores.keys() <= known.keys():
        raise RefusedError(_("This part has no such item: reload the page"))
    lowest, highest = law.levels[0].value, law.levels[-1].value
    values = {"lowest": lowest, "highest": highest}
    return [
        Reason(_("Choose a level from %(lowest)d to %(highest)d") % values, f"level-{known[item]}", "score/levels")
        for item, (level, _reason, _evidence) in scores.items()
        if level is not None and not lowest <= level <= highest
    ]


@transaction.atomic
def send_scores(*, by: Actor, assignment: Assignment, version: int, at: datetime) -> Assignment:
    """Seal a sheet: every item has a level and a reason, and from level 2 evidence; it never changes after."""
    step = score_step(assignment.part)
    allow(by, step, assignment)
    assignment = _locked(assignment)
    require(_against_scoring(assignment))
    require(gaps_of(assignment, timezone.localdate(at)))
    claim_version(assignment, version, sent_at=at)
    facts = {"filing": assignment.filing.key, "part": assignment.part, "sent": True}
    # The levels stand in the record as a commitment: scores are nobody's business before the designation.
    sealed = {"levels": json.dumps(levels_of(assignment), sort_keys=True)}
    record(by, f"{assignment.filing.edition}:{step}", assignment, at, facts=facts, personal=sealed)
    _tell_when_all_are_in(assignment, at)
    return assignment


def _tell_when_all_are_in(assignment: Assignment, at: datetime) -> None:
    filing = assignment.filing
    if sheets_of(filing).filter(sent_at=None).exists():
        return

    def write() -> tuple[str, str]:
        words = {"area": title(filing.application.plan), "number": filing.application.number}
        return (
            _("Every score sheet of %(area)s is in") % words,
            _("Close the review of application %(number)s and put it on the subcommittee's agenda") % words,
        )

    link, dedupe = scores_address(filing), f"all-in:{filing.key}:{assignment.key}"
    tell(secretariat_people(at), write, link=link, dedupe=dedupe, at=at)


def _locked(assignment: Assignment) -> Assignment:
    Assignment.objects.select_for_update().get(pk=assignment.pk)
    rows = Assignment.objects.select_related(
        "filing__application__plan__area", "filing__application__plan__organisation", "reviewer"
    )
    return rows.get(pk=assignment.pk)
