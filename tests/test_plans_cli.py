"""`nakhara import plan` and `nakhara export plan`, to the letter: keys, bytes, files, one line for each fault."""

import json

import pytest

from nakhara.cli.main import main
from nakhara.foundation.parties.tests.factories import a_member
from nakhara.foundation.places.tests.factories import a_province
from nakhara.foundation.record.queries import events_of
from nakhara.stages.application.formats.dossier import canonical, dossier_of
from nakhara.stages.application.tests.factories import an_assessed_plan
from nakhara.stages.plan.models import Plan
from nakhara.stages.plan.tests.factories import a_plan
from nakhara.stages.self_assessment.models import AwaitedFile

pytestmark = pytest.mark.django_db
PLAN = {
    "format": "smartcity/1",
    "edition": "th-2561",
    "area": {"name": "ลับแลเมืองอัจฉริยะ", "provinces": ["53"]},
    "applicant": {"name": "เทศบาลตัวอย่าง", "juristic_id": "0994000617721"},
    "plan": {"claimed": ["environment", "mobility"], "texts": {"vision/aim": "ลดฝุ่น"}},
}


@pytest.fixture(autouse=True)
def _store_of_its_own(tmp_path, settings):
    settings.DOCUMENTS_ROOT = tmp_path / "documents"
    a_province("53")


@pytest.fixture
def file(tmp_path):
    def write(dossier=PLAN, name="plan.json"):
        path = tmp_path / name
        path.write_bytes(dossier if isinstance(dossier, bytes) else json.dumps(dossier).encode())
        return str(path)

    return write


def run(capfd, *words: str) -> tuple[int, str, str]:
    """Exit status, standard output, standard error of a command."""
    capfd.readouterr()
    status = main(words)
    out, err = capfd.readouterr()
    return status, out, err


def test_import_prints_the_key_and_nothing_else_and_acts_as_the_operator(capfd, file):
    status, out, err = run(capfd, "import", "plan", file())
    plan = Plan.objects.get()
    assert (status, out, err) == (0, f"{plan.key}\n", "")
    assert [event.actor for event in events_of(plan)] == ["system:operator"]


def test_export_prints_the_canonical_bytes_and_nothing_else(capfd, file):
    plan = an_assessed_plan()
    expected = canonical(dossier_of(plan)).decode()
    assert run(capfd, "export", "plan", plan.key) == (0, expected, "")


def test_importing_again_makes_a_new_plan_of_the_same_owner_and_area(capfd, file):
    for _ in range(2):
        assert run(capfd, "import", "plan", file())[0] == 0
    first, second = Plan.objects.order_by("id")
    assert (first.organisation, first.area) == (second.organisation, second.area)


def test_a_person_imports_under_their_own_name_for_their_own_organisation(capfd, file):
    post = a_member()
    own = {**PLAN, "applicant": {"name": "ก", "juristic_id": post.organisation.juristic_id}}
    assert run(capfd, "import", "plan", file(own), "--as", post.person.email)[0] == 0
    plan = Plan.objects.get()
    assert (plan.organisation, events_of(plan)[0].actor) == (post.organisation, post.person.key)
    refused = run(capfd, "import", "plan", file(), "--as", post.person.email, "--lang", "en")
    assert refused == (2, "", "/applicant\twho imports may not write plans for this applicant\n")
    nobody = run(capfd, "import", "plan", file(), "--as", "nobody@test.example", "--lang", "en")
    assert nobody == (2, "", "\tnobody has this e-mail address\n")
    assert Plan.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"{", "\tmalformed JSON at line 1, column 2\n"),
        ({**PLAN, "format": "smartcity/2"}, "/format\tmust be smartcity/1\n"),
        ({**PLAN, "area": {"name": "ก", "provinces": ["99"]}},
         "/area/provinces/0\tthere is no province of this code\n"),
        ({**PLAN, "self_assessment": {"answers": {"dimension-1/1": {}}}},
         "/self_assessment/answers/dimension-1~11\tthe plan does not claim this dimension\n"),
    ],
)  # fmt: skip
def test_a_bad_file_gives_one_line_and_makes_nothing(capfd, file, content, line):
    assert run(capfd, "import", "plan", file(content), "--lang=en") == (2, "", line)
    assert not Plan.objects.exists()


def test_the_reason_is_thai_unless_english_is_asked_for(capfd, tmp_path):
    missing = str(tmp_path / "nothing.json")
    assert run(capfd, "import", "plan", missing) == (2, "", "\tเปิดอ่านแฟ้มไม่ได้ ตรวจชื่อแฟ้มและสิทธิการอ่าน\n")


def test_all_plans_are_written_with_their_files_and_read_back_with_them(capfd, tmp_path):
    plan, empty = an_assessed_plan(), a_plan(name="ว่าง")
    folder = tmp_path / "out"
    assert run(capfd, "export", "plan", "--all", str(folder), "--with-files")[0] == 0
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    evidence = [name for name in names if ".files/" in name]
    assert names == sorted([f"{plan.key}.json", f"{empty.key}.json", *evidence])
    assert len(evidence) == 1
    assert run(capfd, "import", "plan", str(folder / f"{plan.key}.json"))[0] == 0
    again = Plan.objects.latest("id")
    assert canonical(dossier_of(again)) == canonical(dossier_of(plan))
    assert not AwaitedFile.objects.exists()


@pytest.mark.parametrize("words", [("export", "plan"), ("export", "plan", "x", "--all", "y"), ("import", "city", "x")])
def test_wrong_usage_is_one_line(capfd, words):
    status, out, err = run(capfd, *words)
    assert (status, out, err.count("\n"), err[:1]) == (2, "", 1, "\t")


def test_an_unknown_key_is_one_line(capfd):
    assert run(capfd, "export", "plan", "x", "--lang", "en") == (2, "", "\tthere is no plan of this key\n")
