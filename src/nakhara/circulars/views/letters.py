"""Letters: the list, one letter with all that hangs on it, its A4 print, who has it."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from nakhara.circulars.formats import Stamp, as_csv, faces_of, stamp_of, subject_of_letter
from nakhara.circulars.forms import PlainForm
from nakhara.circulars.models import Dispatch, Letter
from nakhara.circulars.queries.cascade import TIERS, Cascade
from nakhara.circulars.queries.delays import delays, line
from nakhara.circulars.queries.letters import around, dispatch_to, search_letters
from nakhara.circulars.subjects import offices_of
from nakhara.foundation.documents.queries import cited_by
from nakhara.foundation.parties.gate import PUBLIC, SEE, gate
from nakhara.foundation.parties.may import may, visible
from nakhara.foundation.places.queries import province_choices
from nakhara.foundation.record import clock
from nakhara.look.charts import tiers, tile_legend, tile_map
from nakhara.rulebook.loading import edition

PAGE = 25


@gate(PUBLIC)
def list_letters(request: HttpRequest) -> HttpResponse:
    """Letters the reader may see, newest first."""
    text = request.GET.get("q", "")
    rows = search_letters(visible(request.actor, Letter.objects.filter(draft=False)), text)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "q": text, "crumbs": [{"label": _("Letters")}], "tabs": tabs_of(request, "letters")}
    return render(request, "circulars/list.html", context)


def tabs_of(request: HttpRequest, here: str) -> list[dict]:
    """The ways through an office's letters; a visitor has only the list."""
    if not offices_of(request.actor):
        return []
    rows = [
        ("inbox", _("Waiting"), reverse("circulars:inbox")),
        ("in", _("Received"), reverse("circulars:register", args=["in"])),
        ("out", _("Sent"), reverse("circulars:register", args=["out"])),
        ("out-circular", _("Circulars sent"), reverse("circulars:register", args=["out-circular"])),
        ("drafts", _("Drafts"), reverse("circulars:drafts")),
        ("letters", _("All letters"), reverse("circulars:list")),
    ]
    return [{"label": label, "url": url, "on": name == here} for name, label, url in rows]


@gate(PUBLIC, letter=Letter)
def show_letter(request: HttpRequest, letter: Letter) -> HttpResponse:
    """A letter: its face as printed and as read, enclosures, asks, stamps, and what the reader's office did with it."""
    hanging = around(letter)
    dispatch = dispatch_to(letter, offices_of(request.actor))
    context = {
        "letter": letter,
        "subject": subject_of_letter(letter),
        "around": hanging,
        "faces": faces_of(letter) if letter.provision else [],
        "law": edition().provision(letter.provision) if letter.provision else None,
        "stamps": [{"receipt": row, "stamp": stamp_of(row)} for row in hanging.receipts],
        "files": cited_by(letter),
        "own": own_part(request, dispatch),
        "may_send": may(request.actor, "letter/send", letter),
        "plain": PlainForm(),
        "crumbs": [
            {"label": _("Letters"), "url": reverse("circulars:list")},
            {"label": letter.number or letter.subject},
        ],
    }
    return render(request, "circulars/letter.html", context)


def own_part(request: HttpRequest, dispatch) -> dict | None:
    """What the reader's office has of a letter: the stamp, or that it is due."""
    if dispatch is None:
        return None
    receipt = getattr(dispatch, "receipt", None)
    return {
        "dispatch": dispatch,
        "receipt": receipt,
        "stamp": stamp_or_due(dispatch),
        "handovers": list(receipt.handovers.select_related("section").order_by("id")) if receipt else [],
        "may": may(request.actor, "letter/receive", dispatch),
        # a founding receipt was stamped by an office of the receiver, long ago
        "ours": receipt is not None and not receipt.provision,
    }


@gate(PUBLIC, letter=Letter)
def print_letter(request: HttpRequest, letter: Letter) -> HttpResponse:
    """A letter on A4, in Thai digits, with the reader's office's stamp."""
    hanging = around(letter)
    dispatch = dispatch_to(letter, offices_of(request.actor))
    receipt = getattr(dispatch, "receipt", None) if dispatch else None
    stamps = [stamp_of(receipt)] if receipt else [stamp_of(row) for row in hanging.receipts[:1]]
    context = {
        "letter": letter,
        "around": hanging,
        "stamp": stamps[0] if stamps else None,
        "law": edition().provision(letter.provision) if letter.provision else None,
        "paragraphs": [part.strip() for part in letter.body.split("\n\n") if part.strip()],
        "signed": [line for line in letter.signed_as.splitlines() if line.strip()],
        "files": cited_by(letter),
        "back": {"label": _("Back to the letter"), "url": reverse("circulars:letter", args=[letter.key])},
    }
    return render(request, "circulars/print_letter.html", context)


@gate(SEE, letter=Letter)
def show_cascade(request: HttpRequest, letter: Letter) -> HttpResponse:
    """Who has a letter, tier by tier, and which offices are silent, for how long, and where it is held up."""
    cascade, at = Cascade(letter), clock.now()
    rows = cascade.tiers()
    key = tier_asked(request, [row.key for row in rows])
    province = request.GET.get("province", "")
    page = Paginator(cascade.silent(key, province), PAGE).get_page(request.GET.get("page"))
    context = {
        "letter": letter,
        "subject": subject_of_letter(letter),
        "now": at,
        "tiers": rows,
        "names": tier_names(),
        "last": rows[-1] if rows else None,
        "chart": tiers(chart_rows(letter, rows)),
        "stamps": [stamp_or_due(row) for row in line(cascade, request.actor.organisation)],
        "map": map_of(cascade, request.path),
        "legend": tile_legend(legend()),
        "tier": next((row for row in rows if row.key == key), None),
        "page": page,
        "delays": delays(cascade, page.object_list, at),
        "province": province,
        "provinces": province_choices(),
        "chips": [{"label": tier_names()[row.key], "url": f"?tier={row.key}", "on": row.key == key} for row in rows],
        "crumbs": [
            {"label": _("Letters"), "url": reverse("circulars:list")},
            {"label": letter.number or letter.subject, "url": reverse("circulars:letter", args=[letter.key])},
            {"label": _("Who has it")},
        ],
    }
    return render(request, "circulars/cascade.html", context)


def stamp_or_due(dispatch: Dispatch) -> Stamp | dict:
    """The stamp of an office on the way, or that one is due."""
    receipt = getattr(dispatch, "receipt", None)
    return stamp_of(receipt) if receipt else {"office": dispatch.receiver.name_th}


def tier_asked(request: HttpRequest, keys: list[str]) -> str:
    """The tier whose silent offices are listed: the one asked for, else the lowest."""
    asked = request.GET.get("tier", "")
    return asked if asked in keys else keys[-1] if keys else "local"


def tier_names() -> dict[str, str]:
    """How tiers are called."""
    return {
        "department": _("Departments"),
        "province": _("Provinces"),
        "district": _("Districts"),
        "local": _("Local authorities"),
    }


def chart_rows(letter: Letter, rows) -> list[dict]:
    """The tiers as the chart takes them, the sender first."""
    names = tier_names()
    sender = (
        [{"name": letter.sender.name_th, "received": 1, "total": 1, "note": _("sent the letter")}]
        if letter.sender
        else []
    )
    return sender + [{"name": names[row.key], "received": row.received, "total": row.total} for row in rows]


def map_of(cascade: Cascade, path: str) -> str:
    """The share of each province's local authorities that have received, as a tile map."""
    names, values = dict(province_choices()), {}
    for code, (total, received) in cascade.by_province().items():
        share = 100 * received // total
        title = f"{names.get(code, code)} {received}/{total}"
        values[code] = (_shade(received, total), share, f"{path}?tier=local&province={code}#silent", title)
    return tile_map(values, _("Share of local authorities that have received, by province"))


def _shade(received: int, total: int) -> str:
    if received == total:
        return "q4"
    share = 100 * received // total
    return "q1" if share < 60 else "q2" if share < 75 else "q3"


def legend() -> list[tuple[str, str]]:
    """What the squares of the map mean."""
    return [
        ("q1", _("under 60")),
        ("q2", "60–74"),
        ("q3", "75–99"),
        ("q4", _("all of them")),
        ("", _("not on the way")),
    ]


@gate(SEE, letter=Letter)
def cascade_csv(request: HttpRequest, letter: Letter) -> HttpResponse:
    """Every silent office of a tier, to take away."""
    cascade, at = Cascade(letter), clock.now()
    key = tier_asked(request, [*TIERS])
    rows = delays(cascade, cascade.silent(key, request.GET.get("province", "")), at)
    header = ["office", "kind", "province", "state", "held_at", "since", "days"]
    table = (
        [
            row.office.name_th,
            row.office.kind,
            row.office.province_id or "",
            row.state,
            row.at_office.name_th if row.at_office else "",
            row.since.isoformat() if row.since else "",
            "" if row.days is None else row.days,
        ]
        for row in rows
    )
    answer = HttpResponse(as_csv(header, table), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="silent-{key}.csv"'
    return answer
