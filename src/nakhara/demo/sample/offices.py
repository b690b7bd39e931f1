"""Who takes part in every case: secretariat, panels, the open round, the papers' bytes, places; all the demo's."""

from collections import defaultdict
from datetime import datetime
from functools import cached_property

from nakhara.demo.paper import paper
from nakhara.demo.sample.words import Place, table
from nakhara.foundation.documents.formats.holding import hold
from nakhara.foundation.documents.models import Blob
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.models import Appointment, Body, BodyDimension, BodyKind, Person, SeatRole
from nakhara.foundation.parties.queries import people_in
from nakhara.foundation.places.models import District
from nakhara.rulebook.scoring import OVERALL
from nakhara.stages.application.models import Round

PDF = "application/pdf"


class Offices:
    """The bodies with their people, as they stand throughout a sample."""

    def __init__(self) -> None:
        self.secretary = self.clerk_of(BodyKind.SECRETARIAT)
        self.round = Round.objects.order_by("opens_at", "id").last()
        self.panels = {**self._groups(), OVERALL: self.sitters(self.body(BodyKind.SUBCOMMITTEE), voting=True)}

    @cached_property
    def since(self) -> datetime:
        """From when on every body sits and applications are taken."""
        seats = Appointment.objects.filter(until=None).order_by("since").values_list("since", flat=True)
        return max(seats.last(), self.round.opens_at)

    @cached_property
    def secretariat(self) -> list[Person]:
        """Whoever checks completeness, and is told so."""
        return people_in(self.body(BodyKind.SECRETARIAT), self.since)

    @cached_property
    def reviewers(self) -> dict[int, Actor]:
        """Each sitter of a panel, acting from the seat, by the appointment's id."""
        return {row.pk: Actor(person=row.person, post=row) for panel in self.panels.values() for row in panel}

    def body(self, kind: str) -> Body:
        """The first body of a kind."""
        return Body.objects.filter(kind=kind).order_by("id").first()

    def sitters(self, body: Body, *, voting: bool = False) -> list[Appointment]:
        """Who sits in a body, in the order of its seats; secretaries have no vote."""
        rows = Appointment.objects.filter(seat__body=body, until=None).select_related("person", "seat__body")
        return list((rows.exclude(seat__role=SeatRole.SECRETARY) if voting else rows).order_by("seat__order"))

    def clerk_of(self, kind: str) -> Actor:
        """The first sitter of a body, acting from the seat."""
        first = self.sitters(self.body(kind))[0]
        return Actor(person=first.person, post=first)

    def chair_of(self, kind: str) -> Actor:
        """The chair of a body, acting from the seat."""
        chair = next(row for row in self.sitters(self.body(kind)) if row.seat.role == SeatRole.CHAIR)
        return Actor(person=chair.person, post=chair)

    def _groups(self) -> dict[str, list[Appointment]]:
        rows = BodyDimension.objects.filter(body__kind=BodyKind.WORKING_GROUP).order_by("body").select_related("body")
        return {row.dimension: self.sitters(row.body, voting=True) for row in rows}

    @cached_property
    def blobs(self) -> list[Blob]:
        """The bytes of the papers, kept once for all cases."""
        return [_keep(title, self.since) for title in table()["papers"]["titles"]]


def _keep(title: str, at: datetime) -> Blob:
    held = hold([bytes_of(title)], f"{title}.pdf")
    values = {"size": held.size, "media_type": PDF, "stored_at": at}
    blob, _made = Blob.objects.get_or_create(sha256=held.sha256, defaults=values)
    held.keep()
    return blob


def bytes_of(title: str) -> bytes:
    """A paper of that title."""
    return paper(title, "หน่วยงานตัวอย่าง")


def places() -> dict[str, list[Place]]:
    """Every district by its province's code."""
    found: dict[str, list[Place]] = defaultdict(list)
    for row in District.objects.select_related("province").order_by("code"):
        names = row.province.name_th, row.province.name_en, row.code, row.name_th, row.name_en
        found[row.province_id].append(Place(row.province_id, *names))
    return dict(found)
