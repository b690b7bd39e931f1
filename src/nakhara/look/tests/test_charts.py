"""Charts say their finding, keep to their bounds, and hold under a strict Content-Security-Policy."""

import re
from datetime import date
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from django.utils.translation import override

from nakhara.look import charts
from nakhara.look.charts.tiles import tiles
from nakhara.rulebook.loading import provinces

SCORES = {
    "environment": Fraction(84),
    "living": Fraction(625, 9),
    "people": None,
    "energy": Fraction(90),
}
CLAIMED = ["living", "people", "environment"]
TIERS = [
    {"name": "กระทรวง", "received": 1, "total": 1},
    {"name": "จังหวัด", "received": 76, "total": 76, "note": "12 พ.ย."},
    {"name": "ท้องถิ่น", "received": 6214, "total": 7850},
]
STAGES = [
    {"label": "ร่าง", "count": 38, "url": "?s=1", "note": "ยังไม่นับเวลา"},
    {"label": "คณะทำงาน", "count": 14, "url": "?s=2", "note": "เกินกำหนด 4", "late": True, "current": True},
    {"label": "รับรองแล้ว", "count": 42, "url": "?s=3", "apart": True},
]
SPANS = [{"label": "คัดแยกขยะ", "start": date(2022, 1, 1), "end": date(2024, 9, 30), "key": "environment"}]


def all_charts():
    return {
        "radar": charts.radar(SCORES, CLAIMED),
        "gauge": charts.gauge(Fraction(75), 70, "living"),
        "target_bar": charts.target_bar(13, 15, 30),
        "days_bar": charts.days_bar(34, 21),
        "bars": charts.bars([{"key": "living", "count": 29}, {"label": "ก <b>", "count": 3, "url": "/x"}]),
        "sparkline": charts.sparkline([21, 28, 46], 50, "ขยะ"),
        "timeline_bars": charts.timeline_bars(SPANS, date(2021, 10, 1), date(2025, 9, 30)),
        "tile_map": charts.tile_map({"53": ("d", 1, "/p/53", "อุตรดิตถ์ 1")}, "แผนที่"),
        "tile_legend": charts.tile_legend([("d", "รับรองแล้ว"), ("", "ยังไม่มี")]),
        "tiers": charts.tiers(TIERS),
        "funnel": charts.funnel(STAGES),
    }


def parsed(svg):
    return ElementTree.fromstring(svg)


@pytest.mark.parametrize("name", all_charts())
def test_a_chart_is_well_formed_and_has_no_inline_style_or_script(name):
    svg = all_charts()[name]
    parsed(svg)
    assert not re.search(r"style=|<script|\son\w+=|\bnan\b|\binf\b", svg)


@pytest.mark.parametrize("name", all_charts())
def test_every_picture_says_its_finding_or_stands_beside_it(name):
    for svg in re.findall(r"<svg[^>]*>", all_charts()[name]):
        assert 'role="img" aria-label="' in svg or 'role="group" aria-label="' in svg or 'aria-hidden="true"' in svg


@pytest.mark.parametrize("name", all_charts())
def test_no_length_leaves_its_frame(name):
    for percent in re.findall(r'(?:x|width)="(-?[\d.]+)%"', all_charts()[name]):
        assert 0 <= float(percent) <= 100


def test_the_radar_names_the_scores_of_claimed_smarts_alone_cut_and_not_rounded():
    with override("en"):
        svg = charts.radar(SCORES, CLAIMED)
    assert 'aria-label="Scores by Smart: Environment 84 Living 69.44. The dashed line is the threshold of 70."' in svg
    assert svg.count('class="spoke"') == 2
    assert svg.count('class="axis off"') == 4
    assert svg.count("not chosen") == 4


def test_the_radar_puts_environment_north_and_its_threshold_at_seventy():
    svg = charts.radar({"environment": Fraction(100)}, ["environment"])
    assert '<line class="spoke" x1="200" y1="166" x2="200.0" y2="48.0"/>' in svg
    assert '<polygon class="thr" points="200.0,83.4 ' in svg


def test_a_gauge_without_a_score_is_empty_and_says_so():
    with override("en"):
        svg = charts.gauge(None, 70)
    assert 'aria-label="Score –, threshold 70"' in svg
    assert '<rect class="fillb" y="3" width="0.0%" height="10"/>' in svg


def test_days_past_the_limit_turn_red():
    assert 'class="fillb" width="50.0%"' in charts.days_bar(21, 21)
    assert 'class="badf"' in charts.days_bar(22, 21)


def test_a_bar_escapes_its_label():
    assert "ก &lt;b&gt;" in charts.bars([{"label": "ก <b>", "count": 3}])


def test_a_sparkline_of_equal_values_lies_in_the_middle():
    assert 'points="4.0,16.0 116.0,16.0"' in charts.sparkline([5, 5])


def test_there_is_one_tile_for_each_province_and_no_two_overlap():
    assert set(tiles()) == provinces()
    spots = {(spot["x"], spot["y"]) for spot in tiles().values()}
    assert len(spots) == 77
    assert {x for x, _y in spots} <= set(range(10))
    assert {y for _x, y in spots} <= set(range(17))


@pytest.mark.parametrize("language", ["th", "en"])
def test_no_two_provinces_are_abbreviated_alike(language):
    names = [spot[language] for spot in tiles().values()]
    assert len(set(names)) == 77
    assert {len(name) for name in names} == ({2} if language == "th" else {3})


def test_tiles_are_links_with_titles_redented_where_designated():
    svg = charts.tile_map({"53": ("d", 1, "/p/53", "อุตรดิตถ์ 1"), "65": ("p", None, "/p/65", "พิษณุโลก")}, "แผนที่")
    assert (
        '<a href="/p/53" class="d" transform="translate(168 168)"><title>อุตรดิตถ์ 1</title>'
        '<use href="#tile"/><text>อต</text><text>1</text></a>'
    ) in svg
    assert '<a href="/p/65" class="p" transform="translate(216 168)"><title>พิษณุโลก</title><rect/>' in svg
    assert svg.count("<rect/>") == 76


def test_english_maps_carry_latin_letters():
    with override("en"):
        svg = charts.tile_map({}, "Map")
    assert "<text>UTD</text>" in svg
    assert not re.search("[ก-๛]", svg)


def test_a_tier_shows_who_is_missing_only_where_somebody_is():
    with override("en"):
        svg = charts.tiers(TIERS)
    assert svg.count('class="gap"') == 1
    assert '<b>79.1%</b> <span class="soft t-s">6,214 of 7,850</span>' in svg
    assert svg.count('class="flow"') == 2


def test_a_funnel_marks_the_stage_shown_and_sets_the_total_apart():
    svg = charts.funnel(STAGES)
    assert svg.count('aria-current="true"') == 1
    assert 'd="M0 0.0L100 8.2V17.8L0 26.0z"' in svg
    assert svg.count('preserveAspectRatio="xMinYMid"') == 1


def test_empty_charts_do_not_fail():
    assert charts.bars([]) == '<ul class="dist"></ul>'
    assert charts.tiers([]) == '<ol class="tiers"></ol>'
    assert "<a" not in charts.funnel([])
