"""The founding letters, edges between them and the receipts on them (letter-*, endorsement-A, edge-*, receipt-*)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from nakhara.rulebook.provision import Bilingual, Provision, Text


@dataclass(frozen=True)
class Addressee(Bilingual):
    """To whom a letter goes: an office or a group of them at one tier; `read` marks what is not printed."""

    key: str
    th: str
    en: str
    tier: str
    read: bool


@dataclass(frozen=True)
class Ask(Bilingual):
    """What a letter asks one addressee to do: `note`, `act` or `tell` the tier below."""

    of: str
    act: str
    th: str
    en: str
    provisions: tuple[str, ...]


@dataclass(frozen=True)
class Capacity(Bilingual):
    """In what capacity an office signs: `acting-for` (รักษาราชการแทน) or `on-behalf` (ปฏิบัติราชการแทน)."""

    key: str
    th: str
    en: str
    read: bool = False


@dataclass(frozen=True)
class HandOver:
    """An assignment inside an office, written on the letter with its own number and date."""

    giver: Text
    taker: Text
    receipt: str
    printed: str
    read: str
    number: str
    date_printed: str
    day: date
    flagged: bool


@dataclass(frozen=True)
class Letter:
    """A letter as printed: `day` is None where only the month is known."""

    id: str
    form: str
    subject: Text
    sender: Text
    unit: Text | None
    tier: str
    number: str | None
    number_face: str | None
    date_printed: str
    day: date | None
    addressees: tuple[Addressee, ...]
    asks: tuple[Ask, ...]
    signer: Text | None
    capacities: tuple[Capacity, ...]
    assignments: tuple[HandOver, ...]


@dataclass(frozen=True)
class Edge:
    """One letter encloses another, or stands on it; the count is free text (๑ ฉบับ, ๑ ชุด)."""

    id: str
    source: str
    target: str
    relation: str
    count_printed: str


@dataclass(frozen=True)
class Receipt:
    """A receipt stamp: text as printed, the value beside it, `flagged` where the print cannot be right."""

    id: str
    letter: str
    office: Text
    level: int
    number_printed: str
    number: int
    date_printed: str
    day: date | None
    time_printed: str
    flagged: bool
    note: Text | None


@dataclass(frozen=True)
class Contact(Bilingual):
    """An office to ask; telephone numbers are the operator's data."""

    id: str
    th: str
    en: str
    short_th: str
    short_en: str

    def short(self, lang: str = "th") -> str:
        return self.short_en if lang == "en" else self.short_th


def letter_of(provision: Provision) -> Letter:
    """Build a letter from its provision."""
    table = provision.details
    return Letter(
        id=provision.id,
        form=table["form"],
        subject=Text(table["subject_th"], table["subject_en"]),
        sender=Text(table["sender_th"], table["sender_en"]),
        unit=_pair(table, "unit"),
        tier=table["tier"],
        number=table.get("number"),
        number_face=table.get("number_face"),
        date_printed=table["date_printed"],
        day=_day(table.get("date")),
        addressees=tuple(Addressee(**entry) for entry in table["addressees"]),
        asks=tuple(Ask(**{**entry, "provisions": tuple(entry["provisions"])}) for entry in table["asks"]),
        signer=_pair(table, "signer"),
        capacities=tuple(Capacity(**entry) for entry in table["capacities"]),
        assignments=tuple(_hand_over(entry) for entry in table.get("assignments", ())),
    )


def edge_of(provision: Provision) -> Edge:
    """Build an edge from its provision."""
    table = provision.details
    return Edge(provision.id, table["from"], table["to"], table["relation"], table.get("count_printed", ""))


def receipt_of(provision: Provision) -> Receipt:
    """Build a receipt from its provision."""
    table = provision.details
    return Receipt(
        id=provision.id,
        letter=table["letter"],
        office=Text(table["office_th"], table["office_en"]),
        level=table["level"],
        number_printed=table["number_printed"],
        number=table["number"],
        date_printed=table["date_printed"],
        day=_day(table.get("date")),
        time_printed=table["time_printed"],
        flagged=table["flagged"],
        note=provision.reading,
    )


def contact_of(provision: Provision) -> Contact:
    """Build an office to ask from its provision."""
    table = provision.details
    return Contact(provision.id, provision.th, provision.en, table["short_th"], table["short_en"])


def _pair(table: Any, name: str) -> Text | None:
    return Text(table[f"{name}_th"], table[f"{name}_en"]) if f"{name}_th" in table else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text and len(text) == 10 else None


def _hand_over(table: dict[str, Any]) -> HandOver:
    return HandOver(
        giver=Text(table["from_th"], table["from_en"]),
        taker=Text(table["to_th"], table["to_en"]),
        receipt=table["receipt"],
        printed=table["printed"],
        read=table["read"],
        number=table["number"],
        date_printed=table["date_printed"],
        day=date.fromisoformat(table["date"]),
        flagged=table["flagged"],
    )
