"""Pages of a filing: as it was filed, its receipt, its bytes, the schema of those (guideline-1/application)."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nakhara.foundation.parties.gate import PUBLIC, SEE, gate
from nakhara.foundation.parties.may import may, visible
from nakhara.foundation.record.queries import events_of
from nakhara.rulebook.loading import edition
from nakhara.stages.application.formats.dossier import schema
from nakhara.stages.application.formats.telling import told
from nakhara.stages.application.models import Filing
from nakhara.stages.application.queries import (
    FILED,
    RETURNED,
    content_of,
    correct_by,
    documents_of,
    filing_state,
    filings_of,
    history_of,
    reasons_given,
    return_rows,
)
from nakhara.stages.application.subjects import filing_title
from nakhara.stages.plan.models import Plan
from nakhara.stages.plan.subjects import address, title


@gate(SEE, filing=Filing)
def filing(request: HttpRequest, filing: Filing) -> HttpResponse:
    """What was filed, to the byte, where it stands and what happened to it."""
    plan, actor = filing.application.plan, request.actor
    state = filing_state(filing)
    context = {
        **filing_context(filing),
        "correct_by": correct_by(filing),
        "reasons": return_rows(plan, reasons_given(filing)) if state == RETURNED else [],
        "history": history_of(filing),
        "filings": filings_of(filing.application),
        "may_check": state == FILED and may(actor, "application/completeness", filing),
        "may_withdraw": state in (FILED, RETURNED)
        and filing.application.withdrawn_at is None
        and may(actor, "application/withdraw", filing),
        "may_refile": state == RETURNED and plan.frozen_at is None and may(actor, "guideline-1/plan", plan),
        "crumbs": crumbs(request, filing),
    }
    return render(request, "application/filing.html", context)


def filing_context(filing: Filing) -> dict[str, object]:
    """What every page of a filing shows: the case, its state, and what the bytes say."""
    law = edition(filing.edition)
    day = timezone.localdate(filing.filed_at)
    return {
        "filing": filing,
        "application": filing.application,
        "plan": filing.application.plan,
        "state": filing_state(filing),
        "dossier": told(content_of(filing), law, documents_of(filing), day),
    }


def crumbs(request: HttpRequest, filing: Filing, *more: str) -> list[dict[str, str]]:
    """The way here: the plan if the reader sees it, the filing, the page."""
    plan = filing.application.plan
    seen = visible(request.actor, Plan.objects.filter(pk=plan.pk)).exists()
    found = [{"label": title(plan), "url": address(plan) if seen else ""}]
    here = {"label": filing_title(filing)}
    if more:
        here["url"] = reverse("application:filing", args=[filing.key])
    return [*found, here, *({"label": label} for label in more)]


@gate(SEE, filing=Filing)
def receipt(request: HttpRequest, filing: Filing) -> HttpResponse:
    """The receipt: number, moment, hash; to print and keep."""
    plan = filing.application.plan
    context = {
        "filing": filing,
        "application": filing.application,
        "plan": plan,
        "events": events_of(filing)[:1],
        "office": _("Secretariat"),
        "crumbs": crumbs(request, filing, _("Receipt")),
    }
    return render(request, "application/receipt.html", context)


@gate(SEE, filing=Filing)
def snapshot(request: HttpRequest, filing: Filing) -> HttpResponse:
    """smartcity.json, the very bytes that were filed."""
    name = f"smartcity-{filing.application.number}-{filing.sequence}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(bytes(filing.snapshot), content_type="application/json", headers=headers)


@gate(PUBLIC)
def schema_file(request: HttpRequest) -> JsonResponse:
    """The JSON Schema of smartcity.json."""
    return JsonResponse(schema(), json_dumps_params={"ensure_ascii": False, "indent": 1})
