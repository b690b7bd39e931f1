"""smartcity.json: round trips to the byte, the strict reader with its pointers, the schema."""

import hashlib
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import transaction
from django.db.models import Prefetch
from hypothesis import HealthCheck, given, settings

from nakhara.foundation.documents.models import Document
from nakhara.foundation.documents.tests.factories import a_document, a_pdf
from nakhara.foundation.parties.actor import OPERATOR
from nakhara.foundation.parties.may import NotAllowedError
from nakhara.foundation.parties.models import AreaParty, Organisation
from nakhara.foundation.parties.tests.factories import AT, a_member, acting
from nakhara.foundation.places.models import Area
from nakhara.foundation.places.tests.factories import a_province
from nakhara.foundation.record.queries import body_of, events_of
from nakhara.rulebook.faults import Fault
from nakhara.stages.application.actions import import_plan
from nakhara.stages.application.formats.bundle import find_files, write_files
from nakhara.stages.application.formats.dossier import canonical, dossier_of, read_dossier, schema
from nakhara.stages.application.tests.dossiers import dossiers
from nakhara.stages.application.tests.factories import an_assessed_plan
from nakhara.stages.plan.formats import project_of
from nakhara.stages.plan.models import Money, Plan, Project
from nakhara.stages.plan.tests.factories import a_plan, a_project
from nakhara.stages.self_assessment.models import AwaitedFile
from nakhara.stages.self_assessment.queries import Assessment, gaps
from nakhara.stages.self_assessment.tests.factories import a_condition

pytestmark = pytest.mark.django_db
EXAMPLES = 25
FIRST = "/self_assessment/conditions/criteria-1.2/evidence/0"
SCHEMA = Path(__file__).parents[5] / "docs" / "reference" / "smartcity.schema.json"


@pytest.fixture(autouse=True)
def _store_of_its_own(tmp_path, settings):
    settings.DOCUMENTS_ROOT = tmp_path / "documents"


@pytest.fixture
def provinces():
    for code in ("10", "53", "83"):
        a_province(code)


class Elsewhere(Exception):  # noqa: N818  (it is no fault)
    """Leaves an installation behind: everything written in it is undone."""


def through(data: bytes) -> bytes:
    """What an installation of its own exports after importing the bytes."""
    found = []
    try:
        with transaction.atomic():
            plan = import_plan(by=OPERATOR, dossier=read_dossier(data), files={}, at=AT)
            found.append(canonical(dossier_of(Plan.objects.get(pk=plan.pk))))
            raise Elsewhere
    except Elsewhere:
        return found[0]


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(dossier=dossiers())
def test_a_random_plan_comes_out_of_a_second_installation_as_out_of_the_first_to_the_byte(provinces, dossier):
    first = through(json.dumps(dossier).encode())
    assert through(first) == first
    assert canonical(read_dossier(first)) == first
    assert faults_of(json.loads(first), schema()) == []


def test_a_whole_plan_made_on_the_pages_round_trips_with_its_files(provinces, tmp_path):
    plan = an_assessed_plan()
    exported = canonical(dossier_of(plan))
    assert write_files(plan, tmp_path / "x.files") == 1
    files = find_files(read_dossier(exported), tmp_path / "x.files")
    try:
        with transaction.atomic():
            for row in Plan.objects.all():
                row.organisation.juristic_id = None
                row.organisation.save()
            again = import_plan(by=OPERATOR, dossier=read_dossier(exported), files=files, at=AT)
            documents = Document.objects.filter(organisation=again.organisation)
            assert [one.name for one in documents] == ["หลักฐาน.pdf"]
            assert canonical(dossier_of(again)) == exported
            raise Elsewhere
    except Elsewhere:
        pass


def test_money_stands_in_the_order_of_code_points_however_the_database_orders_text():
    sources = ["งบจังหวัด", "เงินอุดหนุน", "กองทุน", "PPP", "อื่นๆ"]
    money = [(2563, source, Decimal(100)) for source in sources] + [(2562, "อื่นๆ", Decimal(1))]
    project = a_project(a_plan(), money=money)
    told = []
    for order in ("source", "-source", "id"):
        with_money = Prefetch("money", queryset=Money.objects.order_by("-fiscal_year", order))
        told.append(project_of(Project.objects.prefetch_related(with_money).get(pk=project.pk), ()))
    rows = [(row["fiscal_year"], row["source"]) for row in told[0]["money"]]
    assert rows == [(2562, "อื่นๆ"), *((2563, source) for source in sorted(sources))]
    assert told[1:] == told[:1] * 2


def minimal(**change) -> dict:
    area = {"name": "เมืองนำเข้า", "provinces": ["53"]}
    applicant = {"name": "เทศบาลนำเข้า", "juristic_id": "0994000617721"}
    return {"format": "smartcity/1", "edition": "th-2561", "area": area, "applicant": applicant, **change}


def imported(dossier: dict, by=OPERATOR, files=None) -> Plan:
    return import_plan(by=by, dossier=read_dossier(json.dumps(dossier).encode()), files=files or {}, at=AT)


def test_owner_and_area_are_made_once_and_each_import_makes_a_new_plan(provinces):
    first, second = imported(minimal()), imported(minimal())
    assert first.key != second.key
    assert (first.organisation, first.area) == (second.organisation, second.area)
    assert first.organisation.kind == "agency"
    assert AreaParty.objects.get().leads
    [event] = events_of(first)
    assert (event.step, event.actor) == ("th-2561:plan/import", "system:operator")
    assert body_of(event)["facts"]["sha256"] == hashlib.sha256(canonical(minimal())).hexdigest()


def test_an_area_of_the_same_name_that_another_owns_is_another_area(provinces):
    imported(minimal(applicant={"name": "อีกแห่ง", "juristic_id": "0105536112014"}))
    imported(minimal())
    assert Area.objects.filter(name_th="เมืองนำเข้า").count() == 2


def test_a_person_imports_for_their_own_organisation_only(provinces):
    post = a_member()
    own = minimal(applicant={"name": "ชื่ออื่นก็ได้", "juristic_id": post.organisation.juristic_id})
    plan = imported(own, by=acting(post))
    assert (plan.organisation, events_of(plan)[0].actor) == (post.organisation, post.person.key)
    before = Organisation.objects.count()
    with pytest.raises(NotAllowedError), transaction.atomic():
        imported(minimal(), by=acting(post))
    assert Organisation.objects.count() == before


def evidence(data: bytes, **change) -> dict:
    digest = hashlib.sha256(data).hexdigest()
    return {"name": "ก.pdf", "type": "application/pdf", "size": len(data), "sha256": digest, **change}


def with_evidence(*rows: dict) -> dict:
    condition = {"met": True, "proof": "ก", "evidence": list(rows)}
    return minimal(self_assessment={"conditions": {"criteria-1.2": condition}})


def test_evidence_without_its_bytes_is_awaited_until_the_file_is_cited(provinces, tmp_path):
    pdf = a_pdf("รายงาน")
    plan = imported(with_evidence(evidence(pdf, place="หน้า 4")))
    assert AwaitedFile.objects.get().place == "หน้า 4"
    clauses = [gap.provision for gap in gaps(plan, AT.date()) if gap.provision == "score/evidence"]
    assert clauses == ["score/evidence"]
    a_member(plan.organisation)
    document = a_document(plan.organisation, data=pdf, name="ก.pdf", thing=plan.organisation)
    a_condition(plan, "criteria-1.2", version=1, documents=[(document, "หน้า 4")])
    assert not AwaitedFile.objects.exists()
    assert [one.name for one, _place in Assessment(plan).documents()] == ["ก.pdf"]


@pytest.mark.parametrize(
    ("stored", "told", "pointer", "code"),
    [
        (a_pdf(), {}, None, None),
        (b"%PDF-1.4 broken", {}, FIRST, "file-refused"),
        (
            a_pdf("x"),
            {"sha256": "0" * 64},
            "/self_assessment/conditions/criteria-1.2/evidence/0/sha256",
            "file-differs",
        ),
        (a_pdf(), {"type": "image/png"}, "/self_assessment/conditions/criteria-1.2/evidence/0/type", "file-type"),
    ],
)
def test_files_beside_a_plan_are_looked_at_before_they_are_taken(tmp_path, stored, told, pointer, code):
    row = evidence(stored, **told)
    (tmp_path / row["sha256"]).write_bytes(stored)
    dossier = read_dossier(json.dumps(with_evidence(row)).encode())
    if code is None:
        assert [one.media_type for one in find_files(dossier, tmp_path).values()] == ["application/pdf"]
        return
    with pytest.raises(Fault) as fault:
        find_files(dossier, tmp_path)
    assert (fault.value.pointer, fault.value.code) == (pointer, code)


PROJECT = {"name": "ก", "dimension": "energy"}
MONEY = {"fiscal_year": 2562, "source": "งบ", "baht": "1"}
ROW = {"name": "ก", "type": "application/pdf", "size": 1, "sha256": "a" * 64}


def planned(**plan) -> dict:
    return minimal(plan={"claimed": ["energy", "environment"], **plan})


def project(**change) -> dict:
    return planned(projects=[{**PROJECT, **change}])


def answered(**row) -> dict:
    return planned() | {"self_assessment": {"answers": {"dimension-3/1": row}}}


@pytest.mark.parametrize(
    ("dossier", "pointer", "code"),
    [
        ([], "", "object"),
        ({}, "", "missing"),
        (minimal(format="smartcity/2"), "/format", "format"),
        (minimal(format=1), "/format", "text"),
        (minimal(edition="th-2560"), "/edition", "edition"),
        (minimal(key="x"), "/key", "unknown-key"),
        (minimal(area={"name": "ก"}), "/area", "missing"),
        (minimal(area={"name": "", "provinces": ["53"]}), "/area/name", "empty"),
        (minimal(area={"name": "ก" * 201, "provinces": ["53"]}), "/area/name", "too-long"),
        (minimal(area={"name": "ก", "provinces": []}), "/area/provinces", "empty"),
        (minimal(area={"name": "ก", "provinces": ["53", "99"]}), "/area/provinces/1", "province"),
        (minimal(area={"name": "ก", "provinces": ["53", "53"]}), "/area/provinces/1", "repeated"),
        (minimal(applicant={"name": "ก", "juristic_id": "0994000617723"}), "/applicant/juristic_id", "juristic-id"),
        (minimal(applicant={"name": "ก", "juristic_id": None}), "/applicant/juristic_id", "text"),
        (minimal(applicant={"name": "ก", "kind": "club"}), "/applicant/kind", "choice"),
        (minimal(plan={"claimed": ["energy", "energy"]}), "/plan/claimed/1", "repeated-dimension"),
        (minimal(plan={"claimed": ["water"]}), "/plan/claimed/0", "dimension"),
        (planned(texts={"no/such": "ก"}), "/plan/texts/no~1such", "unknown-key"),
        (planned(texts={"dimension/living/aim": "ก"}), "/plan/texts/dimension~1living~1aim", "unclaimed"),
        (planned(texts={"area/size": "กว้าง"}), "/plan/texts/area~1size", "field-number"),
        (planned(texts={"follow-up/interval": "6"}), "/plan/texts/follow-up~1interval", "choice"),
        (planned(texts={"vision/aim": 3}), "/plan/texts/vision~1aim", "text"),
        (project(dimension="living"), "/plan/projects/0/dimension", "unclaimed"),
        (project(dimension="water"), "/plan/projects/0/dimension", "dimension"),
        (project(starts="13/11/2561"), "/plan/projects/0/starts", "date"),
        (project(starts="2018-02-30"), "/plan/projects/0/starts", "date"),
        (project(starts="2019-01-01", ends="2018-01-01"), "/plan/projects/0/ends", "dates"),
        (project(money=[{**MONEY, "baht": 5}]), "/plan/projects/0/money/0/baht", "amount"),
        (project(money=[{**MONEY, "baht": "-5"}]), "/plan/projects/0/money/0/baht", "amount"),
        (project(money=[{**MONEY, "baht": "๕"}]), "/plan/projects/0/money/0/baht", "amount"),
        (project(money=[{**MONEY, "baht": "1.234"}]), "/plan/projects/0/money/0/baht", "amount"),
        (project(money=[{**MONEY, "fiscal_year": 2019}]), "/plan/projects/0/money/0/fiscal_year", "whole"),
        (project(money=[{**MONEY, "fiscal_year": 2562.5}]), "/plan/projects/0/money/0/fiscal_year", "whole"),
        (project(money=[MONEY, MONEY]), "/plan/projects/0/money/1", "repeated"),
        (planned(milestones=[{"name": "ก", "dimension": "energy"}]), "/plan/milestones/0", "missing"),
        (answered(level=6), "/self_assessment/answers/dimension-3~11/level", "whole"),
        (answered(level=True), "/self_assessment/answers/dimension-3~11/level", "whole"),
        (answered(level="3"), "/self_assessment/answers/dimension-3~11/level", "whole"),
        (answered(evidence=[ROW, ROW]), "/self_assessment/answers/dimension-3~11/evidence/1", "repeated"),
        (answered(evidence=[{**ROW, "sha256": "A" * 64}]), "/self_assessment/answers/dimension-3~11/evidence/0/sha256",
         "sha256"),
        (minimal(self_assessment={"conditions": {"criteria-1.1": {"met": "yes"}}}),
         "/self_assessment/conditions/criteria-1.1/met", "boolean"),
        (minimal(self_assessment={"conditions": {"criteria-1.6": {}}}), "/self_assessment/conditions/criteria-1.6",
         "unknown-key"),
        (minimal(plan=[]), "/plan", "object"),
        (minimal(plan={"projects": {}}), "/plan/projects", "list"),
    ],
)  # fmt: skip
def test_each_fault_is_told_at_its_place(dossier, pointer, code):
    with pytest.raises(Fault) as fault:
        read_dossier(json.dumps(dossier).encode())
    assert (fault.value.pointer, fault.value.code) == (pointer, code)
    for lang in ("th", "en"):
        assert fault.value.line(lang).count("\t") == 1


DEEP = b'{"format":"smartcity/1","x":' + b"[" * 40 + b"]" * 40 + b"}"


@pytest.mark.parametrize(
    ("data", "pointer", "code"),
    [
        (b"{", "", "syntax"),
        (b"\xff", "", "encoding"),
        (b" " * (8 << 20) + b"{}", "", "plan-too-large"),
        (DEEP, "", "nesting"),
        (b'{"format":"smartcity/1","format":"smartcity/1","edition":"th-2561","area":{},"applicant":{}}', "/format",
         "repeated-key"),
        (json.dumps(answered(level=1)).replace('"level": 1', '"level": NaN').encode(),
         "/self_assessment/answers/dimension-3~11/level", "whole"),
    ],
)  # fmt: skip
def test_what_is_no_proper_json_is_refused(data, pointer, code):
    with pytest.raises(Fault) as fault:
        read_dossier(data)
    assert (fault.value.pointer, fault.value.code) == (pointer, code)


def test_the_first_fault_in_the_order_of_the_document_is_told():
    dossier = {"edition": "th-2560", **minimal(format="x")}
    dossier["edition"] = "th-2560"
    with pytest.raises(Fault) as fault:
        read_dossier(json.dumps(dossier).encode())
    assert fault.value.pointer == "/edition"


def test_the_schema_in_the_documentation_is_the_one_that_reads():
    assert json.loads(SCHEMA.read_text("utf-8")) == schema(), "write it: make docs"


@pytest.mark.parametrize("bad", [minimal(format="x"), minimal(key=1), project(money=[{**MONEY, "baht": 5}])])
def test_the_schema_refuses_what_the_reader_refuses(bad):
    assert faults_of(bad, schema()) != []


def faults_of(value, rule: dict, at: str = "") -> list[str]:
    """What JSON Schema says against a value: only the words that our schema uses."""
    faults = []
    if "const" in rule and value != rule["const"]:
        faults.append(f"{at}: const")
    if "enum" in rule and value not in rule["enum"]:
        faults.append(f"{at}: enum")
    kinds = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int}
    kind = rule.get("type")
    if kind and (not isinstance(value, kinds[kind]) or (kind == "integer" and isinstance(value, bool))):
        return [*faults, f"{at}: type"]
    if kind == "object":
        faults += [f"{at}: {key} is missing" for key in rule.get("required", []) if key not in value]
        for key, part in value.items():
            faults += faults_of(key, rule.get("propertyNames", {}), f"{at}/{key}")
            known = rule.get("properties", {}).get(key, rule["additionalProperties"])
            faults += [f"{at}/{key}: additional"] if known is False else faults_of(part, known, f"{at}/{key}")
    if kind == "array":
        if not rule.get("minItems", 0) <= len(value) <= rule.get("maxItems", 10**9):
            faults.append(f"{at}: length")
        for number, part in enumerate(value):
            faults += faults_of(part, rule["items"], f"{at}/{number}")
    if kind == "string":
        if not rule.get("minLength", 0) <= len(value) <= rule.get("maxLength", 10**9):
            faults.append(f"{at}: length")
        if "pattern" in rule and not re.search(rule["pattern"], value):
            faults.append(f"{at}: pattern")
    if kind == "integer" and not rule.get("minimum", value) <= value <= rule.get("maximum", value):
        faults.append(f"{at}: range")
    return faults
