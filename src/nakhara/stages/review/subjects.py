"""Who sees what of a review: a reviewer their own sheets and the filings they judge, the secretariat everything,
a body the filings on its agendas; nobody else, and nobody whom an interest bars.
"""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import Subject, grant, register
from nakhara.foundation.parties.models import BodyKind
from nakhara.meetings.models import AgendaItem
from nakhara.stages.application.models import Filing
from nakhara.stages.application.subjects import filing_title
from nakhara.stages.review.models import Assignment, Screening, Verdict

EVERYTHING = Q(pk__isnull=False)
FILING = Filing._meta.label_lower
AREA = "filing__application__plan__area"


def sheet_address(assignment: Assignment) -> str:
    """The reviewer's form."""
    return reverse("review:sheet", args=[assignment.key])


def scores_address(filing: Filing) -> str:
    """The scores of a filing, for the secretariat and the bodies concerned."""
    return reverse("review:filing", args=[filing.key])


def register_subjects() -> None:
    """Make sheets, verdicts and screenings known; open filings to whoever judges them."""
    register(
        Subject(
            model=Assignment,
            title=lambda sheet: _("Score sheet, %s") % filing_title(sheet.filing),
            address=sheet_address,
            roles=_roles_toward_sheet,
            visible=_sheets,
            area=AREA,
        )
    )
    for model in (Verdict, Screening):
        register(
            Subject(
                model=model,
                title=lambda row: filing_title(row.filing),
                address=lambda row: scores_address(row.filing),
                roles=lambda actor, row: _roles_toward_filing(actor, row.filing),
                visible=_decisions,
                area=AREA,
            )
        )
    grant(Filing, roles=_roles_toward_filing, visible=_filings)


def _roles_toward_sheet(actor: Actor, sheet: Assignment) -> set[str]:
    if not actor.judges or sheet.withdrawn_at or sheet.conflict:
        return set()
    seat = sheet.reviewer
    own = seat.person_id == actor.person.pk and seat.until is None and seat.suspended_at is None
    return {"reviewer"} if own else set()


def _roles_toward_filing(actor: Actor, filing: Filing) -> set[str]:
    if not actor.judges or "secretariat" in actor.standing:
        return set()
    scores = _open_sheets(actor).filter(filing=filing).exists()
    sits = _on_agendas(actor).filter(subject_key=filing.key).exists()
    return ({"reviewer"} if scores else set()) | ({"member"} if sits else set())


def _open_sheets(actor: Actor):
    """The person's own sheets, whichever of their seats they act from; none withdrawn or closed by an interest."""
    return Assignment.objects.filter(_open_to(actor))


def _open_to(actor: Actor) -> Q:
    own = {"reviewer__person": actor.person, "reviewer__until": None, "reviewer__suspended_at": None}
    return Q(withdrawn_at=None, **own) & ~Q(conflict=True)


def _on_agendas(actor: Actor):
    """Items about filings on the agendas of the body the actor sits in; a secretariat's own agendas give nothing."""
    items = AgendaItem.objects.filter(subject_kind=FILING, meeting__body=actor.body)
    return items.exclude(meeting__body__kind=BodyKind.SECRETARIAT)


def _sheets(actor: Actor) -> Q | None:
    if not actor.judges:
        return None
    return EVERYTHING if "secretariat" in actor.standing else _open_to(actor)


def _filings(actor: Actor) -> Q | None:
    if not actor.judges:
        return None
    return Q(pk__in=_open_sheets(actor).values("filing")) | Q(key__in=_on_agendas(actor).values("subject_key"))


def _decisions(actor: Actor) -> Q | None:
    if not actor.judges:
        return None
    if "secretariat" in actor.standing:
        return EVERYTHING
    return Q(filing__key__in=_on_agendas(actor).values("subject_key"))
