"""Writing, sending and cancelling a letter; a number is given when it is sent and is never used twice."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nakhara.circulars.models import Ask, Dispatch, Letter, LetterEdge
from nakhara.circulars.queries.letters import searchable
from nakhara.circulars.queries.people import clerks_of
from nakhara.circulars.queries.routes import whole
from nakhara.foundation.documents.actions import cite
from nakhara.foundation.documents.models import Document
from nakhara.foundation.documents.queries import cited_by
from nakhara.foundation.notices.actions import tell
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import allow, visible
from nakhara.foundation.parties.models import Organisation
from nakhara.foundation.record.actions import claim_version, next_number, record
from nakhara.foundation.record.refusals import Reason, RefusedError, StaleError, require
from nakhara.rulebook.thai import clean_text, to_thai_digits

TEXTS = ("subject", "addressee", "body", "signed_as")
BOOKS = {False: "out", True: "out-circular"}


@transaction.atomic
def write_letter(
    *,
    by: Actor,
    texts: Mapping[str, str],
    kind: str = "external",
    circular: bool = False,
    asks: Sequence[str] = (),
    encloses: Iterable[tuple[Letter, str]] = (),
    documents: Iterable[Document] = (),
    at: datetime,
) -> Letter:
    """Write a draft of the actor's office (letter/send); `texts` holds subject, addressee, body, signed_as."""
    letter = Letter(sender=by.organisation, draft=True, created_at=at)
    allow(by, "letter/send", letter)
    encloses, documents = list(encloses), list(documents)
    require(_not_at_hand(by, encloses, documents))
    for name, value in _wording(texts, kind, circular).items():
        setattr(letter, name, value)
    letter.save()
    enclosed = _hang_on(letter, asks, encloses, documents, at)
    record(by, "letter/send", letter, at, facts={"written": True, **enclosed})
    return letter


@transaction.atomic
def change_letter(
    *,
    by: Actor,
    letter: Letter,
    texts: Mapping[str, str],
    kind: str = "external",
    circular: bool = False,
    asks: Sequence[str] = (),
    encloses: Iterable[tuple[Letter, str]] = (),
    documents: Iterable[Document] = (),
    version: int,
    at: datetime,
) -> Letter:
    """Change a draft; what is sent stands as it is, and a file once enclosed stays (letter/send)."""
    allow(by, "letter/send", letter)
    encloses, documents = list(encloses), list(documents)
    require([*_not_a_draft(letter), *_not_at_hand(by, encloses, documents)])
    claim_version(letter, version, **_wording(texts, kind, circular))
    letter.asks.all().delete()
    letter.edges.all().delete()
    enclosed = _hang_on(letter, asks, encloses, documents, at)
    record(by, "letter/send", letter, at, facts={"changed": True, **enclosed})
    return letter


def _wording(texts: Mapping[str, str], kind: str, circular: bool) -> dict:
    values = {name: clean_text(texts.get(name, "")) for name in TEXTS}
    if not values["subject"]:
        raise RefusedError(Reason(_("Say what the letter is about"), "subject"))
    search = searchable(f"{values['subject']} {values['addressee']}")
    return {**values, "kind": kind, "circular": circular, "search": search}


def _not_at_hand(by: Actor, encloses: list[tuple[Letter, str]], documents: list[Document]) -> list[Reason]:
    letters, files = {other.pk for other, _count in encloses}, {one.pk for one in documents}
    reasons = []
    if letters and visible(by, Letter.objects.filter(pk__in=letters)).count() < len(letters):
        reasons.append(Reason(_("Enclose letters that your office has"), "encloses"))
    if files and visible(by, Document.objects.filter(pk__in=files)).count() < len(files):
        reasons.append(Reason(_("Enclose files that your office has"), "file"))
    return reasons


def _hang_on(letter, asks, encloses, documents, at) -> dict[str, list[str]]:
    """Put asks and enclosures on a letter; gives all that it encloses now, as the record names it."""
    Ask.objects.bulk_create(Ask(letter=letter, kind=kind, of_whom=letter.addressee[:200]) for kind in asks)
    LetterEdge.objects.bulk_create(
        LetterEdge(letter=letter, other=other, kind="encloses", count_text=clean_text(count))
        for other, count in encloses
    )
    for document in documents:
        cite(document=document, thing=letter, at=at)
    enclosed = {
        "encloses": [other.key for other, _count in encloses],
        "files": sorted({row.document.blob.sha256 for row in cited_by(letter)}),
    }
    return {name: keys for name, keys in enclosed.items() if keys}


@transaction.atomic
def send_letter(
    *, by: Actor, letter: Letter, receivers: Sequence[Organisation], due: date | None = None, version: int, at: datetime
) -> Letter:
    """Give a draft the next number of its office's book and send it; circulars have their own book (letter/send).

    `version` is that of the text which the sender looked at last; raises StaleError when it was changed since.
    """
    allow(by, "letter/send", letter)
    letter = Letter.objects.select_for_update(of=("self",)).select_related("sender").get(pk=letter.pk)
    day = timezone.localtime(at).date()
    require(_not_a_draft(letter))
    if letter.version != version:
        raise StaleError(letter)
    require(_faults_of_sending(receivers, due, day))
    letter.year, letter.dated, letter.sent_at, letter.draft = day.year, day, at, False
    letter.sequence = next_number(letter.sender.key, BOOKS[letter.circular], day.year)
    letter.number = number_text(letter.sender, letter.sequence, circular=letter.circular)
    letter.search = searchable(f"{letter.number} {letter.sequence} {letter.subject} {letter.addressee}")
    letter.version += 1
    letter.save()
    dispatch_to(letter, whole(letter.sender), receivers, due=due, at=at)
    tell_receivers(letter, whole(letter.sender), receivers, at)
    facts = {"number": letter.number, "receivers": [receiver.key for receiver in receivers]}
    record(by, "letter/send", letter, at, facts=facts)
    return letter


def number_text(office: Organisation, sequence: int, *, circular: bool) -> str:
    """A number as letters bear it: `อต ๐๐๒๓.๓/ว ๕๕๕๑`."""
    own = f"ว {sequence}" if circular else str(sequence)
    return to_thai_digits(f"{office.code}/{own}" if office.code else own)


def dispatch_to(letter, sender, receivers, *, due=None, passed_from=None, at) -> list[Dispatch]:
    """Put a letter, which the caller holds, on its way to offices that do not have it yet."""
    have = set(Dispatch.objects.filter(letter=letter, receiver__in=receivers).values_list("receiver", flat=True))
    return Dispatch.objects.bulk_create(
        Dispatch(letter=letter, sender=sender, receiver=one, passed_from=passed_from, due=due, sent_at=at)
        for one in receivers
        if one.pk not in have
    )


def tell_receivers(letter: Letter, sender: Organisation, receivers: Sequence[Organisation], at: datetime) -> None:
    """Tell the clerks of the receivers that a letter waits for them."""

    def write() -> tuple[str, str]:
        said = {"number": letter.number or "–", "subject": letter.subject, "sender": sender.name_th}
        return _("A letter waits: %(subject)s") % said, _("%(sender)s sends letter %(number)s. Receive it.") % said

    tell(clerks_of(receivers, at), write, link=reverse("circulars:inbox"), dedupe=f"letter:{letter.key}", at=at)


def _faults_of_sending(receivers: Sequence[Organisation], due: date | None, day: date) -> list[Reason]:
    reasons = []
    if not receivers:
        reasons.append(Reason(_("Choose at least one receiver"), "receivers"))
    if due is not None and due < day:
        reasons.append(Reason(_("The day to receive by is past; choose today or later"), "due"))
    return reasons


def _not_a_draft(letter: Letter) -> list[Reason]:
    if letter.cancelled_at is not None:
        return [Reason(_("The letter is cancelled; write a new one"))]
    if not letter.draft:
        return [Reason(_("The letter is sent already, number %(number)s") % {"number": letter.number})]
    return []


@transaction.atomic
def cancel_letter(*, by: Actor, letter: Letter, reason: str, at: datetime) -> Letter:
    """Cancel a letter: it stays with its number and the reason, and nobody need receive it any more (letter/cancel)."""
    allow(by, "letter/cancel", letter)
    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    reason, reasons = clean_text(reason), []
    if letter.cancelled_at is not None or letter.provision:
        reasons.append(Reason(_("This letter cannot be cancelled any more")))
    if not reason:
        reasons.append(Reason(_("Say why the letter is cancelled"), "reason"))
    require(reasons)
    letter.cancelled_at, letter.cancel_reason, letter.version = at, reason[:300], letter.version + 1
    letter.save(update_fields=["cancelled_at", "cancel_reason", "version"])
    record(by, "letter/cancel", letter, at, facts={"number": letter.number})
    return letter
