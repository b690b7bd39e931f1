"""What a designation is called and where it is. It is public from the moment it is made (guideline-3)."""

from django.db.models import Q
from django.urls import reverse

from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import Subject, grant, owner_roles, register
from nakhara.look.wording import language
from nakhara.stages.application.models import Filing
from nakhara.stages.designation.models import Certificate, Designation
from nakhara.stages.review.models import Screening

EVERYBODY = Q(pk__isnull=False)


def area_name(designation: Designation) -> str:
    """The area's name in the reader's language."""
    area = designation.area
    return (area.name_en if language() == "en" else "") or area.name_th


def address(designation: Designation) -> str:
    """The certificate's page, which everybody may open."""
    return reverse("designation:designation", args=[designation.key])


def register_subjects() -> None:
    """Make designations and certificates known; open the filings on the list to the committee."""
    register(
        Subject(
            model=Designation,
            title=lambda row: f"{row.number} {area_name(row)}",
            address=address,
            roles=lambda actor, row: owner_roles(actor, row.area),
            visible=lambda actor: EVERYBODY,
            # no path to the area: what is public stays so for whoever has an interest in it
        )
    )
    register(
        Subject(
            model=Certificate,
            title=lambda row: row.document.name,
            address=lambda row: reverse("designation:pdf", args=[row.designation.key]),
            roles=lambda actor, row: set(),
            visible=lambda actor: EVERYBODY,
        )
    )
    grant(Filing, roles=lambda actor, filing: set(), visible=_listed)


def _listed(actor: Actor) -> Q | None:
    """The committee reads what it is to approve: the filings that the subcommittee has listed."""
    if "committee" not in actor.standing:
        return None
    return Q(pk__in=Screening.objects.filter(listed=True).values("filing"))
