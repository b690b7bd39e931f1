"""What the plan's things are called, where they are, and who may see and change them (guideline-1/plan)."""

from collections.abc import Callable

from django.db.models import Model
from django.urls import reverse

from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import Subject, own_areas, owner_roles, register
from nakhara.look.wording import language
from nakhara.stages.plan.models import Indicator, Milestone, Plan, Project


def title(plan: Plan) -> str:
    """A plan is called by its area."""
    return (plan.area.name_en if language() == "en" else "") or plan.area.name_th


def address(plan: Plan) -> str:
    """The plan's overview."""
    return reverse("plan:plan", args=[plan.key])


def register_subjects() -> None:
    """Make plans and what stands in them known."""
    register(
        Subject(
            model=Plan,
            title=title,
            address=address,
            roles=lambda actor, plan: owner_roles(actor, plan.area),
            visible=lambda actor: own_areas(actor, "area"),
            area="area",
        )
    )
    for model, page in ((Project, "plan:project"), (Milestone, "plan:milestone"), (Indicator, "plan:indicator")):
        register(_row(model, page))


def _row(model: type[Model], page: str) -> Subject:
    return Subject(
        model=model,
        title=lambda row: row.name,
        address=_addresses(page),
        roles=lambda actor, row: owner_roles(actor, row.plan.area),
        visible=_own_rows,
        area="plan__area",
    )


def _addresses(page: str) -> Callable[[Model], str]:
    return lambda row: reverse(page, args=[row.key])


def _own_rows(actor: Actor):
    return own_areas(actor, "plan__area")
