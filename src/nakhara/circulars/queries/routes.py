"""To whom an office writes: the routing seen in the founding letters (endorsement-A, letter-A, letter-B).

A ministry writes to its departments and to the provinces, a department to the provinces; a province to its districts,
its provincial administrative organisation and its city and town municipalities; a district to its subdistrict
municipalities and subdistrict administrative organisations. Bangkok is on nobody's route.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from nakhara.foundation.parties.models import Organisation
from nakhara.foundation.parties.models import OrganisationKind as Kind
from nakhara.foundation.places.queries import BANGKOK

GROUPS = {
    "departments": (Kind.DEPARTMENT,),
    "provinces": (Kind.PROVINCE,),
    "districts": (Kind.DISTRICT,),
    "pao": (Kind.PAO,),
    "municipalities": (Kind.CITY, Kind.TOWN),
    "subdistrict-municipalities": (Kind.SUBDISTRICT_MUNICIPALITY,),
    "saos": (Kind.SAO,),
}
ROUTES = {
    Kind.MINISTRY: ("departments", "provinces"),
    Kind.DEPARTMENT: ("provinces",),
    Kind.AGENCY: ("provinces",),
    Kind.PROVINCE: ("districts", "pao", "municipalities"),
    Kind.DISTRICT: ("subdistrict-municipalities", "saos"),
}


@dataclass(frozen=True)
class Group:
    """Addressees of one kind, as a letter names them together ("every district officer")."""

    key: str
    label: str
    members: list[Organisation]


def labels() -> dict[str, str]:
    """How groups are called."""
    return {
        "departments": _("Departments of the ministry"),
        "provinces": _("Provinces"),
        "districts": _("Districts"),
        "pao": _("Provincial administrative organisation"),
        "municipalities": _("City and town municipalities"),
        "subdistrict-municipalities": _("Subdistrict municipalities"),
        "saos": _("Subdistrict administrative organisations"),
    }


def whole(office: Organisation) -> Organisation:
    """The ministry, department, province or district of which an office is part; itself if it is none."""
    while office.kind == Kind.OFFICE and office.parent is not None:
        office = office.parent
    return office


def below(office: Organisation) -> list[Group]:
    """The offices of the tier below, in groups."""
    writer = whole(office)
    keys = ROUTES.get(writer.kind, ())
    kinds = [kind for key in keys for kind in GROUPS[key]]
    rows = Organisation.objects.filter(_within(writer), kind__in=kinds, until=None).order_by("sort_key", "id")
    found = list(rows)
    names = labels()
    groups = (Group(key, names[key], [row for row in found if row.kind in GROUPS[key]]) for key in keys)
    return [group for group in groups if group.members]


def _within(writer: Organisation) -> Q:
    if writer.kind == Kind.PROVINCE:
        return Q(province=writer.province_id)
    if writer.kind == Kind.DISTRICT:
        return Q(district=writer.district_id)
    if writer.kind == Kind.MINISTRY:
        return Q(kind=Kind.PROVINCE) & ~Q(province=BANGKOK) | Q(kind=Kind.DEPARTMENT, parent=writer)
    return ~Q(province=BANGKOK)


def chosen_below(office: Organisation, chosen: Iterable[str]) -> list[Organisation]:
    """The offices meant by keys and by `all:group`, each once: groups become their members at this moment."""
    wanted = set(chosen)
    groups = below(office)
    return [one for group in groups for one in group.members if f"all:{group.key}" in wanted or one.key in wanted]


def sections_of(office: Organisation) -> list[Organisation]:
    """The divisions of an office and the sections of these."""
    rows = Organisation.objects.filter(kind=Kind.OFFICE, until=None)
    return list(rows.filter(Q(parent=office) | Q(parent__parent=office)).order_by("sort_key", "id"))
