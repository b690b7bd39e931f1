"""The law's pages: every provision, official or the project's own, with its cases and where it is served."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from nakhara.foundation.parties.gate import PUBLIC, gate
from nakhara.registry.queries.law import (
    actor_of,
    examples_of,
    neighbours,
    places_of,
    printed,
    provisions,
    readings_of,
    roles_of,
    sections,
    values_of,
)
from nakhara.rulebook.loading import edition

ROWS = 25


def section_names() -> dict[str, str]:
    """The sections as headings."""
    return {
        "background": _("How it came to be"),
        "policy": _("Policy"),
        "dimension": _("Smarts and attributes"),
        "criteria": _("Criteria"),
        "guideline": _("Guideline in five steps"),
        "target": _("Targets"),
        "letter": _("Letters"),
        "contact": _("Offices to ask"),
        "rubric": _("Scoring"),
        "meeting": _("Meetings"),
        "term": _("Terms in days"),
        "step": _("Acts of the system"),
    }


@gate(PUBLIC)
def index(request: HttpRequest) -> HttpResponse:
    """Every provision, by section or word."""
    names = section_names()
    section = request.GET.get("section", "")
    section = section if section in names else ""
    text = request.GET.get("q", "")
    page = Paginator(provisions(section, text), ROWS).get_page(request.GET.get("page"))
    address = reverse("registry:law")
    chips = [{"label": _("All"), "url": address, "on": not section}] + [
        {"label": f"{names[name]} {count}", "url": f"{address}?section={name}", "on": name == section}
        for name, count in sections()
    ]
    context = {
        "page": page,
        "q": text,
        "chips": chips,
        "kept": [("section", section)] if section else [],
        "section": names.get(section, ""),
        "law": edition(),
    }
    return render(request, "registry/law.html", context)


@gate(PUBLIC)
def rule(request: HttpRequest, identifier: str) -> HttpResponse:
    """One provision."""
    provision = edition().provisions.get(identifier)
    if provision is None:
        raise Http404
    before, after = neighbours(provision)
    context = {
        "provision": provision,
        "section": section_names()[provision.section],
        "values": values_of(provision),
        "readings": readings_of(provision),
        "printed": printed(provision),
        "acts": actor_of(provision),
        "roles": roles_of(identifier),
        "examples": list(examples_of(identifier)),
        "places": places_of(identifier),
        "before": before,
        "after": after,
        "crumbs": [
            {"label": _("Criteria"), "url": reverse("registry:law")},
            {
                "label": section_names()[provision.section],
                "url": f"{reverse('registry:law')}?section={provision.section}",
            },
            {"label": identifier},
        ],
    }
    return render(request, "registry/rule.html", context)
