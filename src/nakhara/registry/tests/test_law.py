"""The law's pages: every provision by section and word, its readings and cases; an own rule never looks official."""

from datetime import date
from html import unescape

import pytest
from django.urls import reverse
from django.utils.translation import override

from nakhara.look.tests.flat import flat
from nakhara.registry.queries.law import (
    actor_of,
    examples_of,
    neighbours,
    places_of,
    printed,
    provisions,
    readings_of,
    roles_of,
    sections,
    values_of,
)
from nakhara.rulebook import cases
from nakhara.rulebook.loading import edition

LAW = edition()
OFFICIAL = [one.id for one in LAW.provisions.values() if one.official]
OWN = [one.id for one in LAW.provisions.values() if not one.official]


@pytest.fixture
def english(client):
    """A reader of English."""
    client.cookies["language"] = "en"
    return client


def page(client, name: str, *args, **query) -> str:
    answer = client.get(reverse(f"registry:{name}", args=args), query)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def ids(found) -> list[str]:
    return [one.id for one in found]


# What is read.


def test_provisions_are_found_by_section_word_and_whose_they_are():
    assert ids(provisions()) == list(LAW.provisions)
    assert ids(provisions("target")) == ["target-1", "target-2", "target-3", "target-open"]
    assert ids(provisions("meeting")) == [
        "meeting/quorum",
        "meeting/majority",
        "meeting/casting-vote",
        "meeting/resolution",
    ]
    assert ids(provisions(text="CRITERIA-1.4 ")) == ["criteria-1.4"]
    assert ids(provisions("criteria", "นิติบุคคล")) == ids(provisions("criteria", "juristic")) == ["criteria-1.1"]
    assert ids(provisions(own=True)) == OWN
    assert ids(provisions(own=False)) == OFFICIAL
    assert ids(provisions("criteria", own=True)) == ids(provisions(text="ไม่มีคำนี้")) == []


def test_the_documents_come_before_the_projects_own_and_every_provision_is_in_a_section():
    told = sections()
    assert sum(count for _name, count in told) == len(LAW.provisions)
    assert told[:-4] == [
        ("background", 3),
        ("policy", 12),
        ("dimension", 29),
        ("criteria", 7),
        ("guideline", 12),
        ("target", 4),
        ("letter", 16),
        ("contact", 3),
    ]
    assert [name for name, count in told[-4:] if count] == ["rubric", "meeting", "term", "step"]


def test_a_printed_count_is_told_with_every_reading_and_which_is_used():
    with override("en"):
        assert readings_of(LAW.provisions["target-1"]) == [
            {"text": "Bangkok counted as a province makes 7", "chosen": True},
            {"text": "Bangkok not counted as a province makes 6", "chosen": False},
        ]
    assert [row["chosen"] for row in readings_of(LAW.provisions["target-3"])] == [False, False]
    assert readings_of(LAW.provisions["criteria-1.1"]) == []
    assert printed(LAW.provisions["target-1"]) == ["๒๕๖๑–๒๕๖๒", "๗ จังหวัด ๑๐ พื้นที่"]


def test_values_are_told_with_the_day_from_which_they_hold():
    since = date(2018, 9, 27)
    assert values_of(LAW.provisions["guideline-2/overall-score"]) == [
        {"since": since, "value": "80", "source": "background-3"}
    ]
    assert values_of(LAW.provisions["meeting/quorum"]) == [{"since": since, "value": "1/2", "source": "project"}]
    assert [row["value"] for row in values_of(LAW.provisions["criteria-1.1"])] == ["✓"]
    assert [row["value"] for row in values_of(LAW.provisions["meeting/resolution"])] == [
        "approve, return, decline, postpone"
    ]


def test_who_acts_in_the_documents_and_who_may_here_are_two_things():
    with override("en"):
        assert actor_of(LAW.provisions["guideline-1/plan"]).startswith("area owner or project developer")
        assert roles_of("guideline-5") == ["officer of the board of investment"]
        assert (actor_of(LAW.provisions["criteria-1.1"]), roles_of("target-1")) == ("", [])


@pytest.mark.parametrize("identifier", ["criteria-1.1", "guideline-2/overall-score", "failed-claim", "guideline-5"])
def test_a_provision_is_shown_with_its_cases_run_as_they_are_shown(identifier):
    told = [(example.text, example.on, example.holds) for example in examples_of(identifier)]
    assert told == [(case.th, case.on, True) for case in cases.cases(LAW)[identifier]]
    assert list(examples_of("no-such-provision")) == []


def test_a_provision_knows_its_neighbours_and_the_ends_have_one():
    first, *middle, last = list(LAW.provisions.values())
    assert neighbours(first) == (None, middle[0])
    assert neighbours(middle[0]) == (first, middle[1])
    assert neighbours(last) == (middle[-1], None)


def test_a_provision_knows_the_files_that_serve_it():
    assert "rulebook/promotion.py" in "\n".join(places_of("developer-claim"))
    assert places_of("no-such-provision") == ()


# The pages.


def origin(markup: str) -> tuple[bool, bool]:
    """Whether a page calls a provision official, and whether it calls it the project's own."""
    return "Official document" in markup, "Project's own rule" in markup


@pytest.mark.django_db
def test_the_page_of_every_rule_says_whose_it_is_in_both_languages(english):
    for identifier, one in LAW.provisions.items():
        markup = page(english, "rule", identifier)
        own = identifier in OWN
        assert origin(markup) == (not own, own), identifier
        assert ("The founding documents do not say this" in markup) is own, identifier
        assert [words for words in (one.th, one.en) if words not in markup] == []


@pytest.mark.django_db
def test_the_list_calls_nothing_official_that_is_the_projects_own(english):
    found = {"True": [], "False": []}
    for number in range(1, -(-len(LAW.provisions) // 25) + 1):
        for line in flat(page(english, "law", page=number)).split("<li data-walk>")[1:]:
            row = line.partition("</li>")[0]
            identifier = row.partition('class="mono">')[2].partition("<")[0]
            assert origin(row) in ((True, False), (False, True))
            found[str(origin(row)[0])].append(identifier)
    assert found == {"True": OFFICIAL, "False": OWN}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("identifier", "said"),
    [
        ("target-2", "5 new areas, Pathum Thani the only new province"),
        ("guideline-2/dimension-score", "a claimed one below 70 is dropped"),
        ("guideline-4", "A developer may file with the owner's recorded consent"),
        ("receipt-2", "The time 19.59 is implausible and gives no value"),
        ("letter-C", "its own face reads 1767"),
    ],
)
def test_what_is_read_and_not_printed_is_told_as_a_reading(english, identifier, said):
    markup = page(english, "rule", identifier)
    heading = markup.index("How it is read")
    assert markup.index(said) > heading


@pytest.mark.django_db
def test_both_readings_of_a_target_stand_on_its_page_and_the_one_used_is_named(english):
    markup = flat(page(english, "rule", "target-2"))
    readings = markup.partition("How it is read")[2]
    used, other = (readings.index(text) for text in ("cumulative from phase 1", "only those named in this phase"))
    assert used < readings.index("used here") < other
    assert markup.count("used here") == 1
    assert "used here" not in page(english, "rule", "target-3")


@pytest.mark.django_db
def test_the_list_is_searched_within_a_section_and_an_unknown_section_is_none(client):
    shown = client.get(reverse("registry:law"), {"section": "criteria", "q": "นิติบุคคล"})
    assert ids(shown.context["page"]) == ["criteria-1.1"]
    assert shown.context["kept"] == [("section", "criteria")]
    unknown = client.get(reverse("registry:law"), {"section": "x", "q": "criteria-1.4"})
    assert (ids(unknown.context["page"]), unknown.context["kept"]) == (["criteria-1.4"], [])
    assert ids(client.get(reverse("registry:law"), {"q": "ไม่มีคำนี้"}).context["page"]) == []


@pytest.mark.django_db
def test_a_provision_that_does_not_exist_is_not_found(client):
    assert [client.get(f"/law/{id}/").status_code for id in ("criteria-9", "criteria-1.1/x", "1")] == [404] * 3


@pytest.mark.django_db
@pytest.mark.parametrize("word", ["criteria-1.4", "criteria"])
def test_the_list_asks_the_database_nothing_of_the_law(client, word, django_assert_num_queries):
    with django_assert_num_queries(0):
        page(client, "law", q=word)
