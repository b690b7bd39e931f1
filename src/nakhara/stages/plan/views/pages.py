"""What the pages of a plan share: the way here, whether it may be written, the answer to a form."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from nakhara.foundation.parties.gate import submit
from nakhara.foundation.parties.may import may
from nakhara.look.forms import differences
from nakhara.stages.plan.actions.plans import STEP
from nakhara.stages.plan.models import Plan
from nakhara.stages.plan.queries import claimed, edition_of, rows_of
from nakhara.stages.plan.subjects import address, title


def crumbs(plan: Plan, *more: tuple[str, str] | str) -> list[dict[str, str]]:
    """The way here: the list of plans, the plan, then pages as (label, url); the last is a label alone."""
    found = [{"label": _("Plans"), "url": reverse("plan:list")}, {"label": title(plan), "url": address(plan)}]
    for step in more:
        found.append({"label": step} if isinstance(step, str) else {"label": step[0], "url": step[1]})
    if not more:
        found[-1] = {"label": title(plan)}
    return found


def writable(request: HttpRequest, plan: Plan) -> bool:
    """Whether the reader may write the plan now."""
    return plan.frozen_at is None and may(request.actor, STEP, plan)


def answer(request: HttpRequest, form, act: Callable[[], str], *others) -> HttpResponse | None:
    """Carry out a sent form once it and the forms beside it are valid; None shows the page (again)."""
    if request.method != "POST":
        return None
    valid = [one.is_valid() for one in (form, *others)]
    return submit(request, form, act) if all(valid) else None


def explain_conflict(form, fresh, version: int) -> list[dict[str, str]]:
    """After a stale save: the two texts side by side; the form keeps the reader's and takes the new version."""
    conflict = differences(form, fresh)
    form.renew(version)
    return conflict


def contents(plan: Plan) -> list[dict[str, object]]:
    """The sections of the form with what is still missing in each, for the side of the page."""
    keys, written = claimed(plan), {name for name, row in rows_of(plan).items() if row.text}
    found = []
    for section in edition_of(plan).form:
        asked = list(section.fields_for(keys))
        missing = sum(one.required and one.id not in written for one in asked)
        url = reverse("plan:section", args=[plan.key, section.id])
        found.append({"section": section, "url": url, "missing": missing, "asked": len(asked)})
    return found
