"""The six letters of the founding bundle, their edges, receipts and hand-over, from the edition's data.

What is printed and what is read from it both stand in the rows. The offices that the letters name are looked up and,
where nobody has entered them yet, entered. A letter is dispatched to those it names as they stand now ("every" means
every one there is); letter E, whose addressee is lost, to nobody.
"""

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from nakhara.circulars.actions.writing import dispatch_to
from nakhara.circulars.models import Ask, Dispatch, Handover, Letter, LetterEdge, Receipt
from nakhara.circulars.queries.letters import searchable
from nakhara.circulars.queries.routes import below, chosen_below
from nakhara.foundation.parties.actions import create_organisation
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import allow
from nakhara.foundation.parties.models import Organisation
from nakhara.foundation.parties.models import OrganisationKind as Kind
from nakhara.foundation.places.models import District, Province
from nakhara.foundation.record.actions import record
from nakhara.rulebook.letters import Letter as Printed
from nakhara.rulebook.loading import edition

UTTARADIT, LAPLAE = "53", "5308"
KINDS = {"circular": "external", "memo": "memo", "annex": "annex", "endorsement": "endorsement"}


@transaction.atomic
def register_founding_letters(*, by: Actor, at: datetime) -> dict[str, Letter]:
    """Enter letters A to E and the endorsement with all that hangs on them; again it changes nothing (letter-A … E)."""
    allow(by, "letter/register")
    known = {row.provision: row for row in Letter.objects.exclude(provision="").select_related("sender")}
    if known:
        return known
    offices = _Offices(by, at)
    letters = {printed.id: _letter(printed, offices, at) for printed in edition().letters}
    LetterEdge.objects.bulk_create(
        LetterEdge(
            letter=letters[edge.source],
            other=letters[edge.target],
            kind=edge.relation,
            count_text=edge.count_printed,
            provision=edge.id,
        )
        for edge in edition().edges
    )
    for printed in edition().letters:
        _dispatch(printed, letters[printed.id], offices)
    receipts = {stamp.id: _receipt(stamp, letters[stamp.letter], offices, at) for stamp in edition().receipts}
    for printed in edition().letters:
        _hand_over(printed, receipts, offices)
        record(by, "letter/register", letters[printed.id], at, facts={"provision": printed.id})
    return letters


class _Offices:
    """The offices that the letters name, found or entered when first asked for."""

    def __init__(self, by: Actor, at: datetime):
        self.by, self.at, self.known = by, at, {}
        texts = {printed.id: printed for printed in edition().letters}
        stamps = {stamp.id: stamp for stamp in edition().receipts}
        laplae = District.objects.get(pk=LAPLAE)
        uttaradit = Province.objects.get(pk=UTTARADIT)
        ministry = self._named(Kind.MINISTRY, texts["letter-E"].sender)
        policy = self._named(Kind.OFFICE, texts["letter-E"].unit, ministry, _code(texts["letter-E"]))
        department = self._named(Kind.DEPARTMENT, texts["letter-B"].sender, ministry, _code(texts["letter-B"]))
        division = self._named(Kind.OFFICE, stamps["receipt-2"].office, department)
        section = self._named(Kind.OFFICE, stamps["receipt-3"].office, division)
        province = self._of_place(Kind.PROVINCE, texts["letter-A"].sender, province=uttaradit)
        self._named(Kind.OFFICE, texts["letter-A"].unit, province, _code(texts["letter-A"]))
        district = self._of_place(Kind.DISTRICT, None, province=uttaradit, district=laplae)
        local = self._named(Kind.OFFICE, texts["endorsement-A"].sender, district, _code(texts["endorsement-A"]))
        self.senders = {"letter-E": ministry, "letter-C": ministry, "letter-D": policy, "letter-B": department}
        self.senders |= {"letter-A": province, "endorsement-A": local}
        stamped = (department, division, section, province, local)
        self.stamps = {f"receipt-{number}": office for number, office in enumerate(stamped, 1)}
        self.department, self.section, self.district = department, section, district

    def _named(self, kind: str, name, parent: Organisation | None = None, code: str = "") -> Organisation:
        found = Organisation.objects.filter(kind=kind, name_th=name.th, parent=parent).first()
        found = found or Organisation.objects.filter(kind=kind, name_th=name.th).first()
        values = {"kind": kind, "name_th": name.th, "name_en": name.en, "parent": parent, "code": code}
        return found or create_organisation(by=self.by, at=self.at, **values)

    def _of_place(self, kind: str, name, **place) -> Organisation:
        found = Organisation.objects.filter(kind=kind, **place).order_by("id").first()
        there = place.get("district") or place["province"]
        name_th, name_en = (name.th, name.en) if name else (f"อำเภอ{there.name_th}", f"{there.name_en} district")
        values = {"kind": kind, "name_th": name_th, "name_en": name_en, **place}
        return found or create_organisation(by=self.by, at=self.at, **values)


def _code(printed: Printed) -> str:
    """The letters and figures before the stroke: `อต ๐๐๒๓.๓`."""
    return (printed.number or "").rpartition("/")[0].replace(". ", " ")


def _letter(printed: Printed, offices: _Offices, at: datetime) -> Letter:
    addressee = ", ".join(one.th for one in printed.addressees)
    signed = "\n".join([printed.signer.th if printed.signer else "", *(one.th for one in printed.capacities)]).strip()
    numbers = f"{printed.number or ''} {printed.number_face or ''}"
    letter = Letter.objects.create(
        provision=printed.id,
        kind=KINDS[printed.form],
        sender=offices.senders[printed.id],
        addressee=addressee,
        number=printed.number or "",
        number_as_read=printed.number_face or "",
        circular=printed.form == "circular",
        subject=printed.subject.th,
        signed_as=signed,
        dated=printed.day,
        dated_text=printed.date_printed,
        search=searchable(f"{numbers} {printed.subject.th} {addressee}"),
        created_at=at,
        sent_at=_moment(printed.day) if printed.day else None,
    )
    names = {one.key: one.th for one in printed.addressees}
    Ask.objects.bulk_create(
        Ask(letter=letter, kind=ask.act, of_whom=names[ask.of], provisions=" ".join(ask.provisions))
        for ask in printed.asks
    )
    return letter


def _moment(day: date) -> datetime:
    """The beginning of a day in Thailand: of these letters no hour is known."""
    return datetime.combine(day, time(), timezone.get_default_timezone())


def _dispatch(printed: Printed, letter: Letter, offices: _Offices) -> None:
    receivers = _receivers(printed, offices)
    if receivers:
        dispatch_to(letter, letter.sender, receivers, at=letter.sent_at)


def _receivers(printed: Printed, offices: _Offices) -> list[Organisation]:
    if printed.id == "letter-C":
        return [offices.department]
    if printed.id == "letter-B":
        return chosen_below(offices.department, ["all:provinces"])
    if printed.id == "letter-A":
        members = [one for group in below(offices.senders["letter-A"]) for one in group.members]
        return [one for one in members if one.kind in (Kind.DISTRICT, Kind.PAO) or _is_the_town(one)]
    if printed.id == "endorsement-A":
        return [one for group in below(offices.district) for one in group.members]
    return []


def _is_the_town(municipality: Organisation) -> bool:
    """Letter A names one town municipality, the province's own."""
    return municipality.name_th.endswith("เมืองอุตรดิตถ์")


def _receipt(stamp, letter: Letter, offices: _Offices, at: datetime) -> Receipt:
    office = offices.stamps[stamp.id]
    receiver = offices.district if stamp.id == "receipt-5" else office
    return Receipt.objects.create(
        letter=letter,
        dispatch=Dispatch.objects.filter(letter=letter, receiver=receiver, receipt=None).first(),
        office=office,
        provision=stamp.id,
        number=stamp.number,
        year=letter.dated.year,
        received_on=stamp.day,
        number_text=stamp.number_printed,
        date_text=stamp.date_printed,
        time_text=stamp.time_printed,
        flag=stamp.note.th[:300] if stamp.flagged and stamp.note else "",
        keyed_at=at,
    )


def _hand_over(printed: Printed, receipts: dict[str, Receipt], offices: _Offices) -> None:
    Handover.objects.bulk_create(
        Handover(
            receipt=receipts["receipt-1"],
            section=offices.section,
            number=given.number,
            note=given.read,
            text=f"{given.printed} {given.date_printed}",
            dated=given.day,
        )
        for given in printed.assignments
    )
