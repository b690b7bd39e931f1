"""Where a letter is held up on its way to an office, and the stamps along one line of offices."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from nakhara.circulars.models import Dispatch
from nakhara.circulars.queries.cascade import LOCAL, UPPER, Cascade
from nakhara.circulars.queries.routes import whole
from nakhara.foundation.parties.models import Organisation
from nakhara.foundation.parties.models import OrganisationKind as Kind

Place = tuple[str, str | None]


@dataclass(frozen=True)
class Delay:
    """Where a letter stands that an office has not received: `sent`, `held` above, `unreceived` above, or `unsent`."""

    office: Organisation
    at_office: Organisation | None
    state: str
    since: date | None
    days: int | None


def delays(cascade: Cascade, offices: Iterable[Organisation], at: datetime) -> list[Delay]:
    """Why each of these offices has not got the letter, and for how many days."""
    offices, today = list(offices), timezone.localtime(at).date()
    above = _offices_at({place for one in offices for place in _above(one)})
    wanted = {one.pk for one in offices} | {one.pk for one in above.values()}
    rows = cascade.dispatches.filter(receiver__in=wanted).select_related("receipt").order_by("sent_at")
    sent = {row.receiver_id: row for row in rows}
    return [_delay(one, [above[place] for place in _above(one) if place in above], sent, today) for one in offices]


def _above(office: Organisation) -> list[Place]:
    """The offices through which a letter comes, the nearest first."""
    province = (Kind.PROVINCE, office.province_id)
    if office.kind in (Kind.SUBDISTRICT_MUNICIPALITY, Kind.SAO):
        return [(Kind.DISTRICT, office.district_id), province]
    return [] if office.kind in (Kind.PROVINCE, Kind.DEPARTMENT) else [province]


def _offices_at(places: set[Place]) -> dict[Place, Organisation]:
    provinces = {place for kind, place in places if kind == Kind.PROVINCE}
    districts = {place for kind, place in places if kind == Kind.DISTRICT}
    rows = Organisation.objects.filter(
        Q(kind=Kind.PROVINCE, province__in=provinces) | Q(kind=Kind.DISTRICT, district__in=districts)
    )
    return {(row.kind, row.district_id if row.kind == Kind.DISTRICT else row.province_id): row for row in rows}


def _delay(office: Organisation, above: list[Organisation], sent: dict[int, Dispatch], today: date) -> Delay:
    if office.pk in sent:
        return _since(office, None, "sent", _day(sent[office.pk]), today)
    for one in above:
        if one.pk in sent:
            receipt = getattr(sent[one.pk], "receipt", None)
            if receipt is None:
                return _since(office, one, "unreceived", _day(sent[one.pk]), today)
            return _since(office, one, "held", receipt.received_on, today)
    return Delay(office, None, "unsent", None, None)


def _day(dispatch: Dispatch) -> date:
    return timezone.localtime(dispatch.sent_at).date()


def _since(office: Organisation, above: Organisation | None, state: str, day: date | None, today: date) -> Delay:
    return Delay(office, above, state, day, (today - day).days if day else None)


def line(cascade: Cascade, office: Organisation | None) -> list[Dispatch]:
    """The dispatches along the way to an office, tier by tier; where there is none, to the furthest that received.

    Each has its receipt at hand; the last one may have none yet.
    """
    rows = cascade.dispatches.select_related("receipt__office", "receiver").order_by("sent_at", "id")
    end = whole(office) if office is not None and office.province_id else _furthest(rows)
    if end is None:
        return []
    by_tier = {}
    for row in rows.filter(_on_the_way(end)):
        by_tier.setdefault(row.receiver.kind if row.receiver.kind in UPPER else "local", row)
    return [by_tier[tier] for tier in (*UPPER, "local") if tier in by_tier]


def _furthest(rows) -> Organisation | None:
    received = rows.filter(receipt__isnull=False)
    for kinds in (LOCAL, *((kind,) for kind in reversed(UPPER))):
        if last := received.filter(receiver__kind__in=kinds).first():
            return last.receiver
    return None


def _on_the_way(end: Organisation) -> Q:
    upper = Q(receiver__kind=Kind.DEPARTMENT) | Q(receiver__kind=Kind.PROVINCE, receiver__province=end.province_id)
    district = Q(receiver__kind=Kind.DISTRICT, receiver__district=end.district_id) & Q(receiver__district__isnull=False)
    return upper | district | Q(receiver=end)
