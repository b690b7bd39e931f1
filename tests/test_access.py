"""Every role at every route, on its own and on others' things, against a literal table (`access.txt`).

The country is the demo's. Under each route stand the answers to GET and then to an empty POST, for up to three things
of the route's kind (the first, the middle and the last), and the roles that get them. To take a change into the table:
`ACCESS=write pytest tests/test_access.py`, then look at every line of the difference before committing it.
"""

import os
import re
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from nakhara.demo.build import build
from nakhara.demo.people import DOMAIN
from nakhara.foundation.parties.gate import Policy
from nakhara.foundation.parties.models import Appointment, Membership, Person
from nakhara.foundation.parties.queries import posts_of
from nakhara.foundation.parties.tests.factories import a_person, login
from nakhara.foundation.places.actions import load_directory
from nakhara.foundation.places.models import Area
from nakhara.foundation.record.models import Event
from nakhara.site.urls import POLICIES

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).parent / "access.txt"
MISSING = "2345678923456789"
# What stands for the parts of an address that name no thing.
VALUES = {
    "about": "criteria-1.4",
    "book": "in",
    "form": "csv",
    "identifier": "criteria-1.4",
    "kind": "approval",
    "name": "designations",
    "part": "environment",
    "province": "53",
    "provision": "criteria-1.4",
    "section": "vision",
    "token": "no-such-token",
}
PART = re.compile(r"<(?:\w+:)?(\w+)>")
TOKEN = re.compile(rb'name="(?:csrfmiddlewaretoken|idempotency_key)" value="[^"]*"')


@pytest.fixture(scope="module")
def country(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The demo's country, taken away again afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_directory()
        build(lambda _step: None)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def people(country) -> dict[str, Client]:
    """A signed-in client for each role, and the public's."""
    clients = {"public": Client()}
    newcomer = Client()
    newcomer.force_login(a_person(), backend="allauth.account.auth_backends.AuthenticationBackend")
    clients["newcomer"] = newcomer
    for role, post in _posts().items():
        clients[role] = login(Client(), post)
    operator = Client()
    operator.force_login(
        Person.objects.get(email=f"admin@{DOMAIN}"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    clients["operator"] = operator
    return clients


def _posts() -> dict[str, Membership | Appointment]:
    """Roles by the posts of the demo's people; a person of several posts gives several roles."""
    posts = {}
    for person in Person.objects.filter(email__endswith=f"@{DOMAIN}").order_by("id"):
        role = person.email.removesuffix(f"@{DOMAIN}")
        if not person.has_usable_password():
            continue
        for number, post in enumerate(posts_of(person, timezone.now()), start=1):
            posts[role if number == 1 else f"{role}.{number}"] = post
    return posts


def _addresses(route: str, policy: Policy) -> list[str]:
    """The route's addresses: one for each thing it is tried on."""
    models = {"area": Area} | dict(policy.models)
    choices = []
    for name in PART.findall(route):
        if name in models:
            keys = list(models[name]._default_manager.order_by("pk").values_list("key", flat=True))
            choices.append(_three(keys))
        else:
            choices.append([VALUES[name]])
    return [_filled(route, values) for values in product(*choices)]


def _three(keys: list[str]) -> list[str]:
    return list(dict.fromkeys([keys[0], keys[len(keys) // 2], keys[-1]])) if keys else []


def _filled(route: str, values) -> str:
    rest = iter(values)
    return "/" + PART.sub(lambda _part: next(rest), route)


def _own_routes() -> dict[str, Policy]:
    return {route: policy for route, policy in POLICIES.items() if not route.startswith("accounts/")}


def _answers(client: Client, route: str, policy: Policy) -> str:
    gets, posts = [], []
    for address in _addresses(route, policy):
        for verb, found in ((client.get, gets), (client.post, posts)):
            with transaction.atomic():
                found.append(str(_asked(verb, address).status_code))
                transaction.set_rollback(True)
    return f"{' '.join(gets)} | {' '.join(posts)}"


def _asked(verb: Callable, address: str):
    """The answer; a file that it streams is read to its end, where it closes."""
    answer = verb(address)
    if answer.streaming:
        b"".join(answer)
    return answer


def test_every_role_at_every_route_answers_as_the_table_says(people):
    events = Event.objects.count()
    lines = []
    for route, policy in _own_routes().items():
        lines.append(f"{route}  [{policy.step}]")
        answers: dict[str, list[str]] = {}
        for role, client in people.items():
            answers.setdefault(_answers(client, route, policy), []).append(role)
        lines += [f"    {found:<40} {' '.join(roles)}" for found, roles in answers.items()]
    if os.environ.get("ACCESS") == "write":
        TABLE.write_text("\n".join(lines) + "\n", "utf-8")
    assert "\n".join(lines) + "\n" == TABLE.read_text("utf-8")
    assert Event.objects.count() == events


def test_anothers_thing_and_a_missing_one_answer_alike(people):
    different = []
    for route, policy in _own_routes().items():
        names = [name for name in PART.findall(route) if name in dict(policy.models)]
        if not names:
            continue
        missing = _filled(route, [MISSING if n in names else VALUES[n] for n in PART.findall(route)])
        for role, client in people.items():
            nothing = client.get(missing)
            for address in _addresses(route, policy):
                found = _asked(client.get, address)
                if _is_refused(found) and _body(found) != _body(nothing, missing, address):
                    different.append((role, address))
    assert different == []


def _is_refused(answer) -> bool:
    """Not there, or sign in first; other redirects lead one on from one's own."""
    return answer.status_code == 404 or answer.headers.get("Location", "").startswith(reverse("account_login"))


def _body(answer, here: str = "", there: str = "") -> tuple[int, bytes]:
    text = TOKEN.sub(b"", answer.content)
    return answer.status_code, text.replace(here.encode(), there.encode()) if here else text
