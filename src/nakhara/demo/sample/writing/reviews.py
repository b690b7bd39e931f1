"""What the actions of review write: assigned, declared, scored, closed (guideline-2)."""

import json
from hashlib import sha256

import rfc8785
from django.utils import timezone
from django.utils.translation import gettext as _

from nakhara.demo.sample.deeds import Deed
from nakhara.demo.sample.writing.case import Case
from nakhara.foundation.parties.models import Interest, InterestKind
from nakhara.look.wording import long_date
from nakhara.rulebook import decision
from nakhara.rulebook.scoring import OVERALL
from nakhara.stages.plan.subjects import title
from nakhara.stages.review.models import Assignment, Score, Verdict
from nakhara.stages.review.queries.panels import due_of, part_name, score_step
from nakhara.stages.review.queries.scores import facts_of, scores_in
from nakhara.stages.review.subjects import scores_address, sheet_address


def assign_reviewer(case: Case, deed: Deed) -> None:
    filing, sitter, part = case.filing, case.sitter(deed), deed.what["part"]
    sheet = Assignment(
        filing=filing,
        reviewer=sitter,
        body=sitter.seat.body,
        part=part,
        assigned_at=deed.at,
        due=due_of(filing, deed.at),
    )
    case.sheets[part, deed.what["seat"]] = case.batch.add(sheet)
    facts = {
        "filing": filing.key,
        "part": part,
        "body": sheet.body.key,
        "reviewer": sitter.key,
        "due": sheet.due.isoformat(),
    }
    case.record(deed, f"{filing.edition}:review/assign", sheet, facts)

    def write() -> tuple[str, str]:
        words = {
            "area": title(case.plan),
            "number": case.application.number,
            "part": part_name(filing, part),
            "day": long_date(sheet.due),
        }
        return (
            _("Score application %(number)s: %(part)s") % words,
            _("Say first whether you have an interest in %(area)s, then send the scores by %(day)s") % words,
        )

    case.tell([sitter.person], write, link=sheet_address(sheet), dedupe=f"assigned:{sheet.key}", at=deed.at)


def withdraw_assignment(case: Case, deed: Deed) -> None:
    sheet = case.sheet(deed)
    case.batch.change(sheet, withdrawn_at=deed.at)
    facts = {"filing": case.filing.key, "part": sheet.part, "withdrawn": True}
    case.record(deed, f"{case.filing.edition}:review/assign", sheet, facts)


def declare(case: Case, deed: Deed) -> None:
    sheet, conflict, reason = case.sheet(deed), deed.what["conflict"], deed.what["reason"]
    case.batch.change(sheet, declared_at=deed.at, conflict=conflict, conflict_reason=reason)
    facts = {"filing": case.filing.key}
    personal = {"conflict": "yes" if conflict else "no", "reason": reason}
    case.record(deed, f"{case.filing.edition}:review/declare", sheet, facts, **personal)
    if conflict:
        _bar(case, deed)


def _bar(case: Case, deed: Deed) -> None:
    sheet, person = case.sheet(deed), case.sitter(deed).person
    interest = case.batch.add(
        Interest(
            person=person,
            organisation=case.organisation,
            kind=InterestKind.DECLARED,
            note=sheet.conflict_reason,
            since=timezone.localdate(deed.at),
        )
    )
    personal = {"organisation": case.organisation.key, "kind": str(interest.kind), "note": interest.note}
    case.record(deed, "interest/declare", interest, **personal)

    def write() -> tuple[str, str]:
        words = {"name": str(person), "area": title(case.plan), "part": part_name(case.filing, sheet.part)}
        return (
            _("Ask somebody else to score %(area)s") % words,
            _("%(name)s has declared an interest and does not score “%(part)s”") % words,
        )

    _tell_secretariat(case, deed, write, f"conflict:{sheet.key}")


def save_scores(case: Case, deed: Deed) -> None:
    sheet, scores = case.sheet(deed), deed.what["scores"]
    case.batch.change(sheet, version=sheet.version + 1, comment=deed.what["comment"])
    for item, (level, reason, evidence) in scores.items():
        values = {"level": level, "reason": reason, "evidence": evidence, "saved_at": deed.at}
        case.batch.add(Score(assignment=sheet, item=item, **values))
    facts = {"filing": case.filing.key, "part": sheet.part, "saved": len(scores), "given": len(scores)}
    case.levels[sheet.key] = {item: level for item, (level, _reason, _evidence) in scores.items()}
    case.record(deed, f"{case.filing.edition}:{score_step(sheet.part)}", sheet, facts)


def send_scores(case: Case, deed: Deed) -> None:
    sheet = case.sheet(deed)
    case.batch.change(sheet, version=sheet.version + 1, sent_at=deed.at)
    facts = {"filing": case.filing.key, "part": sheet.part, "sent": True}
    levels = json.dumps(case.levels[sheet.key], sort_keys=True)
    case.record(deed, f"{case.filing.edition}:{score_step(sheet.part)}", sheet, facts, levels=levels)
    if any(one.sent_at is None and one.withdrawn_at is None for one in case.sheets.values()):
        return

    def write() -> tuple[str, str]:
        words = {"area": title(case.plan), "number": case.application.number}
        return (
            _("Every score sheet of %(area)s is in") % words,
            _("Close the review of application %(number)s and put it on the subcommittee's agenda") % words,
        )

    _tell_secretariat(case, deed, write, f"all-in:{case.filing.key}:{sheet.key}")


def close_review(case: Case, deed: Deed) -> None:
    """Asks for a flush first: the facts are read back from the rows."""
    filing, day = case.filing, timezone.localdate(deed.at)
    facts = facts_of(filing, day)
    found = decision.assess(facts, day)
    answer = rfc8785.dumps(found.as_json())
    scores = {part: str(score) for part, score in scores_in(facts).items()}
    verdict = case.batch.add(
        Verdict(
            filing=filing,
            verdict=found.verdict,
            strict=found.strict,
            achieved=list(found.achieved),
            overall=scores.pop(OVERALL, ""),
            scores=scores,
            answer=answer,
            sha256=sha256(answer).hexdigest(),
            closed_at=deed.at,
        )
    )
    case.record(deed, f"{filing.edition}:review/close", verdict, {"filing": filing.key}, answer=answer.decode())

    def write() -> tuple[str, str]:
        words = {"area": title(case.plan), "number": case.application.number}
        return (
            _("The review of %(area)s is closed") % words,
            _("Application %(number)s can be put on the subcommittee's agenda") % words,
        )

    _tell_secretariat(case, deed, write, f"closed:{filing.key}")


def _tell_secretariat(case: Case, deed: Deed, write, dedupe: str) -> None:
    case.tell(case.offices.secretariat, write, link=scores_address(case.filing), dedupe=dedupe, at=deed.at)
