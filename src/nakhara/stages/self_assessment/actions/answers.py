"""Give an item its level, say whether a condition is met (guideline-1/self-assessment, criteria-1.1 … 1.5)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from nakhara.foundation.documents.actions import cite, uncite
from nakhara.foundation.documents.models import Document
from nakhara.foundation.documents.queries import cited_by
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import allow, visible
from nakhara.foundation.record.actions import claim_version, record
from nakhara.foundation.record.refusals import Reason, StaleError, require
from nakhara.rulebook.thai import clean_text
from nakhara.stages.plan.actions.plans import lock_open
from nakhara.stages.plan.models import Plan
from nakhara.stages.plan.queries import edition_of
from nakhara.stages.self_assessment.models import Answer, AwaitedFile, Condition
from nakhara.stages.self_assessment.queries import parts_of

STEP = "guideline-1/self-assessment"
Evidence = Sequence[tuple[Document, str]]


@transaction.atomic
def save_answer(
    *,
    by: Actor,
    plan: Plan,
    item: str,
    level: int | None,
    reason: str,
    documents: Evidence,
    version: int,
    at: datetime,
) -> Answer:
    """Give an item the owner's own level, with the reason and the evidence (guideline-1/self-assessment)."""
    allow(by, STEP, plan)
    lock_open(plan)
    require([*reasons_against_level(plan, item, level), *_reasons_against_evidence(by, documents)])
    values = {"level": level, "reason": clean_text(reason), "saved_at": at}
    answer = _save(Answer, plan, {"item": item}, version, values)
    sha256s = _put_evidence(plan, answer, item, documents, at)
    facts = {"plan": plan.key, "item": item, "level": level, "evidence": sha256s}
    record(by, f"{plan.edition}:{STEP}", answer, at, facts=facts)
    return answer


@transaction.atomic
def save_condition(
    *,
    by: Actor,
    plan: Plan,
    provision: str,
    met: bool | None,
    proof: str,
    documents: Evidence,
    version: int,
    at: datetime,
) -> Condition:
    """Say whether a preliminary condition is met, with its proof (criteria-1.1 … 1.5)."""
    allow(by, STEP, plan)
    lock_open(plan)
    known = [one.id for one in edition_of(plan).conditions]
    wrong = (
        [] if provision in known else [Reason(_("There is no such condition"), "met", "guideline-1/self-assessment")]
    )
    require([*wrong, *_reasons_against_evidence(by, documents)])
    values = {"met": met, "proof": clean_text(proof), "saved_at": at}
    condition = _save(Condition, plan, {"provision": provision}, version, values)
    sha256s = _put_evidence(plan, condition, provision, documents, at)
    facts = {"plan": plan.key, "met": met, "evidence": sha256s}
    record(by, f"{plan.edition}:{provision}", condition, at, facts=facts)
    return condition


def reasons_against_level(plan: Plan, item: str, level: int | None) -> list[Reason]:
    """Why an item of a plan cannot have a level: it is no item of what the plan claims, or there is no such level."""
    law = edition_of(plan)
    if item not in [one.id for part in parts_of(plan) for one in law.items_of(part)]:
        return [Reason(_("Choose the Smart of this item first"), "level", "criteria-2/at-least-two")]
    if level is not None and level not in [one.value for one in law.levels]:
        return [Reason(_("Choose a level from 0 to 5"), "level", "score/levels")]
    return []


def _reasons_against_evidence(by: Actor, documents: Evidence) -> list[Reason]:
    wanted = {document.pk for document, _place in documents}
    if wanted and visible(by, Document.objects.filter(pk__in=wanted)).count() < len(wanted):
        return [Reason(_("Choose evidence from your organisation's files"), "documents", "score/evidence")]
    return []


def _save(model: type[Model], plan: Plan, place: Mapping[str, str], version: int, values: Mapping[str, Any]):
    row = model.objects.filter(plan=plan, **place).first()
    if row is not None:
        claim_version(row, version, **values)
        return row
    if version:
        raise StaleError(plan)
    return model.objects.create(plan=plan, **place, **values)


def _put_evidence(plan: Plan, thing: Model, about: str, documents: Evidence, at: datetime) -> list[str]:
    wanted: dict[Document, set[str]] = {}
    for document, place in documents:
        wanted.setdefault(document, set()).add(clean_text(place))
    standing: dict[Document, set[str]] = {}
    for row in cited_by(thing):
        standing.setdefault(row.document, set()).add(row.place)
    for document in standing:
        if standing[document] != wanted.get(document):
            uncite(document=document, thing=thing)
    for document, places in wanted.items():
        if standing.get(document) != places:
            for place in sorted(places):
                cite(document=document, thing=thing, place=place, at=at)
    sha256s = sorted({document.blob.sha256 for document in wanted})
    AwaitedFile.objects.filter(plan=plan, about=about, sha256__in=sha256s).delete()
    return sha256s


def write_assessment(plan: Plan, content: Mapping[str, Any], stored: Mapping[str, Document], at: datetime) -> None:
    """Fill an empty self-assessment from the part of a dossier; evidence not in `stored` (by hash and name) is awaited.

    The caller has asked who may, and records it.
    """
    for provision, row in content.get("conditions", {}).items():
        values = {"met": row.get("met"), "proof": row.get("proof", ""), "saved_at": at}
        condition = Condition.objects.create(plan=plan, provision=provision, **values)
        _write_evidence(plan, condition, provision, row.get("evidence", ()), stored, at)
    for item, row in content.get("answers", {}).items():
        values = {"level": row.get("level"), "reason": row.get("reason", ""), "saved_at": at}
        answer = Answer.objects.create(plan=plan, item=item, **values)
        _write_evidence(plan, answer, item, row.get("evidence", ()), stored, at)


def _write_evidence(
    plan: Plan, thing: Model, about: str, rows: Iterable[Mapping[str, Any]], stored: Mapping, at: datetime
) -> None:
    for row in rows:
        place = row.get("place", "")
        document = stored.get((row["sha256"], row["name"]))
        if document is not None:
            cite(document=document, thing=thing, place=place, at=at)
        else:
            AwaitedFile.objects.create(
                plan=plan,
                about=about,
                name=row["name"],
                media_type=row["type"],
                size=row["size"],
                sha256=row["sha256"],
                place=place,
            )
