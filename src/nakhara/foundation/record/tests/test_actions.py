"""Events, numbers, answers and versions, one writer at a time."""

import hashlib
import json

import pytest

from nakhara.foundation.parties.models import Organisation
from nakhara.foundation.record.actions import claim_version, commitment, keep_edition, next_number, once, record
from nakhara.foundation.record.models import Answered, Disclosure, Event, KeptEdition, Series
from nakhara.foundation.record.queries import body_of, events_of, last_moment
from nakhara.foundation.record.refusals import RefusedError, ReusedKeyError, StaleError
from nakhara.foundation.record.tests.factories import AT, SomebodyRecorded

pytestmark = pytest.mark.django_db
BY = SomebodyRecorded()


def a_series(office="office") -> Series:
    return Series.objects.create(office=office, book="book", year=2018)


def a_thing() -> Organisation:
    return Organisation.objects.create(kind="town", name_th="เมือง", sort_key="เมือง")


def test_an_event_says_who_did_what_to_which_thing_and_when():
    thing = a_thing()
    event = record(BY, "criteria-1.1", thing, AT, facts={"score": "159/2", "names": ["ก", "ข"]})
    assert body_of(event) == {
        "v": 1,
        "event": event.key,
        "at": "2018-11-13T09:00:00+07:00",
        "actor": {"key": BY.recorded_key, "capacities": []},
        "step": "criteria-1.1",
        "subject": {"kind": "parties.organisation", "key": thing.key},
        "facts": {"score": "159/2", "names": ["ก", "ข"]},
        "commitments": {},
    }
    assert events_of(thing) == [event]
    assert last_moment() == AT


def test_an_event_is_hashed_over_canonical_bytes():
    event = record(BY, "criteria-1.1", a_thing(), AT, facts={"z": 1, "a": "ที่"})
    raw = bytes(event.canonical)
    keys = [pair[0] for pair in json.loads(raw, object_pairs_hook=list)]
    assert keys == sorted(keys)
    assert '"facts":{"a":"ที่","z":1}' in raw.decode()
    assert event.sha256 == hashlib.sha256(raw).hexdigest()
    again = Event.objects.get(pk=event.pk)
    assert (bytes(again.canonical), again.sha256) == (raw, event.sha256)


def test_personal_data_stands_in_an_event_only_as_a_salted_commitment():
    event = record(BY, "party/manage", a_thing(), AT, personal={"name": "นางสาวสมมุติ", "email": "a@test.example"})
    raw = bytes(event.canonical).decode()
    assert "สมมุติ" not in raw
    assert "test.example" not in raw
    told = {row.name: (row.salt, row.value) for row in Disclosure.objects.filter(event=event)}
    assert {name: value for name, (_, value) in told.items()} == {"name": "นางสาวสมมุติ", "email": "a@test.example"}
    assert body_of(event)["commitments"] == {name: commitment(salt, value) for name, (salt, value) in told.items()}


def test_equal_personal_data_gives_unlike_commitments():
    events = [record(BY, "party/manage", a_thing(), AT, personal={"name": "สมมุติ"}) for _ in range(2)]
    assert len({body_of(event)["commitments"]["name"] for event in events}) == 2


def test_a_disclosure_may_be_erased_and_the_event_stands():
    event = record(BY, "party/manage", a_thing(), AT, personal={"name": "สมมุติ"})
    event.disclosures.all().delete()
    assert hashlib.sha256(bytes(Event.objects.get(pk=event.pk).canonical)).hexdigest() == event.sha256


def test_numbers_begin_at_one_in_each_book_of_each_office_in_each_year():
    series = [("a", "in", 2018), ("a", "in", 2018), ("a", "out", 2018), ("b", "in", 2018), ("a", "in", 2019)]
    assert [next_number(*one) for one in series] == [1, 2, 1, 1, 1]


def test_a_form_sent_twice_is_carried_out_once_and_answered_alike():
    done = []

    def do() -> str:
        done.append(1)
        return f"/thing/{len(done)}"

    answers = [once(actor="a", key="k", body=b"same", at=AT, do=do) for _ in range(3)]
    assert answers == ["/thing/1"] * 3
    assert done == [1]


def test_two_people_may_use_one_key():
    answers = [once(actor=actor, key="k", body=b"same", at=AT, do=lambda a=actor: f"/{a}") for actor in ("a", "b")]
    assert answers == ["/a", "/b"]


def test_one_key_with_another_body_is_refused():
    once(actor="a", key="k", body=b"first", at=AT, do=lambda: "/first")
    with pytest.raises(ReusedKeyError):
        once(actor="a", key="k", body=b"second", at=AT, do=lambda: "/second")


def test_a_refused_act_leaves_its_key_free():
    def refuse() -> str:
        raise RefusedError("not yet")

    with pytest.raises(RefusedError):
        once(actor="a", key="k", body=b"same", at=AT, do=refuse)
    assert Answered.objects.count() == 0
    assert once(actor="a", key="k", body=b"same", at=AT, do=lambda: "/done") == "/done"


def test_a_stale_version_is_refused_with_what_stands_now():
    thing, stale = a_thing(), Organisation.objects.get()
    claim_version(thing, 1, name_th="ใหม่")
    assert (thing.version, thing.name_th) == (2, "ใหม่")
    with pytest.raises(StaleError) as refused:
        claim_version(stale, 1, name_th="เก่า")
    assert refused.value.row == Organisation.objects.get(version=2, name_th="ใหม่")


def test_an_edition_is_kept_once():
    for _ in range(2):
        keep_edition("th-2561", "0" * 64, b"bytes", AT)
    assert [bytes(row.archive) for row in KeptEdition.objects.all()] == [b"bytes"]
