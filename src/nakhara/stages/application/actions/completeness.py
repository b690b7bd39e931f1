"""The secretariat's word on completeness: accept, or return with typed reasons (application/completeness)."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nakhara.foundation.notices.actions import tell
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import allow
from nakhara.foundation.record.actions import record
from nakhara.foundation.record.refusals import Reason, RefusedError, require
from nakhara.look.wording import long_date
from nakhara.rulebook.thai import clean_text
from nakhara.stages.application.models import Check, CheckOutcome, Filing, ReasonKind, ReturnReason
from nakhara.stages.application.queries import FILED, about, filing_state, owner_people
from nakhara.stages.application.subjects import filing_address
from nakhara.stages.plan.actions import hold, thaw
from nakhara.stages.plan.models import Plan
from nakhara.stages.plan.queries import edition_of
from nakhara.stages.plan.subjects import title


@transaction.atomic
def accept_filing(*, by: Actor, filing: Filing, at: datetime) -> Check:
    """Find a filing complete; review can begin (application/completeness)."""
    allow(by, "application/completeness", filing)
    _require_unchecked(filing)
    check = Check.objects.create(filing=filing, outcome=CheckOutcome.ACCEPTED, checked_by=by.person, checked_at=at)
    record(by, f"{filing.edition}:application/completeness", filing, at, facts={"outcome": "accepted"})

    def write() -> tuple[str, str]:
        words = {"number": filing.application.number, "area": title(filing.application.plan)}
        return (
            _("Application %(number)s is complete") % words,
            _("The secretariat has found the application of %(area)s complete. The review begins") % words,
        )

    people = owner_people(filing.application.plan, at)
    tell(people, write, link=filing_address(filing), dedupe=f"accepted:{filing.key}", at=at)
    return check


@transaction.atomic
def return_filing(*, by: Actor, filing: Filing, reasons: Sequence[Mapping[str, Any]], at: datetime) -> Check:
    """Return a filing for correction with typed reasons and a term; the plan opens again (application/return).

    A reason is a dict of `kind` (missing, unclear, unsupported, wrong), `about` (a field, item or condition),
    `text`, and optional `provision` (by default the clause of what it is about).
    """
    allow(by, "application/return", filing)
    _require_unchecked(filing)
    plan = filing.application.plan
    rows = [_reason(plan, row) for row in reasons]
    require(_reasons_against_return(rows))
    term = edition_of(plan).days("term/correction", timezone.localdate(at))
    check = Check.objects.create(
        filing=filing,
        outcome=CheckOutcome.RETURNED,
        checked_by=by.person,
        checked_at=at,
        correct_by=timezone.localdate(at) + timedelta(days=term),
    )
    for row in rows:
        row.check_result = check
    ReturnReason.objects.bulk_create(rows)
    thaw(by=by, plan=plan, at=at)
    told = [{"kind": row.kind, "about": row.about, "provision": row.provision} for row in rows]
    facts = {"outcome": "returned", "reasons": told, "correct_by": check.correct_by.isoformat()}
    record(by, f"{filing.edition}:application/return", filing, at, facts=facts)
    _tell_of_return(check, len(rows), at)
    return check


def _reason(plan: Plan, row: Mapping[str, Any]) -> ReturnReason:
    known = about(plan, row.get("about", ""))
    clause = row.get("provision") or (known.provision if known else "")
    text = clean_text(row.get("text", ""))
    return ReturnReason(kind=row.get("kind", ""), about=known.id if known else "", provision=clause, text=text)


def _reasons_against_return(rows: list[ReturnReason]) -> list[Reason]:
    if not rows:
        return [Reason(_("Give at least one reason, so that the owner knows what to mend"), None, "application/return")]
    reasons = []
    for number, row in enumerate(rows, 1):
        if row.kind not in ReasonKind.values:
            reasons.append(Reason(_("Reason %d: choose its kind") % number, f"kind-{number}", "application/return"))
        if not row.about:
            reasons.append(
                Reason(_("Reason %d: choose what it is about") % number, f"about-{number}", "application/return")
            )
        if not row.text:
            reasons.append(Reason(_("Reason %d: write what to mend") % number, f"text-{number}", "application/return"))
    return reasons


def _tell_of_return(check: Check, count: int, at: datetime) -> None:
    filing = check.filing

    def write() -> tuple[str, str]:
        words = {
            "number": filing.application.number,
            "area": title(filing.application.plan),
            "count": count,
            "day": long_date(check.correct_by),
        }
        return (
            _("Application %(number)s is returned for correction") % words,
            _("The secretariat gives %(count)d reasons. Mend the plan of %(area)s and file it again by %(day)s")
            % words,
        )

    people = owner_people(filing.application.plan, at)
    tell(people, write, link=filing_address(filing), dedupe=f"returned:{filing.key}", at=at)


def _require_unchecked(filing: Filing) -> None:
    hold(filing.application.plan)
    held = Filing.objects.select_related("application", "check_result", "return_result").get(pk=filing.pk)
    if filing_state(held) != FILED:
        text = _("This filing has been answered already. Open it to see how")
        raise RefusedError(Reason(text, None, "application/completeness", filing_address(filing)))
