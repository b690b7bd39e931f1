"""Verbs of the application: open a round, file, accept or return, withdraw (guideline-1/application)."""

from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nakhara.foundation.documents.actions import cite
from nakhara.foundation.notices.actions import tell
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import allow
from nakhara.foundation.record.actions import keep_edition, next_number, record
from nakhara.foundation.record.refusals import Reason, RefusedError, require
from nakhara.rulebook.thai import be_year
from nakhara.stages.application.formats.dossier import canonical, dossier_of
from nakhara.stages.application.models import Application, Filing
from nakhara.stages.application.queries import (
    FILED,
    RETURNED,
    application_of,
    filing_state,
    latest_filing,
    open_rounds,
    owner_people,
    reasons_not_to_file,
    secretariat_people,
)
from nakhara.stages.application.subjects import filing_address
from nakhara.stages.plan.actions import freeze, hold, thaw
from nakhara.stages.plan.models import Plan
from nakhara.stages.plan.queries import claimed, edition_of
from nakhara.stages.plan.subjects import title
from nakhara.stages.self_assessment.queries import Assessment

STEP = "guideline-1/application"
OFFICE = "secretariat"


@transaction.atomic
def submit_application(*, by: Actor, plan: Plan, at: datetime) -> Filing:
    """File the plan: the five conditions and criteria-2 are asked, own scores never (guideline-1/application)."""
    allow(by, STEP, plan)
    plan.frozen_at = hold(plan).frozen_at
    require(reasons_not_to_file(plan, at))
    filing = _file(by, plan, _application_for(plan, at), at)
    for document, place in Assessment(plan).documents():
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
    keep_edition(law.id, law.sha256, law.archive, at)
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
def withdraw_application(*, by: Actor, application: Application, at: datetime) -> Application:
    """Take an application back before the review begins; the plan opens again (application/withdraw)."""
    allow(by, "application/withdraw", application)
    plan = hold(application.plan)
    application = Application.objects.get(pk=application.pk)
    filing = latest_filing(plan)
    if filing is None or filing.application_id != application.pk or filing_state(filing) not in (FILED, RETURNED):
        text = _("The application can no longer be withdrawn here: its review has begun. Write to the secretariat")
        raise RefusedError(Reason(text, None, "application/withdraw"))
    application.withdrawn_at = at
    application.save(update_fields=["withdrawn_at"])
    if plan.frozen_at:
        thaw(by=by, plan=plan, at=at)
    record(by, f"{filing.edition}:application/withdraw", application, at, facts={"filing": filing.key})

    def write() -> tuple[str, str]:
        words = {"number": application.number, "area": title(plan)}
        return (
            _("Application %(number)s is withdrawn") % words,
            _("The owner has withdrawn the application of %(area)s") % words,
        )

    people = [*owner_people(plan, at), *secretariat_people(at)]
    tell(people, write, link=filing_address(filing), dedupe=f"withdrawn:{application.key}", at=at)
    return application
