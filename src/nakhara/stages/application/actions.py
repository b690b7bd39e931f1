"""Verbs of the application: open a round, file, accept or return, withdraw (guideline-1/application)."""

import tarfile
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nakhara.foundation.documents.actions import cite
from nakhara.foundation.notices.actions import tell
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import allow
from nakhara.foundation.record.actions import keep_edition, next_number, record
from nakhara.foundation.record.refusals import Reason, RefusedError, require
from nakhara.look.wording import long_date
from nakhara.rulebook.edition import Edition
from nakhara.rulebook.loading import DEFAULT
from nakhara.rulebook.thai import be_year, clean_text
from nakhara.stages.application.formats.dossier import canonical, dossier_of
from nakhara.stages.application.models import Application, Check, CheckOutcome, Filing, ReturnReason, Round
from nakhara.stages.application.queries import (
    FILED,
    RETURNED,
    about,
    application_of,
    filing_state,
    latest_filing,
    open_rounds,
    owner_people,
    reasons_not_to_file,
    secretariat_people,
)
from nakhara.stages.application.subjects import filing_address
from nakhara.stages.plan.actions import freeze, thaw
from nakhara.stages.plan.models import Plan
from nakhara.stages.plan.queries import claimed, edition_of
from nakhara.stages.plan.subjects import title
from nakhara.stages.self_assessment.queries import cited_documents

STEP = "guideline-1/application"
OFFICE = "secretariat"
KINDS = ("missing", "unclear", "unsupported", "wrong")


@transaction.atomic
def open_round(*, by: Actor, name: str, opens_at: datetime, closes_at: datetime | None = None, at: datetime) -> Round:
    """Open a round of intake from a moment until a moment, or until further notice (target-open)."""
    allow(by, "application/round")
    name = clean_text(name)
    reasons = [] if name else [Reason(_("Give the round a name"), "name")]
    if closes_at is not None and closes_at <= opens_at:
        reasons.append(Reason(_("The round closes before it opens: change one of the days"), "closes_at"))
    require(reasons)
    opened = Round.objects.create(name=name, edition=DEFAULT, opens_at=opens_at, closes_at=closes_at)
    facts = {"opens": opens_at.isoformat(), "closes": closes_at.isoformat() if closes_at else ""}
    record(by, f"{DEFAULT}:application/round", opened, at, facts=facts)
    return opened


@transaction.atomic
def submit_application(*, by: Actor, plan: Plan, at: datetime) -> Filing:
    """File the plan: the five conditions and criteria-2 are asked, own scores never (guideline-1/application)."""
    allow(by, STEP, plan)
    plan.frozen_at = Plan.objects.select_for_update().get(pk=plan.pk).frozen_at
    require(reasons_not_to_file(plan, at))
    filing = _file(by, plan, _application_for(plan, at), at)
    for document, place in cited_documents(plan):
        cite(document=document, thing=filing, place=place, at=at)
    freeze(by=by, plan=plan, at=at)
    facts = {"application": filing.application.number, "receipt": filing.receipt, "sha256": filing.sha256}
    record(by, f"{plan.edition}:{STEP}", filing, at, facts=facts)
    _tell_of_filing(filing, at)
    return filing


def _application_for(plan: Plan, at: datetime) -> Application:
    """The application that goes on after a return, or a new one in the open round."""
    going_on = application_of(plan)
    if going_on is not None:
        return going_on
    chosen = open_rounds(at).first()
    attempt = Application.objects.filter(plan=plan, round=chosen).count() + 1
    number = f"{_be(at) % 100:02d}-{next_number(OFFICE, 'application', _ce(at)):04d}"
    return Application.objects.create(plan=plan, round=chosen, attempt=attempt, number=number, created_at=at)


def _file(by: Actor, plan: Plan, application: Application, at: datetime) -> Filing:
    snapshot = canonical(dossier_of(plan))
    law = edition_of(plan)
    keep_edition(law.id, law.sha256, archive(law), at)
    return Filing.objects.create(
        application=application,
        sequence=application.filings.count() + 1,
        receipt=f"{_be(at)}-{next_number(OFFICE, 'receipt', _ce(at)):04d}",
        snapshot=snapshot,
        sha256=sha256(snapshot).hexdigest(),
        edition=law.id,
        edition_sha256=law.sha256,
        claimed=claimed(plan),
        filed_by=by.person,
        filed_at=at,
    )


def _ce(at: datetime) -> int:
    return timezone.localdate(at).year


def _be(at: datetime) -> int:
    return be_year(timezone.localdate(at))


def archive(law: Edition) -> bytes:
    """The edition's data files as one tar, the same bytes for the same data."""
    buffer = BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name in sorted(law.texts):
            content = law.texts[name].encode()
            entry = tarfile.TarInfo(f"{name}.toml")
            entry.size = len(content)
            tar.addfile(entry, BytesIO(content))
    return buffer.getvalue()


def _tell_of_filing(filing: Filing, at: datetime) -> None:
    plan = filing.application.plan

    def to_owner() -> tuple[str, str]:
        words = {"area": title(plan), "number": filing.application.number, "receipt": filing.receipt}
        return (
            _("Application %(number)s is received") % words,
            _("The plan of %(area)s is filed. Receipt number %(receipt)s. The secretariat checks that it is complete")
            % words,
        )

    def to_secretariat() -> tuple[str, str]:
        words = {"area": title(plan), "number": filing.application.number, "sequence": filing.sequence}
        return (
            _("Check application %(number)s, %(area)s") % words,
            _("Filing %(sequence)d of application %(number)s from %(area)s waits for the completeness check") % words,
        )

    link = filing_address(filing)
    tell(owner_people(plan, at), to_owner, link=link, dedupe=f"filed:{filing.key}", at=at)
    tell(secretariat_people(at), to_secretariat, link=link, dedupe=f"to-check:{filing.key}", at=at)


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
        if row.kind not in KINDS:
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
    held = Filing.objects.select_for_update(of=("self",)).select_related("application").get(pk=filing.pk)
    if filing_state(held) != FILED:
        text = _("This filing has been answered already. Open it to see how")
        raise RefusedError(Reason(text, None, "application/completeness", filing_address(filing)))


@transaction.atomic
def withdraw_application(*, by: Actor, application: Application, at: datetime) -> Application:
    """Take an application back before the review begins; the plan opens again (application/withdraw)."""
    allow(by, "application/withdraw", application)
    application = Application.objects.select_for_update(of=("self",)).select_related("plan").get(pk=application.pk)
    filing = latest_filing(application.plan)
    if filing is None or filing.application_id != application.pk or filing_state(filing) not in (FILED, RETURNED):
        text = _("The application can no longer be withdrawn here: its review has begun. Write to the secretariat")
        raise RefusedError(Reason(text, None, "application/withdraw"))
    application.withdrawn_at = at
    application.save(update_fields=["withdrawn_at"])
    if application.plan.frozen_at:
        thaw(by=by, plan=application.plan, at=at)
    record(by, f"{filing.edition}:application/withdraw", application, at, facts={"filing": filing.key})

    def write() -> tuple[str, str]:
        words = {"number": application.number, "area": title(application.plan)}
        return (
            _("Application %(number)s is withdrawn") % words,
            _("The owner has withdrawn the application of %(area)s") % words,
        )

    people = [*owner_people(application.plan, at), *secretariat_people(at)]
    tell(people, write, link=filing_address(filing), dedupe=f"withdrawn:{application.key}", at=at)
    return application
