"""Every role at every route, on its own and on others' things, against a literal table (`access.txt`).

The country is the demo's. Under each route stand the answers to GET and then to an empty POST, for up to two things
of the route's kind (the first and the last), and the roles that get them. To take a change into the table:
`ACCESS=write pytest tests/test_access.py`, then look at every line of the difference before committing it.
"""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from nakhara.demo.build import build
from nakhara.demo.people import DOMAIN
from nakhara.foundation.documents.tests.factories import a_document
from nakhara.foundation.enrolment.actions import invite, request_enrolment
from nakhara.foundation.parties.actions import declare_interest
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.gate import Policy
from nakhara.foundation.parties.models import Appointment, InterestKind, Membership, Organisation, Person
from nakhara.foundation.parties.queries import posts_of
from nakhara.foundation.parties.tests.factories import a_person, acting, login
from nakhara.foundation.places.actions import load_directory
from nakhara.foundation.places.models import Area, Province
from nakhara.foundation.record.models import Event
from nakhara.site.urls import POLICIES
from nakhara.stages.designation.models import Designation
from nakhara.stages.investment_promotion.actions import claim_promotion

NEWCOMER = "newcomer"
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


# One for each kind of post; the demo's other people hold posts like theirs.
ROLES = (
    *("owner", "owner2", "helper", "secretariat", "subcommittee", "chair", "member", "board"),
    *("ministry", "department", "province", "district", "local", "reviewer1", "reviewer4"),
)


@pytest.fixture(scope="module")
def country(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The demo's country, taken away again afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_directory()
        build(lambda _step: None)
        _add_what_the_demo_lacks()
        yield
        transaction.set_rollback(True)


def _add_what_the_demo_lacks() -> None:
    """Things of kinds that the demo shows only once somebody has acted."""
    at = timezone.now()
    newcomer = Actor(person=a_person(NEWCOMER))
    request_enrolment(
        by=newcomer,
        kind="town",
        name_th="เทศบาลเมืองทดลอง",
        juristic_id="0994000000774",
        legal_basis="พระราชบัญญัติเทศบาล พ.ศ. ๒๔๙๖",
        province=Province.objects.get(code="53"),
        title_th="ปลัดเทศบาล",
        letter=a_document(by=newcomer),
        letter_number="อต ๕๒๐๐๑/๑๒",
        letter_dated=at.date(),
        at=at,
    )
    owner = acting(_posts()["owner"])
    rights = {"edits": True, "signs": False, "administers": False, "clerks": False}
    invite(by=owner, organisation=owner.organisation, email="invited@city.example", rights=rights, at=at)
    claim_promotion(
        by=owner, designation=Designation.objects.get(), activity="ศูนย์ข้อมูลเมือง", investment_baht=Decimal(10**7), at=at
    )
    reviewer = acting(_posts()["reviewer1"])
    declare_interest(
        by=reviewer,
        person=reviewer.person,
        organisation=Organisation.objects.filter(kind="department").earliest("id"),
        kind=InterestKind.EMPLOYMENT,
        since=at.date(),
        at=at,
    )


@pytest.fixture(scope="module")
def people(country) -> dict[str, Client]:
    """A signed-in client for each role, and the public's."""
    newcomer = Person.objects.get(email=f"{NEWCOMER}@test.example")
    operator = Person.objects.get(email=f"admin@{DOMAIN}")
    return {
        "public": Client(),
        "newcomer": _without_post(newcomer),
        **{role: login(Client(), post) for role, post in _posts().items()},
        "operator": _without_post(operator),
    }


def _without_post(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _posts() -> dict[str, Membership | Appointment]:
    """The first post of each role's person, and reviewer4's second: one person may act from either."""
    posts = {}
    for role in ROLES:
        first, *more = posts_of(Person.objects.get(email=f"{role}@{DOMAIN}"), timezone.now())
        posts |= {role: first} | ({f"{role}.2": more[0]} if role == "reviewer4" else {})
    return posts


def _addresses(route: str, policy: Policy) -> list[str]:
    """The route's addresses: one for each thing it is tried on."""
    models = {"area": Area} | dict(policy.models)
    choices = []
    for name in PART.findall(route):
        if name in models:
            keys = list(models[name]._default_manager.order_by("pk").values_list("key", flat=True))
            choices.append(list(dict.fromkeys([keys[0], keys[-1]])) if keys else [])
        else:
            choices.append([VALUES[name]])
    return [_filled(route, values) for values in product(*choices)]


def _filled(route: str, values) -> str:
    rest = iter(values)
    return "/" + PART.sub(lambda _part: next(rest), route)


def _own_routes() -> dict[str, Policy]:
    return {route: policy for route, policy in POLICIES.items() if not route.startswith("accounts/")}


def _asked(verb: Callable, address: str):
    """The answer; a file that it streams is read to its end, where it closes."""
    answer = verb(address)
    if answer.streaming:
        b"".join(answer)
    return answer


def test_every_role_at_every_route_answers_as_the_table_says_and_anothers_thing_like_a_missing_one(people):
    events = Event.objects.count()
    lines, different = [], []
    for route, policy in _own_routes().items():
        lines.append(f"{route}  [{policy.step}]")
        answers: dict[str, list[str]] = {}
        for role, client in people.items():
            walked = _walk(client, route, policy)
            answers.setdefault(f"{walked.gets} | {walked.posts}", []).append(role)
            different += [(role, address) for address in walked.told_apart]
        lines += [f"    {found:<40} {' '.join(roles)}" for found, roles in answers.items()]
    if os.environ.get("ACCESS") == "write":
        TABLE.write_text("\n".join(lines) + "\n", "utf-8")
    assert different == []
    assert "\n".join(lines) + "\n" == TABLE.read_text("utf-8")
    assert Event.objects.count() == events


@dataclass(frozen=True)
class Walked:
    """The answers at one route, and the addresses whose refusal differs from that of a thing that is not there."""

    gets: str
    posts: str
    told_apart: list[str]


def _walk(client: Client, route: str, policy: Policy) -> Walked:
    gets, posts, told_apart = [], [], []
    missing, nothing = _missing(route, policy), None
    for address in _addresses(route, policy):
        with transaction.atomic():
            found = _asked(client.get, address)
            transaction.set_rollback(True)
        if missing and _is_refused(found):
            nothing = nothing or client.get(missing)
            if _body(found) != _body(nothing, missing, address):
                told_apart.append(address)
        gets.append(str(found.status_code))
        with transaction.atomic():
            posts.append(str(_asked(client.post, address).status_code))
            transaction.set_rollback(True)
    return Walked(" ".join(gets), " ".join(posts), told_apart)


def _missing(route: str, policy: Policy) -> str:
    """The route's address with a key that no thing has; empty where the route names none."""
    names = PART.findall(route)
    models = dict(policy.models)
    return _filled(route, [MISSING if n in models else VALUES[n] for n in names]) if models.keys() & set(names) else ""


def _is_refused(answer) -> bool:
    """Not there, or sign in first; other redirects lead one on from one's own."""
    return answer.status_code == 404 or answer.headers.get("Location", "").startswith(reverse("account_login"))


def _body(answer, here: str = "", there: str = "") -> tuple[int, bytes]:
    text = TOKEN.sub(b"", answer.content)
    return answer.status_code, text.replace(here.encode(), there.encode()) if here else text
