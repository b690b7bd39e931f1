"""Letters as people see them: faces as printed beside their values, stamps."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nakhara.circulars.models import Letter, Receipt
from nakhara.rulebook import thai
from nakhara.rulebook.loading import edition


@dataclass(frozen=True)
class Face:
    """One thing on a letter: what is printed, what is read from it, and whether the two differ."""

    label: str
    printed: str
    value: str

    @property
    def differs(self) -> bool:
        return self.printed != self.value


def faces_of(letter: Letter) -> list[Face]:
    """The face of a founding letter, as printed and as read (letter-A … E)."""
    printed = edition().provision(letter.provision).details
    date = thai.to_thai_digits(thai.short_date(letter.dated)) if letter.dated else letter.dated_text
    office = printed.get("unit_th") or printed["sender_th"]
    to = ", ".join(one["th"] for one in printed["addressees"] if not one["read"])
    return [
        Face(_("Number"), letter.number_as_read or letter.number, letter.number),
        Face(_("Date"), letter.dated_text, date),
        Face(_("From"), printed.get("unit_printed", office), office),
        Face(_("Addressed to"), to, letter.addressee),
    ]


def _said(table, name: str) -> str:
    language = "en" if get_language() == "en" else "th"
    return table.get(f"{name}_{language}", "")


def subject_of_letter(letter: Letter) -> str:
    """The subject in the reader's language; only the founding letters have an English one."""
    if letter.provision:
        return _said(edition().provision(letter.provision).details, "subject") or letter.subject
    return letter.subject


@dataclass(frozen=True)
class Stamp:
    """A receipt stamp; ours is in Thai digits, somebody else's as it was printed."""

    office: str
    number: str
    date: str
    time: str


def stamp_of(receipt: Receipt) -> Stamp:
    """The stamp of a receipt, as printed or as we print it."""
    if receipt.provision:
        return Stamp(receipt.office.name_th, receipt.number_text, receipt.date_text, receipt.time_text)
    return Stamp(
        receipt.office.name_th,
        thai.to_thai_digits(str(receipt.number)),
        thai.to_thai_digits(thai.short_date(receipt.received_on)) if receipt.received_on else "",
        thai.document_time(receipt.received_time) if receipt.received_time else "",
    )
