"""Pages of organisations: the directory, and one of them; only its own see its people."""

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from nakhara.foundation.parties.gate import PUBLIC, gate, show
from nakhara.foundation.parties.may import may, subject_of, visible
from nakhara.foundation.parties.models import Membership, Organisation, OrganisationKind
from nakhara.foundation.parties.queries import directory, members_of, offices_of
from nakhara.look.templatetags.look import local

PAGE = 25


@gate(PUBLIC)
def organisations(request):
    """The directory of organisations, with search and kinds."""
    text, kind = request.GET.get("q", ""), request.GET.get("kind", "")
    rows = directory(text, kind if kind in OrganisationKind.values else "")
    context = {
        "q": text,
        "kind": kind,
        "kinds": OrganisationKind.choices,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "crumbs": [{"label": _("Organisations")}],
    }
    return show(request, "parties/organisations.html", context)


@gate(PUBLIC, organisation=Organisation)
def organisation(request, organisation):
    """One organisation: facts, former names, offices, and, for its own, its people."""
    people = visible(request.actor, members_of(organisation))
    context = {
        "organisation": organisation,
        "facts": _facts(request.actor, organisation),
        "former": organisation.former_states.order_by("-until"),
        "page": Paginator(offices_of(organisation), PAGE).get_page(request.GET.get("page")),
        "people": people if people.exists() else None,
        "manage": _people_page(request.actor, organisation),
        "crumbs": [
            {"label": _("Organisations"), "url": reverse("parties:organisations")},
            {"label": local(organisation, "name")},
        ],
    }
    return show(request, "parties/organisation.html", context)


def _facts(actor, organisation) -> list[tuple[str, object]]:
    rows = [
        (_("Kind"), organisation.get_kind_display()),
        (_("Stands under"), organisation.parent and local(organisation.parent, "name")),
        (_("District"), organisation.district and local(organisation.district, "name")),
        (_("Province"), organisation.province and local(organisation.province, "name")),
        (_("Letter prefix or code"), organisation.code),
    ]
    if actor.person is not None:
        rows += [(_("Juristic number"), organisation.juristic_id), (_("Legal basis"), organisation.legal_basis)]
    return rows


def _people_page(actor, organisation) -> str:
    """Where an administrator looks after the organisation's people; empty for everybody else."""
    own = actor.organisation == organisation and may(actor, "enrolment/invite", organisation)
    return subject_of(Membership).address(actor.post) if own else ""
