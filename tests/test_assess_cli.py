"""`nakhara assess`, `rules` and `rule` as outside programs see them: answers, faults, statuses, speed."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from nakhara.cli import main
from nakhara.rulebook.loading import edition
from nakhara.rulebook.tests import oracle

SRC = str(Path(__file__).parents[1] / "src")
CONDITIONS = {f"criteria-1.{number}": True for number in range(1, 6)}
DAY = ["--on", "2018-11-13"]


def document(**changes: object) -> dict[str, object]:
    """A file that passes, with some keys changed; a key changed to None is left out."""
    whole = {
        "edition": "th-2561",
        "area": {"name": "ลับแล", "provinces": ["53"]},
        "applicant": {"name": "เทศบาลตำบลตัวอย่าง", "juristic_id": "0994000617721"},
        "preliminary": CONDITIONS,
        "claimed": ["environment", "mobility"],
        "scores": {"overall": [81, 79.5, 80], "dimensions": {"environment": [70, 70.0], "mobility": [69.99, 70.01]}},
    } | changes
    return {key: value for key, value in whole.items() if value is not None}


@pytest.fixture
def run(tmp_path, capfdbinary):
    """Run the command on a file with these contents; gives status, standard output and standard error."""

    def ran(content, *words, name="facts.json"):
        file = tmp_path / name
        if isinstance(content, dict):
            content = json.dumps(content, ensure_ascii=False)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        status = main(["assess", str(file), *words])
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return ran


def told(answer):
    """The pointer of a fault, after checking that it was told as the contract says."""
    status, out, err = answer
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert err.endswith("\n")
    pointer, tab, reason = err.rstrip("\n").partition("\t")
    assert tab
    assert reason
    return pointer


@pytest.mark.parametrize(
    ("changes", "verdict", "status"),
    [
        ({}, "pass", 0),
        ({"claimed": ["mobility", "energy"], "scores": None}, "fail", 1),
        ({"scores": None}, "incomplete", 3),
        ({"preliminary": {}}, "incomplete", 3),
        ({"scores": {"overall": []}}, "incomplete", 3),
        ({"area": None, "applicant": {}}, "pass", 0),
        ({"area": {}, "applicant": {"name": ""}}, "pass", 0),
        ({"scores": {"overall": [80, 79.99]}}, "fail", 1),
    ],
)
def test_the_verdict_and_the_exit_status(run, changes, verdict, status):
    answered, out, err = run(document(**changes), "--json", *DAY)
    assert (answered, json.loads(out)["verdict"], err) == (status, verdict, "")


def test_the_whole_answer_of_the_example(run):
    _, out, _ = run(document(), "--json", *DAY)
    assert json.loads(out) == {
        "edition": "th-2561",
        "on": "2018-11-13",
        "verdict": "pass",
        "achieved": ["mobility", "environment"],
        "findings": [
            *({"provision": id, "outcome": "met"} for id in CONDITIONS),
            {
                "provision": "criteria-2/at-least-two",
                "outcome": "met",
                "measured": "2",
                "required": "2",
                "margin": "0",
                "display": "2",
            },
            {"provision": "criteria-2/environment", "outcome": "met"},
            {
                "provision": "guideline-2/overall-score",
                "outcome": "met",
                "measured": "481/6",
                "required": "80",
                "margin": "1/6",
                "display": "80.16",
            },
            *(
                {
                    "provision": "guideline-2/dimension-score",
                    "outcome": "met",
                    "measured": "70",
                    "required": "70",
                    "margin": "0",
                    "display": "70",
                    "dimension": key,
                }
                for key in ("mobility", "environment")
            ),
        ],
        "rules": edition().sha256,
        "strict": "pass",
    }


def test_the_page_of_text_says_the_same(run):
    _, thai, _ = run(document(), *DAY)
    assert thai.startswith("ผล: ผ่าน\n")
    assert "ได้ 80.16 ต้องได้ 80 ส่วนต่าง 1/6" in thai
    assert "13 พฤศจิกายน 2561" in thai
    _, english, _ = run(document(), "--lang", "en", *DAY)
    assert english.startswith("Verdict: pass\n")
    for text in (thai, english):
        assert edition().sha256 in text
        assert all(f"[{id}]" in text for id in [*CONDITIONS, "guideline-2/dimension-score"])


def test_toml_by_its_name_is_read_exactly_as_json(run):
    text = """
        edition = "th-2561"
        claimed = ["environment", "mobility"]
        [preliminary]
        "criteria-1.1" = true
        "criteria-1.2" = true
        "criteria-1.3" = true
        "criteria-1.4" = true
        "criteria-1.5" = true
        [area]
        name = "ลับแล"
        provinces = ["53"]
        [applicant]
        juristic_id = "0994000617721"
        [scores]
        overall = [81, 79.5, +8_0.0]
        [scores.dimensions]
        environment = [70, 70.0]
        mobility = [69.99, 70.01]
    """
    _, from_toml, _ = run(text, "--json", *DAY, name="facts.toml")
    _, from_json, _ = run(document(), "--json", *DAY)
    assert from_toml == from_json


def test_the_edition_comes_from_the_file_or_the_option_and_both_agree(run):
    assert run(document(edition=None), "--edition", "th-2561", *DAY)[0] == 0
    assert run(document(), "--edition", "th-2561", *DAY)[0] == 0
    assert told(run(document(edition=None), *DAY)) == ""
    assert told(run(document(), "--edition", "th-2563", *DAY)) == ""


def text_with(part: str) -> str:
    """A lawful file whose scores hold this text as their only overall score."""
    return json.dumps(document(scores={"overall": [0]})).replace("[0]", f"[{part}]")


BAD = [
    ("an unknown key", document(extra=1), "/extra"),
    ("an unknown key deep inside", document(area={"name": "x", "size": 1}), "/area/size"),
    ("a key that needs escaping", document(**{"a/b~c": 1}), "/a~1b~0c"),
    ("no object", "[]", ""),
    ("nothing", "", ""),
    ("a missing condition table", document(preliminary=None), ""),
    ("missing dimensions", document(claimed=None), ""),
    ("an unknown edition", document(edition="th-2563"), "/edition"),
    ("an edition that is no text", document(edition=2561), "/edition"),
    ("an unknown condition", document(preliminary={"criteria-1.6": True}), "/preliminary/criteria-1.6"),
    (
        "a condition that is null",
        '{"edition": "th-2561", "preliminary": {"criteria-1.1": null}, "claimed": []}',
        "/preliminary/criteria-1.1",
    ),
    ("a condition that is a number", document(preliminary={"criteria-1.1": 1}), "/preliminary/criteria-1.1"),
    ("conditions in a list", document(preliminary=[]), "/preliminary"),
    ("an unknown dimension", document(claimed=["environment", "health"]), "/claimed/1"),
    ("a dimension that is a number", document(claimed=[7]), "/claimed/0"),
    ("a repeated dimension", document(claimed=["environment", "mobility", "environment"]), "/claimed/2"),
    ("dimensions that are no list", document(claimed="environment", scores=None), "/claimed"),
    ("scores of an unknown dimension", document(scores={"dimensions": {"health": [1]}}), "/scores/dimensions/health"),
    (
        "scores of a dimension not claimed",
        document(scores={"dimensions": {"energy": [1]}}),
        "/scores/dimensions/energy",
    ),
    (
        "an empty list for a dimension not claimed",
        document(scores={"dimensions": {"energy": []}}),
        "/scores/dimensions/energy",
    ),
    ("scores that are no list", document(scores={"overall": 80}), "/scores/overall"),
    ("scores that are no object", document(scores=[80]), "/scores"),
    ("a score above 100", text_with("100.0000000001"), "/scores/overall/0"),
    ("a score below 0", text_with("80, -0.1"), "/scores/overall/1"),
    ("NaN", text_with("NaN"), "/scores/overall/0"),
    ("Infinity", text_with("80, Infinity"), "/scores/overall/1"),
    ("minus Infinity", text_with("-Infinity"), "/scores/overall/0"),
    ("a boolean for a score", text_with("true"), "/scores/overall/0"),
    ("null for a score", text_with("null"), "/scores/overall/0"),
    ("text for a score", text_with('"80"'), "/scores/overall/0"),
    ("more than 20 digits", text_with("79.9999999999999999999"), "/scores/overall/0"),
    ("an exponent above 20", text_with("0e21"), "/scores/overall/0"),
    ("an exponent below -20", text_with("1e-21"), "/scores/overall/0"),
    ("an endless exponent", text_with("1e" + "9" * 5000), "/scores/overall/0"),
    ("a number without end", text_with("9" * 100000), "/scores/overall/0"),
    ("a wrong check digit", document(applicant={"juristic_id": "0994000617723"}), "/applicant/juristic_id"),
    ("12 digits", document(applicant={"juristic_id": "099400061772"}), "/applicant/juristic_id"),
    ("Thai digits in the ID", document(applicant={"juristic_id": "๐๙๙๔๐๐๐๖๑๗๗๒๑"}), "/applicant/juristic_id"),
    ("an ID with dashes", document(applicant={"juristic_id": "0-9940-00617-72-1"}), "/applicant/juristic_id"),
    ("an ID that is a number", document(applicant={"juristic_id": 994000617721}), "/applicant/juristic_id"),
    ("a province that does not exist", document(area={"provinces": ["53", "28"]}), "/area/provinces/1"),
    ("a province that is a number", document(area={"provinces": [53]}), "/area/provinces/0"),
    ("a name that is a number", document(area={"name": 1}), "/area/name"),
    ("an area that is null", '{"edition": "th-2561", "area": null, "preliminary": {}, "claimed": []}', "/area"),
    ("malformed JSON", '{"edition": "th-2561",}', ""),
    ("text after the end", json.dumps(document()) + " x", ""),
    ("1,000,000 deep", "[" * 500000 + "]" * 500000, ""),
    ("bytes that are no UTF-8", json.dumps(document()).encode().replace(b"th-2561", b"th-\xff"), ""),
    ("more than 1 MiB", json.dumps(document()) + " " * (1 << 20), ""),
]


@pytest.mark.parametrize(("content", "pointer"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_bad_input_is_told_by_its_place(run, content, pointer):
    assert told(run(content, "--json", *DAY)) == pointer
    assert told(run(content, "--lang", "en", *DAY)) == pointer


@pytest.mark.parametrize(
    ("content", "pointer"),
    [
        (document(extra=1, claimed=["health"]), "/claimed/0"),
        ({"extra": 1} | document(claimed=["health"]), "/extra"),
        ('{"edition": "th-2561", "claimed": [], "claimed": ["health"], "preliminary": {}}', "/claimed"),
        ('{"edition": "th-2561", "claimed": ["x"], "claimed": [], "preliminary": {}}', "/claimed/0"),
        ('{"edition": "th-2561", "cl\\u0061imed": [], "claimed": [], "preliminary": {}}', "/claimed"),
        (
            '{"edition": "th-2561", "preliminary": {"criteria-1.1": true, "criteria-1.1": true}, "claimed": []}',
            "/preliminary/criteria-1.1",
        ),
        ('{"x": 1, "claimed": []}', ""),
        (
            '{"scores": {"dimensions": {"energy": [1]}}, "edition": "th-2561", "preliminary": {}, "claimed": []}',
            "/scores/dimensions/energy",
        ),
        ('{"preliminary": {"x": true}, "claimed": [], "edition": "th-0"}', "/preliminary/x"),
        (
            '{"edition": "th-2561", "preliminary": {}, "claimed": [], "scores": {"overall": [101], "overall": []}}',
            "/scores/overall/0",
        ),
    ],
)
def test_the_first_fault_in_the_order_of_the_document_is_told(run, content, pointer):
    assert told(run(content, *DAY)) == pointer


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"edition": "th-2561",\n "claimed": [1 2]}', "line 2, column 16"),
        ("", "line 1, column 1"),
        ('{"edition": 01}', "line 1, column 14"),
        ('{"edition": "a\tb"}', "line 1, column 15"),
    ],
)
def test_a_syntax_error_names_line_and_column(run, text, place):
    status, _, err = run(text, "--lang", "en", *DAY)
    assert (status, err) == (2, f"\tmalformed JSON at {place}\n")
    thai = run(text, *DAY)[2]
    assert thai == f"\tรูปแบบ JSON ไม่ถูกต้องที่{place.replace('line', 'บรรทัด').replace(', column', ' คอลัมน์')}\n"


@pytest.mark.parametrize(
    ("text", "pointer"),
    [
        ("claimed = []\nclaimed = []\n", ""),
        ("claimed = [\n", ""),
        ('edition = "th-2561"\nclaimed = []\npreliminary = {}\nscores = {overall = [nan]}\n', "/scores/overall/0"),
        ('edition = "th-2561"\nclaimed = []\npreliminary = {}\nscores = {overall = [true]}\n', "/scores/overall/0"),
        (
            'edition = "th-2561"\nclaimed = []\npreliminary = {}\nscores = {overall = [1979-05-27]}\n',
            "/scores/overall/0",
        ),
        ('edition = "th-2561"\nclaimed = []\npreliminary = {}\narea = {provinces = [53]}\n', "/area/provinces/0"),
        ("x = " + "[" * 40 + "]" * 40, ""),
        ("x = " + "[" * 5000 + "]" * 5000, ""),
        ("x = " + "9" * 5000, ""),
    ],
)
def test_bad_toml_is_told_by_its_place(run, text, pointer):
    assert told(run(text, *DAY, name="facts.toml")) == pointer


def test_a_toml_syntax_error_names_line_and_column(run):
    err = run('edition = "th-2561"\nclaimed = [1 2]\n', "--lang", "en", *DAY, name="facts.toml")[2]
    assert err == "\tmalformed TOML at line 2, column 14\n"


def test_a_file_of_exactly_1_mib_is_read(run):
    text = json.dumps(document())
    assert run(text + " " * ((1 << 20) - len(text)), *DAY)[0] == 0
    assert told(run(text + " " * ((1 << 20) + 1 - len(text)), *DAY)) == ""


def deep(arrays: int) -> str:
    """A lawful file but for one unknown key that holds so many arrays in each other."""
    return json.dumps({"extra": 0} | document()).replace(": 0,", ": " + "[" * arrays + "]" * arrays + ",", 1)


def test_32_deep_is_told_where_it_is_wrong_and_33_as_too_deep(run):
    assert told(run(deep(31), *DAY)) == "/extra"
    assert told(run(deep(32), *DAY)) == ""
    assert "32" in run(deep(32), *DAY)[2]


def test_a_pointer_never_breaks_its_line(run):
    assert told(run(json.dumps({"a\nb\tc\u2028": 1} | document()), *DAY)) == "/a\\u000ab\\u0009c\\u2028"
    assert told(run(r'{"\ud800": 1, "edition": "th-2561", "claimed": [], "preliminary": {}}', *DAY)) == "/\\ud800"


@pytest.mark.parametrize(
    "words",
    [
        ["--on", "2018-09-26"],
        ["--on", "2018-9-27"],
        ["--on", "20180927"],
        ["--on", "2018-02-30"],
        ["--on", "๒๐๑๘-๐๙-๒๗"],
        ["--edition", "th-2563"],
        ["--nonsense"],
        ["--lang", "fr"],
    ],
)
def test_bad_arguments_are_told_in_one_line(run, words):
    assert told(run(document(), *words)) == ""
    assert told(run(document(), *words, "--lines")) == ""


def test_the_first_day_in_force_counts(run):
    assert run(document(), "--on", "2018-09-27")[0] == 0


def test_a_file_that_cannot_be_read_is_told(tmp_path, capfdbinary):
    for name in (str(tmp_path), str(tmp_path / "nothing.json"), "bad\0name"):
        for words in ([], ["--lines"]):
            status = main(["assess", name, *words])
            out, err = capfdbinary.readouterr()
            assert told((status, out.decode(), err.decode())) == ""


def test_lines_are_answered_in_order_and_bad_ones_by_their_number(run):
    chance = random.Random(1)
    texts = [oracle.random_file(chance) for _ in range(1500)]
    texts[3] = "{"
    texts[700] = '{"edition": "th-2561", "preliminary": {}, "claimed": ["health"]}'
    texts[1499] = ""
    status, out, err = run("\n".join(texts) + "\n", "--lines", "--json", "--lang", "en", *DAY)
    answers = [json.loads(line) for line in out.splitlines()]
    assert (status, err, len(answers)) == (2, "", 1500)
    bad = {
        3: {"line": 4, "error": {"pointer": "", "reason": "malformed JSON at line 4, column 2"}},
        700: {"line": 701, "error": {"pointer": "/claimed/0", "reason": "unknown dimension"}},
        1499: {"line": 1500, "error": {"pointer": "", "reason": "malformed JSON at line 1500, column 1"}},
    }
    for place, answer in enumerate(answers):
        if place in bad:
            assert answer == bad[place]
        else:
            judged = oracle.judge(texts[place])
            assert {key: answer[key] for key in judged} == judged


def test_a_line_answers_what_its_file_alone_would(run):
    _, alone, _ = run(document(), "--json", *DAY)
    status, out, _ = run(json.dumps(document()), "--lines", *DAY)
    assert (status, json.loads(out)) == (0, json.loads(alone))
    assert out.count("\n") == 1


def test_no_line_is_no_answer_and_no_fault(run):
    assert run("", "--lines", *DAY) == (0, "", "")


def test_a_line_over_1_mib_is_bad_and_the_next_is_read(run):
    long = json.dumps(document()) + " " * (1 << 20)
    fits = json.dumps(document())
    fits += " " * ((1 << 20) - len(fits))
    status, out, _ = run(f"{long}\n{fits}\r\n{fits}\n{long * 2}", "--lines", *DAY)
    answers = [json.loads(line) for line in out.splitlines()]
    assert status == 2
    assert [answer.get("line", answer.get("verdict")) for answer in answers] == [1, 2, "pass", 4]


def command(*words, **options):
    program = "import sys; from nakhara.cli import main; sys.exit(main())"
    environment = {**os.environ, "PYTHONPATH": SRC, "LC_ALL": "C"}
    return subprocess.run([sys.executable, "-c", program, *words], capture_output=True, env=environment, **options)


def test_the_command_answers_without_django(tmp_path):
    file = tmp_path / "facts.json"
    file.write_text(json.dumps(document()), "utf-8")
    program = "import sys; from nakhara.cli import main; main(); assert 'django' not in sys.modules"
    words = [sys.executable, "-c", program, "assess", str(file)]
    subprocess.run(words, check=True, capture_output=True, env={**os.environ, "PYTHONPATH": SRC})


def test_more_lines_than_one_process_takes_are_answered_in_their_order(tmp_path):
    chance = random.Random(2)
    files = [oracle.random_file(chance) for _ in range(5_000)]
    file = tmp_path / "many.jsonl"
    file.write_text("\n".join(files), "utf-8")
    done = command("assess", str(file), "--lines", *DAY)
    answers = [json.loads(line)["verdict"] for line in done.stdout.splitlines()]
    assert (done.returncode, answers) == (0, [oracle.judge(one)["verdict"] for one in files])


def test_standard_input_is_read_and_answers_are_utf8_everywhere():
    done = command("assess", "-", *DAY, input=json.dumps(document()).encode())
    assert (done.returncode, done.stdout.decode().splitlines()[0]) == (0, "ผล: ผ่าน")


def test_rules_lists_every_provision_with_what_the_contract_names(capsys):
    assert main(["rules", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [rule["id"] for rule in listed] == list(edition().provisions)
    assert {tuple(rule) for rule in listed} == {
        ("id", "kind", "th", "en", "source", "values", "reading", "cases", "served_by")
    }


def test_one_rule_is_shown_with_value_cases_and_places(capsys):
    assert main(["rule", "guideline-2/overall-score", "--json"]) == 0
    rule = json.loads(capsys.readouterr().out)
    assert rule["values"] == [{"from": "2018-09-27", "value": "80", "source": "background-3"}]
    assert rule["source"].startswith("letter-D")
    assert "rulebook/scoring.py" in rule["served_by"]
    assert {"th", "en", "on", "given", "expect"} == set(rule["cases"][0])
    assert main(["rule", "guideline-2/overall-score", "--lang", "en"]) == 0
    assert "a hair below 80" in capsys.readouterr().out


def test_an_unknown_rule_or_verb_is_told_in_one_line(capsys):
    for words in (["rule", "criteria-9"], ["rule"], ["nonsense"], ["rules", "--edition", "th-2563"]):
        status = main(words)
        out, err = capsys.readouterr()
        assert told((status, out, err)) == ""


@pytest.mark.parametrize("verb", ["assess", "rules", "rule"])
def test_help_has_an_example(verb, capsys):
    with pytest.raises(SystemExit) as ended:
        main([verb, "--help"])
    assert ended.value.code == 0
    out = capsys.readouterr().out
    assert f"  nakhara {verb}" in out
    assert "--data-dir" in out
