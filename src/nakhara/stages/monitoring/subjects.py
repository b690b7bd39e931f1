"""What a promise and a report are called and where they are; both are public, as the designation is (criteria-1.5)."""

from collections.abc import Callable

from django.db.models import Model, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from nakhara.foundation.parties.may import Subject, owner_roles, register
from nakhara.stages.designation.models import Designation
from nakhara.stages.monitoring.models import Promise, Report

EVERYBODY = Q(pk__isnull=False)


def page_of(designation: Designation) -> str:
    """The page of a designation's promises and reports."""
    return reverse("monitoring:designation", args=[designation.key])


def register_subjects() -> None:
    """Make promises and reports known."""
    register(_subject(Promise, lambda promise: promise.name))
    register(_subject(Report, lambda report: _("Progress report %d") % report.sequence))


def _subject(model: type[Model], title: Callable[[Model], str]) -> Subject:
    return Subject(
        model=model,
        title=title,
        address=lambda row: page_of(row.designation),
        roles=lambda actor, row: owner_roles(actor, row.designation.area),
        visible=lambda actor: EVERYBODY,
    )
