"""`nakhara advise` as outside programs see it: the contract's own example, faults with their place, statuses."""

import json

import pytest

from nakhara.cli import main

# The example of the contract, to the letter.
EXAMPLE = {
    "edition": "th-2561",
    "claimed": ["environment", "mobility", "energy"],
    "levels": {"overall": [4, 3, 4, 4, 3], "environment": [3, 3, 2, 4], "mobility": [4, 4, 3, 2], "energy": [2, None]},
    "effort": {"environment": [1, 2, 1, 0.5]},
}
RAISES = [
    {"item": "overall/2", "from": 3, "to": 5},
    {"item": "dimension-4/1", "from": 4, "to": 5},
    {"item": "dimension-7/1", "from": 3, "to": 4},
    {"item": "dimension-7/4", "from": 4, "to": 5},
]


@pytest.fixture
def run(tmp_path, capsys):
    """Run the command on a document; gives status, standard output and standard error."""

    def ran(content, *words):
        file = tmp_path / "levels.json"
        file.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
        status = main(["advise", str(file), *words])
        return status, *capsys.readouterr()

    return ran


def test_the_example_of_the_contract_is_answered_as_it_stands(run):
    status, out, _err = run(EXAMPLE, "--json")
    other = [RAISES[0], {"item": "dimension-3/2", "from": 0, "to": 5}, *RAISES[2:]]
    assert (status, json.loads(out)) == (
        0,
        {
            "possible": True,
            "effort": "9/2",
            "counted": ["mobility", "environment"],
            "raises": RAISES,
            "alternatives": [{"effort": "17/2", "counted": ["energy", "environment"], "raises": other}],
        },
    )


def test_a_plan_that_cannot_pass_gets_its_findings_and_status_one(run):
    status, out, _err = run({"edition": "th-2561", "claimed": ["mobility"], "levels": {}}, "--json")
    told = json.loads(out)
    assert (status, list(told), told["possible"]) == (1, ["possible", "findings"], False)
    assert told["findings"][5:7] == [
        {
            "provision": "criteria-2/at-least-two",
            "outcome": "unmet",
            "measured": "1",
            "required": "2",
            "margin": "-1",
            "display": "1",
        },
        {"provision": "criteria-2/environment", "outcome": "unmet"},
    ]


def test_the_page_tells_the_same_in_words(run):
    status, out, _err = run(EXAMPLE, "--lang", "en")
    assert status == 0
    assert out.splitlines()[:3] == [
        "The cheapest path to pass, effort 9/2",
        "  the dimensions fit together  level 3 to 5  [overall/2]",
        "  access to mass transit  level 4 to 5  [dimension-4/1]",
    ]
    assert "Another way, effort 17/2" in out


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"levels": {"overall": [4, 3, 4, 4]}}, "/levels/overall"),
        ({"levels": {"overall": [4, 3, 4, 4, 6]}}, "/levels/overall/4"),
        ({"levels": {"overall": [4, 3, 4, 4, -1]}}, "/levels/overall/4"),
        ({"levels": {"overall": [4, 3, 4, 4, 3.0]}}, "/levels/overall/4"),
        ({"levels": {"overall": [4, 3, 4, 4, True]}}, "/levels/overall/4"),
        ({"levels": {"overall": [4, 3, 4, 4, "3"]}}, "/levels/overall/4"),
        ({"levels": {"living": [1, 2, 3]}}, "/levels/living"),
        ({"levels": {"lving": [1, 2, 3]}}, "/levels/lving"),
        ({"levels": []}, "/levels"),
        ({"effort": {"environment": [1, 2, 1, 0]}}, "/effort/environment/3"),
        ({"effort": {"environment": [1, 2, 1, -0.5]}}, "/effort/environment/3"),
        ({"effort": {"environment": [1, 2, 1, None]}}, "/effort/environment/3"),
        ({"effort": {"environment": [1, 2, 1]}}, "/effort/environment"),
        ({"effort": {"living": [1, 1, 1]}}, "/effort/living"),
        ({"claimed": ["environment", "environment"]}, "/claimed/1"),
        ({"claimed": "environment"}, "/claimed"),
        ({"edition": "th-2600"}, "/edition"),
        ({"more": 1}, "/more"),
    ],
)
def test_bad_input_is_told_at_its_place(run, changes, pointer):
    status, out, err = run(EXAMPLE | changes)
    assert (status, out, err.count("\n"), err.partition("\t")[0]) == (2, "", 1, pointer)


@pytest.mark.parametrize(
    ("text", "pointer"),
    [
        ("{", ""),
        ("[]", ""),
        ("{}", ""),
        ('{"edition": "th-2561", "claimed": [], "levels": {"overall": [NaN, 1, 1, 1, 1]}}', "/levels/overall/0"),
        ('{"edition": "th-2561", "claimed": [], "levels": {}, "levels": {}}', "/levels"),
        ('{"edition": "th-2561", "claimed": [], "levels": ' + "[" * 40 + "]" * 40 + "}", ""),
    ],
)
def test_what_is_no_document_is_told_too(run, text, pointer):
    status, out, err = run(text)
    assert (status, out, err.count("\n"), err.partition("\t")[0]) == (2, "", 1, pointer)
