"""Finding areas and places."""

import pytest
from django.utils import translation

from nakhara.foundation.places.queries import area_named, province_choices, search_areas
from nakhara.foundation.places.tests.factories import a_province, an_area

pytestmark = pytest.mark.django_db


def test_areas_are_found_by_thai_name_english_name_and_province():
    nimman = an_area("ถนนนิมมานเหมินท์", ["50"], name_en="Nimman Road")
    finance = an_area("เมืองการเงิน", ["20", "21"], name_en="Finance city")
    found = {text: list(search_areas(text)) for text in ("นิมมาน", "finance", "ระยอง", "Chiang", "ไม่มี")}
    assert found == {"นิมมาน": [nimman], "finance": [finance], "ระยอง": [finance], "Chiang": [nimman], "ไม่มี": []}
    assert list(search_areas(province="20")) == [finance]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_of_areas_takes_two_queries_however_many(rows, django_assert_num_queries):
    for number in range(rows):
        an_area(f"เมือง {number}", ["53", "65"])
    with django_assert_num_queries(2):
        names = [[province.name_th for province in area.provinces.all()] for area in search_areas("เมือง")]
    assert len(names) == rows


def test_an_area_is_known_again_by_name_and_provinces():
    area = an_area("เมืองการเงิน", ["20", "21"])
    an_area("เมืองการเงิน", ["20"])
    assert area_named("เมืองการเงิน", ["21", "20"]) == [area]


def test_choices_of_provinces_follow_the_language():
    for code in ("53", "10", "81"):
        a_province(code)
    with translation.override("th"):
        assert province_choices() == [("81", "กระบี่"), ("10", "กรุงเทพมหานคร"), ("53", "อุตรดิตถ์")]
    with translation.override("en"):
        assert province_choices() == [("10", "Bangkok"), ("81", "Krabi"), ("53", "Uttaradit")]
