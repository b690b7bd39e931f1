"""What the application's things are called, where they are, who sees them; the secretariat sees plans once filed."""

from django.db.models import Model, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from nakhara.foundation.documents.models import Document
from nakhara.foundation.documents.subjects import no_roles, seen_through
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import Subject, follow, grant, own_areas, owner_roles, register
from nakhara.stages.application.models import Application, Check, Filing, Round
from nakhara.stages.plan.models import Plan

EVERYTHING = Q(pk__isnull=False)


def filing_title(filing: Filing) -> str:
    """A filing is called by the application's number and which filing of it this is."""
    return _("Application %(number)s, filing %(sequence)d") % {
        "number": filing.application.number,
        "sequence": filing.sequence,
    }


def filing_address(filing: Filing) -> str:
    """The filing as it was filed."""
    return reverse("application:filing", args=[filing.key])


def register_subjects() -> None:
    """Make applications, filings and checks known; open filed plans and their evidence to the secretariat."""
    register(
        Subject(
            model=Round,
            title=lambda row: row.name,
            address=lambda row: reverse("application:rounds"),
            roles=lambda actor, row: set(),
            visible=lambda actor: EVERYTHING,
        )
    )
    register(_case(Application, "plan__area", lambda row: row.number, _latest_address))
    register(_case(Filing, "application__plan__area", filing_title, filing_address))
    register(
        _case(
            Check,
            "filing__application__plan__area",
            lambda row: filing_title(row.filing),
            lambda row: filing_address(row.filing),
        )
    )
    grant(Plan, roles=no_roles, visible=_filed_plans)
    grant(Document, roles=no_roles, visible=seen_through(Filing))


def _case(model: type[Model], path: str, title, address) -> Subject:
    return Subject(
        model=model,
        title=title,
        address=address,
        roles=lambda actor, row: owner_roles(actor, follow(row, path)),
        visible=lambda actor: EVERYTHING if "secretariat" in actor.standing else own_areas(actor, path),
        area=path,
    )


def _latest_address(application: Application) -> str:
    return filing_address(application.filings.latest("sequence"))


def _filed_plans(actor: Actor) -> Q | None:
    if "secretariat" not in actor.standing:
        return None
    return Q(pk__in=Application.objects.values("plan"))
