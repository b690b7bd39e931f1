"""Reads of applications: filings, where they stand, what they say, what still stops one (guideline-1/application)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nakhara.foundation.documents.models import Document
from nakhara.foundation.documents.queries import documents_cited
from nakhara.foundation.parties.models import Body, BodyKind, Person
from nakhara.foundation.parties.queries import people_in, people_of
from nakhara.foundation.record.refusals import Reason
from nakhara.look.wording import language
from nakhara.rulebook import dimensions, preliminary
from nakhara.rulebook.edition import Edition
from nakhara.rulebook.findings import MET
from nakhara.rulebook.loading import edition
from nakhara.rulebook.scoring import OVERALL, needs_evidence
from nakhara.stages.application.models import Application, Check, CheckOutcome, Filing, Return, ReturnReason, Round
from nakhara.stages.plan.models import Plan
from nakhara.stages.plan.queries import Gap, claimed, edition_of, field_name
from nakhara.stages.plan.queries import gaps as plan_gaps
from nakhara.stages.self_assessment.queries import Assessment, blocking_gaps, gaps_in, part_name, parts_of
from nakhara.stages.self_assessment.subjects import condition_address, item_address

FILED, ACCEPTED, RETURNED, WITHDRAWN = "filed", "accepted", "returned", "withdrawn"


def open_rounds(at: datetime) -> QuerySet[Round]:
    """The rounds that take applications at a moment, the newest first."""
    still = Q(closes_at__isnull=True) | Q(closes_at__gt=at)
    return Round.objects.filter(still, opens_at__lte=at).order_by("-opens_at", "-id")


def application_of(plan: Plan) -> Application | None:
    """The plan's application that goes on: the last one, unless it was withdrawn."""
    last = Application.objects.filter(plan=plan).order_by("-id").first()
    return None if last is None or last.withdrawn_at else last


def latest_filing(plan: Plan) -> Filing | None:
    """The newest filing of a plan, its check at hand."""
    rows = Filing.objects.filter(application__plan=plan).select_related("application", "check_result", "return_result")
    return rows.order_by("-id").first()


def filings_of(application: Application) -> list[Filing]:
    """Every filing of an application, first to last."""
    return list(application.filings.select_related("check_result", "return_result").order_by("sequence"))


def check_of(filing: Filing) -> Check | None:
    """The secretariat's word on the filing, if it has been given."""
    return getattr(filing, "check_result", None)


def return_of(filing: Filing) -> Return | None:
    """A body's return of a filing that was found complete, if there is one."""
    return getattr(filing, "return_result", None)


def correct_by(filing: Filing) -> date | None:
    """The day by which a returned filing is to be filed again (term/correction)."""
    returned = return_of(filing) or check_of(filing)
    return returned.correct_by if returned else None


def filing_state(filing: Filing) -> str:
    """Where a filing stands in this room: filed, accepted, returned or withdrawn."""
    check = check_of(filing)
    if check is not None and check.outcome == CheckOutcome.ACCEPTED and return_of(filing) is None:
        return ACCEPTED
    if filing.application.withdrawn_at:
        return WITHDRAWN
    return FILED if check is None else RETURNED


def content_of(filing: Filing) -> dict[str, Any]:
    """What was filed, from its bytes."""
    return json.loads(bytes(filing.snapshot))


def reasons_of(plan: Plan) -> list[ReturnReason]:
    """Why the plan's latest filing was returned, while it waits to be filed again."""
    filing = latest_filing(plan)
    if filing is None or filing_state(filing) != RETURNED or plan.frozen_at:
        return []
    return reasons_given(filing)


def reasons_given(filing: Filing) -> list[ReturnReason]:
    """Why a filing was returned: the secretariat's typed reasons, or the one of a body's resolution."""
    if returned := return_of(filing):
        about = edition(filing.edition).provision(returned.provision).text(language())
        return [ReturnReason(about=about, provision=returned.provision, text=returned.text)]
    return list(check_of(filing).reasons.order_by("id"))


def return_rows(plan: Plan, reasons: Iterable[ReturnReason]) -> list[dict[str, object]]:
    """Reasons of a return, each with the name of what it is about and where it is mended."""
    known = {one.id: one for group in abouts(plan).values() for one in group}
    return [{"reason": row, "about": known.get(row.about)} for row in reasons]


def documents_of(filing: Filing) -> dict[tuple[str, str], Document]:
    """The documents that a filing cites, by hash and name."""
    return _by_hash(documents_cited(filing))


def stored_of(said: Assessment) -> dict[tuple[str, str], Document]:
    """The documents that a self-assessment cites, by hash and name."""
    return _by_hash(document for document, _place in said.documents())


def _by_hash(documents: Iterable[Document]) -> dict[tuple[str, str], Document]:
    return {(one.blob.sha256, one.name): one for one in documents}


def history_of(filing: Filing) -> list[dict[str, object]]:
    """What happened to the application up to now, in order, for the timeline."""
    found = []
    for one in filings_of(filing.application):
        words = {"sequence": one.sequence, "receipt": one.receipt}
        found.append({"at": one.filed_at, "text": _("Filed, filing %(sequence)d, receipt %(receipt)s") % words})
        check, returned = check_of(one), return_of(one)
        if check is not None and check.outcome == CheckOutcome.ACCEPTED:
            found.append({"at": check.checked_at, "text": _("Found complete")})
        elif check is not None:
            found.append({"at": check.checked_at, "text": _("Returned for correction")})
        if returned is not None:
            found.append({"at": returned.returned_at, "text": _("Returned for correction")})
        if one == filing and filing_state(one) == RETURNED and not _filed_again(one):
            found.append({"at": correct_by(one), "text": _("To be filed again"), "next": True})
    if filing.application.withdrawn_at:
        found.append({"at": filing.application.withdrawn_at, "text": _("Withdrawn")})
    return found


def _filed_again(filing: Filing) -> bool:
    return Filing.objects.filter(application=filing.application, sequence__gt=filing.sequence).exists()


def filed_findings(filing: Filing) -> list[dict[str, object]]:
    """What the secretariat looks at first, from the bytes filed: conditions, criteria-2, what has no proof."""
    law, content = edition(filing.edition), content_of(filing)
    on = timezone.localdate(filing.filed_at)
    assessment = content.get("self_assessment", {})
    said = assessment.get("conditions", {})
    met = {name: row.get("met") for name, row in said.items()}
    asked = [*preliminary.findings(met, on, law), *dimensions.findings(filing.claimed, on, law)]
    rows = [
        {
            "kind": "ok" if one.outcome == MET else "bad",
            "text": law.provision(one.provision).text(language()),
            "provision": one.provision,
            "note": "" if _proved(said.get(one.provision)) else _("no document attached"),
        }
        for one in asked
    ]
    return [*rows, *_unproved_answers(law, filing.claimed, assessment.get("answers", {}))]


def _proved(condition: dict[str, Any] | None) -> bool:
    return condition is None or bool(condition.get("evidence"))


def _unproved_answers(law: Edition, claimed: list[str], answers: dict[str, Any]) -> list[dict[str, object]]:
    items = [item for part in (*claimed, OVERALL) for item in law.items_of(part)]
    found = []
    for item in items:
        answer = answers.get(item.id, {})
        level = answer.get("level")
        if level is None:
            note = _("no level given")
        elif needs_evidence(level, law) and not answer.get("evidence"):
            note = _("level %d without evidence") % level
        else:
            continue
        found.append({"kind": "wait", "text": item.text(language()), "provision": item.id, "note": note})
    return found


def gaps(plan: Plan, at: datetime, said: Assessment | None = None) -> list[Gap]:
    """Everything missing from the plan and its self-assessment; what stops the filing comes first."""
    found = [*gaps_in(said or Assessment(plan), timezone.localdate(at)), *plan_gaps(plan)]
    return sorted(found, key=lambda gap: not gap.blocks)


def reasons_not_to_file(plan: Plan, at: datetime, said: Assessment | None = None) -> list[Reason]:
    """Why the plan cannot be filed now; the owner's own scores are never a reason (criteria-1, criteria-2)."""
    reasons = []
    if plan.frozen_at:
        text = _("This plan is filed already and is being considered. Withdraw the application to change it")
        reasons.append(Reason(text, None, "guideline-1/application"))
    if application_of(plan) is None and not open_rounds(at).exists():
        text = _("No round of applications is open now. File when the secretariat opens the next one")
        reasons.append(Reason(text, None, "application/round"))
    missing = blocking_gaps(said or Assessment(plan), timezone.localdate(at))
    return reasons + [Reason(gap.text, None, gap.provision, gap.address) for gap in missing]


def secretariat_people(at: datetime) -> list[Person]:
    """The people of the secretariats, who check completeness."""
    found = [one for body in Body.objects.filter(kind=BodyKind.SECRETARIAT) for one in people_in(body, at)]
    return list({person.pk: person for person in found}.values())


def owner_people(plan: Plan, at: datetime) -> list[Person]:
    """The people who act for the plan's organisation."""
    return people_of(plan.organisation, at)


@dataclass(frozen=True)
class About:
    """What a return reason may be about: a condition, a field or an item, with its clause and where it is mended."""

    id: str
    name: str
    provision: str
    address: str


def abouts(plan: Plan) -> dict[str, list[About]]:
    """Everything a reason may be about, in groups as the plan is read."""
    lang = language()
    law = edition_of(plan)
    found = {
        _("Preliminary conditions"): [
            About(one.id, one.text(lang), one.id, condition_address(plan, one.id)) for one in law.conditions
        ],
        _("The plan's lists"): [
            About(f"plan/{name}", words, clause, reverse(f"plan:{name}", args=[plan.key]))
            for name, words, clause in (
                ("smarts", _("Smarts chosen"), "criteria-2/at-least-two"),
                ("projects", _("Projects and money"), "criteria-1.2"),
                ("milestones", _("Milestones"), "criteria-1.5"),
                ("indicators", _("Indicators"), "criteria-1.5"),
            )
        ],
    }
    for section in law.form:
        page = reverse("plan:section", args=[plan.key, section.id])
        found[section.text(lang)] = [
            About(one.id, field_name(one), one.serves, f"{page}#id_{one.id}")
            for one in section.fields_for(claimed(plan))
        ]
    for part in parts_of(plan):
        found[part_name(plan, part)] = [
            About(item.id, item.text(lang), item.id, item_address(plan, item.id)) for item in law.items_of(part)
        ]
    return found


def about(plan: Plan, id: str) -> About | None:
    """The one of that id, if the plan has it."""
    return next((one for group in abouts(plan).values() for one in group if one.id == id), None)
