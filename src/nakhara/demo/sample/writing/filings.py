"""What the actions of application write: filed, returned, found complete (guideline-1/application).

The frozen bytes are the dossier itself, read back from the rows, so these deeds ask for a flush first.
"""

from datetime import timedelta
from hashlib import sha256

from django.utils import timezone
from django.utils.translation import gettext as _

from nakhara.demo.sample.deeds import Deed
from nakhara.demo.sample.writing.assessments import cite
from nakhara.demo.sample.writing.case import Case
from nakhara.demo.sample.writing.plans import freeze, thaw
from nakhara.look.wording import long_date
from nakhara.stages.application.actions.filings import STEP
from nakhara.stages.application.formats.dossier import canonical, dossier_of
from nakhara.stages.application.models import Application, Check, CheckOutcome, Filing, ReturnReason
from nakhara.stages.application.queries import about
from nakhara.stages.application.subjects import filing_address
from nakhara.stages.plan.queries import claimed, edition_of
from nakhara.stages.plan.subjects import title


def submit_application(case: Case, deed: Deed) -> None:
    number, receipt = next(case.numbers)
    plan, law = case.plan, edition_of(case.plan)
    if case.application is None:
        case.application = case.batch.add(
            Application(plan=plan, round=case.offices.round, attempt=1, number=number, created_at=deed.at)
        )
    snapshot = canonical(dossier_of(plan))
    earlier = case.filing.sequence if case.filing else 0
    case.filing = filing = case.batch.add(
        Filing(
            application=case.application,
            sequence=earlier + 1,
            receipt=receipt,
            snapshot=snapshot,
            sha256=sha256(snapshot).hexdigest(),
            edition=law.id,
            edition_sha256=law.sha256,
            claimed=claimed(plan),
            filed_by=case.actor(deed).person,
            filed_at=deed.at,
        )
    )
    for paper, place in case.cited:
        cite(case, deed, case.documents[paper], filing, place)
    freeze(case, deed)
    facts = {"application": case.application.number, "receipt": receipt, "sha256": filing.sha256}
    case.record(deed, f"{plan.edition}:{STEP}", filing, facts)
    _tell_of_filing(case, deed)


def _tell_of_filing(case: Case, deed: Deed) -> None:
    filing = case.filing

    def to_owner() -> tuple[str, str]:
        words = {"area": title(case.plan), "number": case.application.number, "receipt": filing.receipt}
        return (
            _("Application %(number)s is received") % words,
            _("The plan of %(area)s is filed. Receipt number %(receipt)s. The secretariat checks that it is complete")
            % words,
        )

    def to_secretariat() -> tuple[str, str]:
        words = {"area": title(case.plan), "number": case.application.number, "sequence": filing.sequence}
        return (
            _("Check application %(number)s, %(area)s") % words,
            _("Filing %(sequence)d of application %(number)s from %(area)s waits for the completeness check") % words,
        )

    link = filing_address(filing)
    case.tell(case.owners, to_owner, link=link, dedupe=f"filed:{filing.key}", at=deed.at)
    secretariat = case.offices.secretariat
    case.tell(secretariat, to_secretariat, link=link, dedupe=f"to-check:{filing.key}", at=deed.at)


def accept_filing(case: Case, deed: Deed) -> None:
    filing, clerk = case.filing, case.actor(deed).person
    case.batch.add(Check(filing=filing, outcome=CheckOutcome.ACCEPTED, checked_by=clerk, checked_at=deed.at))
    case.record(deed, f"{filing.edition}:application/completeness", filing, {"outcome": "accepted"})

    def write() -> tuple[str, str]:
        words = {"number": case.application.number, "area": title(case.plan)}
        return (
            _("Application %(number)s is complete") % words,
            _("The secretariat has found the application of %(area)s complete. The review begins") % words,
        )

    case.tell(case.owners, write, link=filing_address(filing), dedupe=f"accepted:{filing.key}", at=deed.at)


def return_filing(case: Case, deed: Deed) -> None:
    filing, day = case.filing, timezone.localdate(deed.at)
    correct_by = day + timedelta(days=edition_of(case.plan).days("term/correction", day))
    check = case.batch.add(
        Check(
            filing=filing,
            outcome=CheckOutcome.RETURNED,
            checked_by=case.actor(deed).person,
            checked_at=deed.at,
            correct_by=correct_by,
        )
    )
    told = []
    for kind, name, text in deed.what["reasons"]:
        provision = about(case.plan, name).provision
        case.batch.add(ReturnReason(check_result=check, kind=kind, about=name, provision=provision, text=text))
        told.append({"kind": kind, "about": name, "provision": provision})
    thaw(case, deed)
    facts = {"outcome": "returned", "reasons": told, "correct_by": correct_by.isoformat()}
    case.record(deed, f"{filing.edition}:application/return", filing, facts)

    def write() -> tuple[str, str]:
        words = {
            "number": case.application.number,
            "area": title(case.plan),
            "count": len(told),
            "day": long_date(correct_by),
        }
        return (
            _("Application %(number)s is returned for correction") % words,
            _("The secretariat gives %(count)d reasons. Mend the plan of %(area)s and file it again by %(day)s")
            % words,
        )

    case.tell(case.owners, write, link=filing_address(filing), dedupe=f"returned:{filing.key}", at=deed.at)
