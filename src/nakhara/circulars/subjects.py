"""Who sees letters, and whose clerks send, receive and pass them on.

The founding letters are public. Any other letter is seen by its sender, by those it was sent to, by whoever got it as
an enclosure, and, once sent, by the secretariats. An office inside a district or province acts for it.
"""

from django.db.models import Model, Q
from django.urls import reverse

from nakhara.circulars.models import Dispatch, Letter, LetterEdge, Receipt
from nakhara.foundation.documents.models import Document
from nakhara.foundation.documents.subjects import no_roles, seen_through
from nakhara.foundation.parties import may
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.models import OrganisationKind

ENCLOSED_DEEP = 3


def offices_of(actor: Actor) -> list[int]:
    """The organisations for which an actor keeps letters: their own, and what it is an office of."""

    def found() -> list[int]:
        office, keys = actor.organisation, []
        while office is not None:
            keys.append(office.pk)
            office = office.parent if office.kind == OrganisationKind.OFFICE else None
        return keys

    return actor.remember("letter-offices", found)


def _clerk(actor: Actor, *offices: int | None) -> set[str]:
    own = set(offices) & set(offices_of(actor))
    return {"clerk"} if own and actor.post.clerks else set()


def _letters(actor: Actor) -> Q:
    public = ~Q(provision="")
    if "secretariat" in actor.standing or "operator" in actor.standing:
        return public | Q(draft=False)
    offices = offices_of(actor)
    if not offices:
        return public
    own = Letter.objects.filter(Q(sender__in=offices) | Q(dispatches__receiver__in=offices))
    seen, enclosed = public | Q(pk__in=own.values("pk")), own
    for _ in range(ENCLOSED_DEEP):
        enclosed = Letter.objects.filter(pk__in=LetterEdge.objects.filter(letter__in=enclosed).values("other"))
        seen |= Q(pk__in=enclosed.values("pk"))
    return seen


def _dispatches(actor: Actor) -> Q | None:
    offices = offices_of(actor)
    return Q(receiver__in=offices) | Q(sender__in=offices) if offices else None


def _receipts(actor: Actor) -> Q | None:
    offices = offices_of(actor)
    return Q(office__in=offices) | Q(handovers__section__in=offices) if offices else None


def _letter_page(thing: Model) -> str:
    return reverse("circulars:letter", args=[thing.letter.key])


def register_subjects() -> None:
    """Make the things of circulars known."""
    may.register(
        may.Subject(
            model=Letter,
            title=lambda letter: f"{letter.number} {letter.subject}".strip(),
            address=lambda letter: reverse("circulars:letter", args=[letter.key]),
            roles=lambda actor, letter: _clerk(actor, letter.sender_id),
            visible=_letters,
        )
    )
    may.register(
        may.Subject(
            model=Dispatch,
            title=lambda dispatch: f"{dispatch.letter.number} {dispatch.letter.subject}".strip(),
            address=_letter_page,
            roles=lambda actor, dispatch: _clerk(actor, dispatch.receiver_id),
            visible=_dispatches,
        )
    )
    may.register(
        may.Subject(
            model=Receipt,
            title=lambda receipt: f"{receipt.number}/{receipt.year} {receipt.letter.subject}",
            address=_letter_page,
            roles=lambda actor, receipt: _clerk(actor, receipt.office_id),
            visible=_receipts,
        )
    )
    may.grant(Document, roles=no_roles, visible=seen_through(Letter))
