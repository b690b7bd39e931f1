"""Who keeps the letters of offices."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from nakhara.foundation.parties.models import Membership, Organisation, OrganisationKind, Person
from nakhara.foundation.parties.queries import current


def clerks_of(offices: Iterable[Organisation], at: datetime) -> list[Person]:
    """The clerks of these organisations, and of the offices that act for them, each once."""
    keys = [office.pk for office in offices]
    inside = Q(organisation__kind=OrganisationKind.OFFICE, organisation__parent__in=keys)
    rows = Membership.objects.filter(current(at), Q(organisation__in=keys) | inside, clerks=True)
    return list(Person.objects.filter(pk__in=rows.values("person")))
