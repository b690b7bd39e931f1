"""Within one data directory: chooses what the visitors ask for, and counts the database queries of each page.

Runs in a process of its own, since Django knows one directory: `python -m bench.inside DIRECTORY` prints JSON. Pages
are asked for by Django's test client, so that nothing in the product has to count. The save is undone.
"""

import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from itertools import zip_longest
from pathlib import Path
from typing import Any

from bench.pages import FEW, LISTS, MANY, PAGES
from bench.visitors import changed

MOST = 20
COUNTED = 5
LIST_VIEWS = {"list": "nakhara.registry.views.areas", "desk": "nakhara.desk.views"}
# Of what is written to the database, these are no queries but the frame of a transaction.
FRAME = re.compile(r"(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b")
DOMAIN = "demo.example"

Plan = dict[str, list[dict[str, Any]]]


def main() -> int:
    """Print what is asked for, by page, and how many queries each takes."""
    open_directory(Path(sys.argv[1]))
    asked = targets()
    print(json.dumps({"targets": asked, "queries": {page.key: count(page.key, asked) for page in PAGES}}))
    return 0


def open_directory(directory: Path) -> None:
    """Make Django ready to read a data directory."""
    os.environ |= {"NAKHARA_DATA": str(directory), "DJANGO_SETTINGS_MODULE": "nakhara.site.settings"}
    import django

    django.setup()


def targets() -> Plan:
    """For each page the addresses asked for in turn, each with the e-mail of who asks (empty: nobody signed in)."""
    from django.urls import reverse

    desk = [f"{name}@{DOMAIN}" for name in ("secretariat", "secretariat2")]
    plans = [reverse("casefile:path", args=[key]) for key in _cases()]
    sheets = [{"as": email, "at": reverse("review:sheet", args=[key])} for email, key in _sheets()]
    return {
        "list": [{"as": "", "at": reverse("registry:list")}],
        "area": [{"as": "", "at": reverse("registry:area", args=[key])} for key in _designated()],
        "desk": [{"as": email, "at": reverse("desk:cases")} for email in desk],
        "case": [{"as": desk[n % 2], "at": at} for n, at in enumerate(plans)],
        "workspace": [{"as": f"owner@{DOMAIN}", "at": reverse("casefile:workspace", args=[key])} for key in _own()],
        "sheet": sheets,
        "save": sheets,
    }


def _designated() -> list[str]:
    from nakhara.registry.queries.register import DESIGNATED, areas

    return list(areas(state=DESIGNATED).values_list("key", flat=True)[:MOST])


def _cases() -> list[str]:
    """Cases that have gone furthest and so have most to show."""
    from nakhara.stages.designation.models import Designation

    rows = Designation.objects.order_by("-designated_at", "-id")
    return list(rows.values_list("filing__application__plan__key", flat=True)[:MOST])


def _own() -> list[str]:
    from nakhara.foundation.parties.may import visible
    from nakhara.stages.plan.models import Plan

    owner = _actor(f"owner@{DOMAIN}")
    return list(visible(owner, Plan.objects.order_by("id")).values_list("key", flat=True)[:MOST])


def _actor(email: str):
    from nakhara.foundation.parties.actor import Actor
    from nakhara.foundation.parties.models import Person
    from nakhara.foundation.parties.queries import posts_of
    from nakhara.foundation.record import clock

    person = Person.objects.get(email=email)
    return Actor(person=person, post=posts_of(person, clock.now())[0])


def _sheets() -> list[tuple[str, str]]:
    """Sheets that may be written in, a different reviewer's each as far as they go."""
    from nakhara.stages.review.models import Assignment, Verdict

    closed = Verdict.objects.values("filing")
    rows = Assignment.objects.filter(conflict=False, sent_at=None, withdrawn_at=None).exclude(filing__in=closed)
    rows = rows.filter(reviewer__person__email__startswith="reviewer", reviewer__person__email__endswith=f"@{DOMAIN}")
    by_reviewer: dict[str, list[str]] = {}
    for email, key in rows.order_by("id").values_list("reviewer__person__email", "key"):
        by_reviewer.setdefault(email, []).append(key)
    turns = zip_longest(*([(email, key) for key in keys] for email, keys in sorted(by_reviewer.items())))
    return [one for turn in turns for one in turn if one][:MOST]


def count(page: str, asked: Plan) -> dict[str, int]:
    """How many queries the page takes: of several asked for, the fewest and the most; of a list, by its rows."""
    if page in LISTS:
        return {str(rows): _queries_of_list(page, asked[page][0], rows) for rows in (FEW, MANY)}
    measure = _queries_of_save if page == "save" else _queries
    counts = [measure(target) for target in asked[page][:COUNTED]]
    return {"fewest": min(counts), "most": max(counts)} if counts else {}


def _queries_of_list(page: str, target: dict[str, str], rows: int) -> int:
    with rows_a_page(page, rows):
        return _queries(target)


@contextmanager
def rows_a_page(page: str, rows: int) -> Iterator[None]:
    """Have a list show so many rows."""
    view = import_module(LIST_VIEWS[page])
    usual, view.ROWS = view.ROWS, rows
    try:
        yield
    finally:
        view.ROWS = usual


def _queries(target: dict[str, str]) -> int:
    visitor = _signed_in(target["as"])
    visitor.get(target["at"])
    return _counted(lambda: visitor.get(target["at"]), 200)


def _queries_of_save(target: dict[str, str]) -> int:
    from django.db import transaction

    visitor = _signed_in(target["as"])
    page = visitor.get(target["at"]).content.decode()
    fields = changed(page, 1)
    with transaction.atomic():
        found = _counted(lambda: visitor.post(target["at"], fields), 302)
        transaction.set_rollback(True)
    return found


def _signed_in(email: str):
    from django.test import Client

    from nakhara.foundation.parties.models import Person

    visitor = Client(SERVER_NAME="127.0.0.1")
    if email:
        visitor.force_login(Person.objects.get(email=email), "allauth.account.auth_backends.AuthenticationBackend")
    return visitor


def _counted(ask: Callable[[], Any], status: int) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        answer = ask()
    if answer.status_code != status:
        raise RuntimeError(f"{answer.request['PATH_INFO']} answered {answer.status_code}, not {status}")
    return sum(not FRAME.match(query["sql"]) for query in asked.captured_queries)


if __name__ == "__main__":
    sys.exit(main())
