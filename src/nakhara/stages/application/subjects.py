"""What the application's things are called, where they are, who sees them; the secretariat sees plans once filed."""

from django.db.models import Model, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from nakhara.foundation.documents.models import Citation, Document
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import Subject, grant, own_areas, owner_roles, register, visible
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
    for model, path, title, address in (
        (Application, "plan__area", lambda row: row.number, _latest_address),
        (Filing, "application__plan__area", filing_title, filing_address),
        (
            Check,
            "filing__application__plan__area",
            lambda row: filing_title(row.filing),
            lambda row: filing_address(row.filing),
        ),
    ):
        register(_case(model, path, title, address))
    grant(Plan, roles=lambda actor, plan: set(), visible=_filed_plans)
    grant(Document, roles=lambda actor, document: set(), visible=_evidence_of_filings)


def _case(model: type[Model], path: str, title, address) -> Subject:
    def area_of(row: Model):
        for name in path.split("__"):
            row = getattr(row, name)
        return row

    return Subject(
        model=model,
        title=title,
        address=address,
        roles=lambda actor, row: owner_roles(actor, area_of(row)),
        visible=lambda actor: EVERYTHING if "secretariat" in actor.standing else own_areas(actor, path),
        area=path,
    )


def _latest_address(application: Application) -> str:
    return filing_address(application.filings.latest("sequence"))


def _filed_plans(actor: Actor) -> Q | None:
    if "secretariat" not in actor.standing:
        return None
    return Q(pk__in=Application.objects.values("plan"))


def _evidence_of_filings(actor: Actor) -> Q | None:
    if actor.is_anonymous:
        return None
    keys = visible(actor, Filing.objects.all()).values("key")
    cited = Citation.objects.filter(subject_kind=Filing._meta.label_lower, subject_key__in=keys)
    return Q(pk__in=cited.values("document"))
