"""Proofs: the page of a preliminary condition, evidence chosen from the ledger (criteria-1.1 … 1.5)."""

from collections.abc import Sequence

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from nakhara.foundation.documents.queries import cited_by, ledger
from nakhara.foundation.parties.gate import gate, show
from nakhara.foundation.record import clock
from nakhara.look.forms import differences
from nakhara.look.wording import language
from nakhara.rulebook.thai import show_juristic_id
from nakhara.stages.plan.models import Plan
from nakhara.stages.plan.queries import edition_of
from nakhara.stages.plan.views.pages import answer
from nakhara.stages.self_assessment.actions import STEP, save_answer, save_condition
from nakhara.stages.self_assessment.forms import ConditionForm, EvidenceForm, kept
from nakhara.stages.self_assessment.models import Answer, Condition
from nakhara.stages.self_assessment.queries import Assessment, address_about, parts_of
from nakhara.stages.self_assessment.subjects import condition_address
from nakhara.stages.self_assessment.views.pages import attached, crumbs, writable

LEDGER_PAGE = 25


@gate(STEP, plan=Plan)
def condition(request: HttpRequest, plan: Plan, provision: str) -> HttpResponse:
    """Whether one of the five preliminary conditions is met, with its proof (criteria-1.1 … 1.5)."""
    rule = next((one for one in edition_of(plan).conditions if one.id == provision), None)
    if rule is None:
        raise Http404
    row = Condition.objects.filter(plan=plan, provision=provision).first()
    citations = cited_by(row) if row else []
    form = ConditionForm(
        request.POST or None, request.FILES or None, citations=citations, initial=_condition_initial(row)
    )
    if done := answer(request, form, lambda: _save_condition(request, plan, provision, citations, form)):
        return done
    conflict = None
    if getattr(form, "conflict", None) is not None:
        conflict = differences(form, ConditionForm(citations=citations, initial=_condition_initial(row)))
        form.renew(row.version if row else 0)
    context = {
        "plan": plan,
        "rule": rule,
        "form": form,
        "conflict": conflict,
        "citations": citations,
        "awaited": Assessment(plan).awaited.get(provision, []),
        "facts": _known_facts(plan, provision),
        "proof": rule.details[f"proof_{language()}"],
        "reading": rule.reading,
        "writable": writable(request, plan),
        "crumbs": crumbs(plan, rule.text(language())),
    }
    return show(request, "self_assessment/condition.html", context, form)


def _condition_initial(row: Condition | None) -> dict[str, object]:
    if row is None:
        return {"version": 0, "met": ""}
    return {"version": row.version, "met": {True: "yes", False: "no", None: ""}[row.met], "proof": row.proof}


def _known_facts(plan: Plan, provision: str) -> list[tuple[str, str]]:
    """What the system knows already of a condition, so that nobody types it twice."""
    if provision != "criteria-1.1":
        return []
    owner = plan.organisation
    return [
        (_("Juristic person"), owner.name_th),
        (_("Juristic number"), show_juristic_id(owner.juristic_id) if owner.juristic_id else "–"),
        (_("Legal basis"), owner.legal_basis),
    ]


def _save_condition(request: HttpRequest, plan: Plan, provision: str, citations: Sequence, form: ConditionForm) -> str:
    found = form.cleaned_data
    save_condition(
        by=request.actor,
        plan=plan,
        provision=provision,
        met=found["met"],
        proof=found["proof"],
        documents=kept(citations, found["drop"]) + attached(request, found["file"], found["place"]),
        version=found["version"],
        at=clock.now(),
    )
    if "choose" in request.POST:
        return reverse("self_assessment:evidence", args=[plan.key, provision])
    if found["file"]:
        return condition_address(plan, provision)
    return reverse("self_assessment:index", args=[plan.key])


@gate(STEP, plan=Plan)
def evidence(request: HttpRequest, plan: Plan, about: str) -> HttpResponse:
    """Choose evidence for an item or a condition among the organisation's files."""
    row = _row_about(plan, about)
    text = request.GET.get("q", "")
    files = ledger(request.actor.organisation, text)
    page = Paginator(files, LEDGER_PAGE).get_page(request.GET.get("page"))
    initial = {"version": row.version if row else 0}
    form = EvidenceForm(request.POST or None, documents=page.object_list, initial=initial)
    if done := answer(request, form, lambda: _save_evidence(request, plan, about, row, form)):
        return done
    if getattr(form, "conflict", None) is not None:
        form.renew(initial["version"])
    context = {
        "plan": plan,
        "name": edition_of(plan).provision(about).text(language()),
        "about": about,
        "back": address_about(plan, about),
        "form": form,
        "page": page,
        "q": text,
        "cited": {one.document_id for one in cited_by(row)} if row else set(),
        "crumbs": crumbs(plan, _("Choose evidence")),
    }
    return show(request, "self_assessment/evidence.html", context, form)


def _row_about(plan: Plan, about: str) -> Answer | Condition | None:
    law = edition_of(plan)
    if about in [one.id for one in law.conditions]:
        return Condition.objects.filter(plan=plan, provision=about).first()
    if about in [item.id for part in parts_of(plan) for item in law.items_of(part)]:
        return Answer.objects.filter(plan=plan, item=about).first()
    raise Http404


def _save_evidence(request: HttpRequest, plan: Plan, about: str, row, form: EvidenceForm) -> str:
    standing = [(one.document, one.place) for one in cited_by(row)] if row else []
    shared = {
        "by": request.actor,
        "plan": plan,
        "documents": [*standing, *form.chosen()],
        "version": form.cleaned_data["version"],
        "at": clock.now(),
    }
    if about.startswith("criteria-"):
        met, proof = (row.met, row.proof) if row else (None, "")
        save_condition(provision=about, met=met, proof=proof, **shared)
    else:
        level, reason = (row.level, row.reason) if row else (None, "")
        save_answer(item=about, level=level, reason=reason, **shared)
    return address_about(plan, about)
