"""Letters by search, an office's inbox and registers, what belongs to one letter."""

from dataclasses import dataclass

from django.db.models import F, Prefetch, Q, QuerySet

from nakhara.circulars.models import Dispatch, Handover, Letter, LetterEdge, Receipt
from nakhara.foundation.parties.models import Organisation
from nakhara.rulebook.thai import clean_text, to_arabic_digits


def searchable(text: str) -> str:
    """Text as letters are searched: Arabic digits, one blank between words."""
    return " ".join(to_arabic_digits(clean_text(text)).lower().split())


def search_letters(rows: QuerySet[Letter], text: str = "") -> QuerySet[Letter]:
    """Letters that hold every word of the text, newest first; ๕๓๑๐ and 5310 find the same."""
    for word in searchable(text).split():
        rows = rows.filter(search__icontains=word)
    return rows.select_related("sender").order_by(F("dated").desc(nulls_last=True), "-id")


def waiting(offices: list[int], text: str = "") -> QuerySet[Dispatch]:
    """Letters sent to these offices and not received yet, the longest waiting first."""
    rows = Dispatch.objects.filter(receiver__in=offices, receipt=None, letter__cancelled_at=None)
    for word in searchable(text).split():
        rows = rows.filter(letter__search__icontains=word)
    return rows.select_related("letter", "sender", "receiver").order_by("sent_at", "id")


def register_in(office: Organisation, year: int, text: str = "") -> QuerySet[Receipt]:
    """An office's register of letters received in a calendar year, by number; cancelled numbers stay in it."""
    rows = Receipt.objects.filter(office=office, year=year, provision="")
    for word in searchable(text).split():
        rows = rows.filter(Q(letter__search__icontains=word) | Q(number=word if word.isdecimal() else -1))
    handovers = Prefetch("handovers", Handover.objects.select_related("section").order_by("id"))
    return rows.select_related("letter__sender", "dispatch__sender").prefetch_related(handovers).order_by("-number")


def register_out(office: Organisation, year: int, *, circular: bool, text: str = "") -> QuerySet[Letter]:
    """An office's register of letters sent in a calendar year; circulars stand in a book of their own."""
    rows = Letter.objects.filter(sender=office, year=year, circular=circular, sequence__isnull=False)
    for word in searchable(text).split():
        rows = rows.filter(search__icontains=word)
    return rows.select_related("sender").order_by("-sequence")


def drafts(offices: list[int]) -> QuerySet[Letter]:
    """Letters written here and not sent yet."""
    return Letter.objects.filter(sender__in=offices, draft=True).order_by("-created_at", "-id")


@dataclass(frozen=True)
class Around:
    """What stands around a letter: enclosures and where it is itself enclosed, asks, receipts with hand-overs."""

    encloses: list[LetterEdge]
    enclosed_in: list[LetterEdge]
    asks: list
    receipts: list[Receipt]


def around(letter: Letter) -> Around:
    """Everything that hangs on a letter, in four reads whatever its size."""
    handovers = Prefetch("handovers", Handover.objects.select_related("section").order_by("id"))
    printed = letter.receipts.exclude(provision="").select_related("office").prefetch_related(handovers)
    return Around(
        encloses=list(letter.edges.select_related("other__sender").order_by("id")),
        enclosed_in=list(letter.edges_in.select_related("letter__sender").order_by("id")),
        asks=list(letter.asks.order_by("id")),
        receipts=list(printed.order_by("id")),
    )


def dispatch_to(letter: Letter, offices: list[int]) -> Dispatch | None:
    """How a letter came to an office, with the office's receipt if it has one."""
    rows = Dispatch.objects.filter(letter=letter, receiver__in=offices)
    return rows.select_related("receipt__office", "receiver__parent", "sender").order_by("id").first()


def at_hand(offices: list[int], limit: int = 100) -> list[Letter]:
    """Letters an office may enclose: what it received or sent, newest first."""
    rows = Letter.objects.filter(
        Q(dispatches__receiver__in=offices, dispatches__receipt__isnull=False) | Q(sender__in=offices, draft=False)
    )
    return list(Letter.objects.filter(pk__in=rows.values("pk"), cancelled_at=None).order_by("-dated", "-id")[:limit])
