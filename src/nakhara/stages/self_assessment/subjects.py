"""What the self-assessment's things are called and where they are; who sees the plan sees them and their evidence."""

from django.urls import reverse

from nakhara.foundation.documents.models import Document
from nakhara.foundation.documents.subjects import no_roles, seen_through
from nakhara.foundation.parties.may import Subject, grant, own_areas, owner_roles, register
from nakhara.look.wording import language
from nakhara.rulebook.loading import edition
from nakhara.stages.self_assessment.models import Answer, Condition


def part_of(item: str) -> str:
    """The page an item stands on: its dimension's key, or "overall"."""
    family = item.partition("/")[0]
    return next((one.key for one in edition().dimensions if one.id == family), "overall")


def item_address(plan, item: str) -> str:
    """Where an item is given its level."""
    return f"{reverse('self_assessment:part', args=[plan.key, part_of(item)])}#{item.replace('/', '-')}"


def condition_address(plan, provision: str) -> str:
    """Where a preliminary condition is proved."""
    return reverse("self_assessment:condition", args=[plan.key, provision])


def register_subjects() -> None:
    """Make answers and conditions known, and their evidence visible."""
    for model, title, address in (
        (Answer, lambda row: _words(row.item), lambda row: item_address(row.plan, row.item)),
        (Condition, lambda row: _words(row.provision), lambda row: condition_address(row.plan, row.provision)),
    ):
        register(
            Subject(
                model=model,
                title=title,
                address=address,
                roles=lambda actor, row: owner_roles(actor, row.plan.area),
                visible=lambda actor: own_areas(actor, "plan__area"),
                area="plan__area",
            )
        )
    for model in (Answer, Condition):
        grant(Document, roles=no_roles, visible=seen_through(model))


def _words(provision: str) -> str:
    return edition().provision(provision).text(language())
