"""What follows a filing, for its owner: where the case stands, then the number and what it brings
(guideline-3, guideline-4, criteria-1.5).
"""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nakhara.casefile.queries.steps import HOLDERS, STEPS
from nakhara.foundation.parties.may import subject_of
from nakhara.look.wording import short_date
from nakhara.stages.application.models import Filing
from nakhara.stages.designation.models import Designation
from nakhara.stages.investment_promotion.models import PromotionClaim
from nakhara.stages.investment_promotion.queries import privileges_of
from nakhara.stages.monitoring.queries import report_due, reports_of
from nakhara.stages.plan.models import Plan


def tasks_after_filing(plan: Plan, at: datetime) -> list[dict]:
    """The rows of the task list for an annotated plan (`with_steps`) that has been filed."""
    filing = Filing.objects.select_related("application").get(pk=plan.filing_id)
    rows = [_filed(filing, plan)]
    if designation := Designation.objects.filter(filing=filing).select_related("filing", "area").first():
        rows += [_number(designation), _promotion(designation), _report(designation, at)]
    return rows


def _filed(filing: Filing, plan: Plan) -> dict:
    holder = HOLDERS.get(plan.step)
    return {
        "label": _("The filing and its receipt"),
        "url": subject_of(filing).address(filing),
        "hint": _("Receipt %(receipt)s, %(day)s")
        % {"receipt": filing.receipt, "day": short_date(timezone.localdate(filing.filed_at))},
        "kind": "wait" if holder else "ok",
        "status": _("With: %s") % holder if holder else str(STEPS[plan.step]),
    }


def _number(designation: Designation) -> dict:
    return {
        "label": _("Number, zone, emblem and certificate"),
        "url": subject_of(designation).address(designation),
        "hint": _("Number %s") % designation.number,
        "kind": "done",
        "status": _("Issued"),
    }


def _promotion(designation: Designation) -> dict:
    claim = PromotionClaim.objects.filter(designation=designation).order_by("-filed_at").first()
    label = _("Claim investment promotion")
    if claim is None:
        url = reverse("investment_promotion:new", args=[designation.key])
        return {"label": label, "url": url, "hint": "", "kind": "todo", "status": _("Not begun")}
    decided = privileges_of(claim) is not None
    return {
        "label": label,
        "url": subject_of(claim).address(claim),
        "hint": _("Receipt %s") % claim.receipt,
        "kind": "ok" if decided else "wait",
        "status": _("Decided") if decided else _("With: %s") % _("Board of investment"),
    }


def _report(designation: Designation, at: datetime) -> dict:
    reports = reports_of(designation)
    due = report_due(designation, reports[0] if reports else None)
    late = due < timezone.localdate(at)
    return {
        "label": _("Keep the promises and report progress"),
        "url": reverse("monitoring:designation", args=[designation.key]),
        "hint": _("Next report due %s") % short_date(due),
        "kind": "bad" if late else "todo",
        "status": _("Late") if late else _("Not due yet"),
    }
