"""Pages that say what this is, how it is made usable by everybody, and which keys work."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from nakhara.foundation.parties.gate import PUBLIC, gate


@gate(PUBLIC)
def about(request: HttpRequest) -> HttpResponse:
    """What Nakhara is."""
    return render(request, "registry/about.html")


@gate(PUBLIC)
def accessibility(request: HttpRequest) -> HttpResponse:
    """What is done so that everybody can use it, and whom to tell."""
    return render(request, "registry/accessibility.html")


@gate(PUBLIC)
def keys(request: HttpRequest) -> HttpResponse:
    """The keys, and how to turn them off."""
    return render(request, "registry/keys.html")
