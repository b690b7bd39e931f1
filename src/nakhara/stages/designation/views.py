"""Pages of a designation: the certificate, as a page at once and as a PDF when the worker has made it; its record."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from nakhara.foundation.documents.views import attachment
from nakhara.foundation.parties.gate import PUBLIC, gate
from nakhara.foundation.record import clock
from nakhara.stages.designation.formats.certificate import qr_svg, texts_of
from nakhara.stages.designation.formats.record import record_of
from nakhara.stages.designation.models import Certificate, Designation
from nakhara.stages.designation.queries import designations, standing


@gate(PUBLIC, designation=Designation)
def certificate(request: HttpRequest, designation: Designation) -> HttpResponse:
    """The certificate on A4; a designation that is no longer in force says so above it."""
    designation = designations().get(pk=designation.pk)
    context = {
        "designation": designation,
        "texts": texts_of(designation),
        # made by segno from our own address: digits and commands, no text
        "qr": mark_safe(qr_svg(designation.number)),
        "made": Certificate.objects.filter(designation=designation).exists(),
        "standing": standing(designation, clock.today()),
    }
    return render(request, "designation/certificate.html", context)


@gate(PUBLIC, designation=Designation)
def pdf(request: HttpRequest, designation: Designation) -> HttpResponse:
    """The PDF; there is none until the worker has made it."""
    made = Certificate.objects.filter(designation=designation).select_related("document__blob").first()
    if made is None:
        raise Http404
    return attachment(made.document)


@gate(PUBLIC, designation=Designation)
def data(request: HttpRequest, designation: Designation) -> HttpResponse:
    """The designation's record as JSON, as it is attached to the PDF."""
    return JsonResponse(record_of(designations().get(pk=designation.pk)), json_dumps_params={"ensure_ascii": False})
