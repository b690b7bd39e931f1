"""What the pages of the self-assessment share: the way here, whether it may be written, a file that comes along."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from nakhara.foundation.documents.actions import store_document
from nakhara.foundation.documents.models import Document
from nakhara.foundation.parties.may import may
from nakhara.foundation.record import clock
from nakhara.stages.plan.models import Plan
from nakhara.stages.plan.subjects import address, title
from nakhara.stages.self_assessment.actions import STEP

Evidence = list[tuple[Document, str]]


def writable(request: HttpRequest, plan: Plan) -> bool:
    """Whether the reader may write the self-assessment now."""
    return plan.frozen_at is None and may(request.actor, STEP, plan)


def crumbs(plan: Plan, *more: str) -> list[dict[str, str]]:
    """The way here: the plan, its self-assessment, then pages by label."""
    here = reverse("self_assessment:index", args=[plan.key])
    found = [{"label": title(plan), "url": address(plan)}, {"label": _("Self-assessment"), "url": here}]
    found += [{"label": label} for label in more]
    if not more:
        found[-1].pop("url")
    return found


def attached(request: HttpRequest, file, place: str) -> Evidence:
    """The file sent with a form, stored, as evidence; nothing when none was sent."""
    if not file:
        return []
    stored = store_document(by=request.actor, file=file, organisation=request.actor.organisation, at=clock.now())
    return [(stored, place)]
