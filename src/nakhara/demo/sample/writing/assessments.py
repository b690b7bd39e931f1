"""What the actions of documents and self-assessment write (guideline-1/self-assessment)."""

from collections.abc import Iterable

from nakhara.demo.sample.deeds import Deed
from nakhara.demo.sample.words import table
from nakhara.demo.sample.writing.case import Case
from nakhara.foundation.documents.models import Citation, Document
from nakhara.stages.self_assessment.actions import STEP
from nakhara.stages.self_assessment.models import Answer, Condition

Evidence = Iterable[tuple[int, str]]


def store_document(case: Case, deed: Deed) -> None:
    blob = case.offices.blobs[deed.what["paper"]]
    document = Document(
        blob=blob,
        organisation=case.organisation,
        added_by=case.actor(deed).person,
        name=f"{table()['papers']['titles'][deed.what['paper']]}.pdf",
        description=deed.what["description"],
        added_at=deed.at,
        loose_since=deed.at,
    )
    case.documents[deed.what["paper"]] = case.batch.add(document)
    facts = {"sha256": blob.sha256, "size": blob.size, "type": blob.media_type}
    case.record(deed, "document/add", document, facts, name=document.name)


def save_condition(case: Case, deed: Deed) -> None:
    what = deed.what
    condition = case.batch.add(
        Condition(plan=case.plan, provision=what["provision"], met=what["met"], proof=what["proof"], saved_at=deed.at)
    )
    facts = {"plan": case.plan.key, "met": what["met"], "evidence": _put_evidence(case, deed, condition)}
    case.record(deed, f"{case.plan.edition}:{what['provision']}", condition, facts)


def save_answer(case: Case, deed: Deed) -> None:
    what = deed.what
    answer = case.batch.add(
        Answer(plan=case.plan, item=what["item"], level=what["level"], reason=what["reason"], saved_at=deed.at)
    )
    sha256s = _put_evidence(case, deed, answer)
    facts = {"plan": case.plan.key, "item": what["item"], "level": what["level"], "evidence": sha256s}
    case.record(deed, f"{case.plan.edition}:{STEP}", answer, facts)


def _put_evidence(case: Case, deed: Deed, thing) -> list[str]:
    case.cited |= dict.fromkeys(deed.what["evidence"])
    cited = [(case.documents[paper], place) for paper, place in deed.what["evidence"]]
    for document, place in cited:
        cite(case, deed, document, thing, place)
    return sorted({document.blob.sha256 for document, _place in cited})


def cite(case: Case, deed: Deed, document: Document, thing, place: str) -> None:
    case.batch.change(document, loose_since=None)
    kind, key = thing._meta.label_lower, thing.key
    case.batch.add(Citation(document=document, subject_kind=kind, subject_key=key, place=place, cited_at=deed.at))
