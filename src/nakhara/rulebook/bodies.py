"""The bodies that the founding orders appoint, their seats held by office (background-1, background-2)."""

from dataclasses import dataclass

from nakhara.rulebook.provision import Bilingual, Provision


@dataclass(frozen=True)
class Seat(Bilingual):
    """A seat held by an office; `duty` is chair, member, member-secretary or joint-secretary."""

    th: str
    en: str
    duty: str


@dataclass(frozen=True)
class Body(Bilingual):
    """A body with the seats its order names; nowhere called complete, so an operator may add others."""

    key: str
    provision: str
    th: str
    en: str
    seats: tuple[Seat, ...]


def body_of(provision: Provision) -> Body:
    """Build a body from the provision that appoints it."""
    table = provision.details
    seats = (Seat(seat["office_th"], seat["office_en"], seat["duty"]) for seat in table["seats"])
    return Body(table["body"], provision.id, table["body_th"], table["body_en"], tuple(seats))
