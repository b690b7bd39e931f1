"""What other systems read: the register of designations, and the filed plan of a designated area."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from nakhara.foundation.parties.gate import PUBLIC, gate
from nakhara.foundation.record import clock
from nakhara.registry.queries.datasets import DATASETS
from nakhara.registry.views.areas import smartcity as filed_plan
from nakhara.stages.designation.formats.record import record_of
from nakhara.stages.designation.queries import designations, standing_of


@gate(PUBLIC)
def list_designations(request: HttpRequest) -> HttpResponse:
    """Every designation as its record says it, with what it is now."""
    rows = [{**record_of(row), "standing": standing_of(row.act), "area_key": row.area.key} for row in designations()]
    told = {"as_of": clock.now().isoformat(), "method": str(DATASETS["designations"].method), "designations": rows}
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})


@gate(PUBLIC)
def smartcity(request: HttpRequest, area: str) -> HttpResponse:
    """The plan of a designated area as it was filed, to the byte."""
    return filed_plan(request, area=area)
