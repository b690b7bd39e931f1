"""What an installation has before anybody can act: the state's offices, the bodies of the edition with their seats.

The committee and the subcommittee come from the edition (background-1, background-2), everything else from
`data/founding.toml`. All seats are vacant.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from nakhara.foundation.parties.actions import add_seat, create_body, create_organisation, found_administration
from nakhara.foundation.parties.actor import OPERATOR
from nakhara.foundation.parties.models import Body, Organisation, SeatRole
from nakhara.rulebook.loading import edition

ROLE_OF_DUTY = {
    "chair": SeatRole.CHAIR,
    "member": SeatRole.MEMBER,
    "member-secretary": SeatRole.MEMBER_SECRETARY,
    "joint-secretary": SeatRole.MEMBER_SECRETARY,
}
BODIES = ("secretariat", "board", "working-group")


@cache
def founding() -> dict[str, Any]:
    """The data that stands beside the edition."""
    return tomllib.loads((files("nakhara.site") / "data" / "founding.toml").read_text("utf-8"))


@dataclass
class Founded:
    """The offices and bodies that were made, by their ids in the data; a working group by its dimension."""

    offices: dict[str, Organisation] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)


def found_parties(*, at: datetime) -> Founded:
    """Make the offices of the state, and the bodies with their seats."""
    found = Founded()
    found_administration(by=OPERATOR, at=at)
    for row in founding()["office"]:
        found.offices[row["id"]] = _office(row, found, at)
    _found_bodies(found, at)
    return found


def _office(row: Mapping[str, str], found: Founded, at: datetime) -> Organisation:
    return create_organisation(
        by=OPERATOR,
        kind=row["kind"],
        name_th=row["th"],
        name_en=row["en"],
        code=row["code"],
        parent=found.offices.get(row.get("parent", "")),
        at=at,
    )


def _found_bodies(found: Founded, at: datetime) -> None:
    secretariat, board, group = (founding()[name] for name in BODIES)
    bodies = found.bodies
    bodies["secretariat"] = _body(secretariat, found, at)
    above = None
    for body in edition().bodies:
        told = {"kind": body.key, "provision": body.provision, "th": body.th, "en": body.en}
        seats = [_seat_of_order(seat, found) for seat in body.seats]
        served = {"parent": above, "secretariat": bodies["secretariat"]}
        above = bodies[body.key] = _body({**told, "seats": seats}, found, at, **served)
    bodies["board"] = _body(board, found, at)
    for dimension in edition().dimensions:
        names = {"th": group["th"] + dimension.th, "en": group["en"] + dimension.en}
        under = {"parent": above, "secretariat": bodies["secretariat"], "dimensions": (dimension.key,)}
        bodies[dimension.key] = _body({**group, **names}, found, at, **under)


def _seat_of_order(seat, found: Founded) -> dict[str, str]:
    """A seat as the order names it: the title of an office's head ends in the office's name."""
    office = next((id for id, office in found.offices.items() if seat.th.endswith(office.name_th)), "")
    return {"role": ROLE_OF_DUTY[seat.duty], "th": seat.th, "en": seat.en, "office": office}


def _body(row: Mapping[str, Any], found: Founded, at: datetime, **place) -> Body:
    names = {"name_th": row["th"], "name_en": row["en"], "provision": row["provision"]}
    body = create_body(by=OPERATOR, kind=row["kind"], at=at, **names, **place)
    _seats(body, row["seats"], found, at)
    return body


def _seats(body: Body, rows: Sequence[Mapping[str, str]], found: Founded, at: datetime) -> None:
    for order, row in enumerate(rows, start=1):
        add_seat(
            by=OPERATOR,
            body=body,
            order=order,
            role=row["role"],
            title_th=row["th"],
            title_en=row["en"],
            office=found.offices.get(row.get("office", "")),
            since=at.date(),
            at=at,
        )
