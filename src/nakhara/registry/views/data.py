"""Open data: the sets, each as CSV and JSON with its as-of time and method."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from nakhara.foundation.parties.gate import PUBLIC, gate
from nakhara.foundation.record import clock
from nakhara.registry.formats import as_csv, as_json
from nakhara.registry.queries.datasets import DATASETS


@gate(PUBLIC)
def index(request: HttpRequest) -> HttpResponse:
    """What can be taken away."""
    return render(request, "registry/data.html", {"datasets": DATASETS.values(), "now": clock.now()})


@gate(PUBLIC)
def dataset(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """One set in one form."""
    found = DATASETS.get(name)
    if found is None:
        raise Http404
    return download(form, found.name, found.columns, str(found.method), found.rows())


def download(form: str, name: str, columns, method: str, rows) -> HttpResponse:
    """Rows as `csv` or `json`; no other form is served."""
    if form == "csv":
        return as_csv(name, columns, rows, clock.now())
    if form == "json":
        return as_json(name, method, rows, clock.now())
    raise Http404
