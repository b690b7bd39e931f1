"""The directory, areas, overlaps and zones."""

from datetime import date
from time import perf_counter

import pytest
from django.db import connection

from nakhara.foundation.places.actions import announce_zone, create_area, load_directory, note_overlap
from nakhara.foundation.places.models import Area, AreaProvince, District, Overlap, Province, Subdistrict, Zone
from nakhara.foundation.places.queries import overlaps_of, zones_on
from nakhara.foundation.places.tests.factories import AT, Nobody, a_province, an_area
from nakhara.foundation.record.models import Event
from nakhara.foundation.record.queries import body_of
from nakhara.foundation.record.refusals import RefusedError

pytestmark = pytest.mark.django_db


def test_the_whole_directory_is_loaded_within_three_seconds():
    began = perf_counter()
    counts = load_directory()
    assert counts == {"province": 77, "district": 928, "subdistrict": 7436}
    assert perf_counter() - began < 3


def test_loading_again_changes_nothing_and_mends_what_was_changed():
    load_directory()
    Province.objects.filter(code="53").update(name_th="ผิด")
    assert load_directory() == {"province": 77, "district": 928, "subdistrict": 7436}
    assert Province.objects.get(code="53").name_th == "อุตรดิตถ์"


def test_districts_of_bangkok_lose_their_prefix_and_laplae_stands_under_uttaradit():
    load_directory()
    assert not District.objects.filter(name_th__startswith="เขต").exists()
    assert District.objects.get(code="1001").name_th == "พระนคร"
    laplae = Subdistrict.objects.select_related("district__province").get(code="530801").district
    assert (laplae.code, laplae.name_th, laplae.province.name_th) == ("5308", "ลับแล", "อุตรดิตถ์")


def test_provinces_sort_as_a_thai_dictionary_does():
    load_directory()
    names = list(Province.objects.order_by("sort_key").values_list("name_th", flat=True))
    assert names[:4] == ["กระบี่", "กรุงเทพมหานคร", "กาญจนบุรี", "กาฬสินธุ์"]
    assert names.index("เชียงราย") == names.index("เชียงใหม่") - 1 > names.index("ชุมพร")


def test_sort_keys_are_ordered_by_code_points_whatever_language_the_database_speaks():
    for model in (Province, District, Subdistrict, Area):
        field = model._meta.get_field("sort_key")
        assert field.db_parameters(connection)["collation"] == ("C" if connection.vendor == "postgresql" else None)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT table_name, collation_name FROM information_schema.columns "
                "WHERE column_name = 'sort_key' AND table_name LIKE 'places_%%' ORDER BY table_name"
            )
            tables = ("places_area", "places_district", "places_province", "places_subdistrict")
            assert cursor.fetchall() == [(table, "C") for table in tables]


def test_an_area_lies_in_its_provinces_in_the_order_named_and_the_record_says_so():
    area = an_area("เมืองการเงิน", ["20", "21"])
    rows = AreaProvince.objects.filter(area=area).values_list("province", "order")
    assert list(rows) == [("20", 0), ("21", 1)]
    event = Event.objects.get(subject_key=area.key)
    assert (event.step, body_of(event)["facts"]) == (
        "place/area",
        {"name": "เมืองการเงิน", "provinces": ["20", "21"]},
    )


def test_an_area_without_name_or_province_is_refused_with_both_reasons():
    with pytest.raises(RefusedError) as refused:
        create_area(by=Nobody(), name_th=" ", provinces=[], at=AT)
    assert [reason.field for reason in refused.value.reasons] == ["name_th", "provinces"]


def test_an_area_in_a_province_that_does_not_exist_is_refused():
    a_province("53")
    with pytest.raises(RefusedError) as refused:
        create_area(by=Nobody(), name_th="เมือง", provinces=["53", "99"], at=AT)
    assert [reason.field for reason in refused.value.reasons] == ["provinces"]


def test_an_overlap_is_noted_once_whichever_way_round():
    port, district = an_area("แหลมฉบัง", ["20"]), an_area("EECd", ["20"])
    note_overlap(by=Nobody(), area=district, other=port, at=AT)
    note_overlap(by=Nobody(), area=port, other=district, at=AT)
    assert Overlap.objects.count() == 1
    assert (overlaps_of(port), overlaps_of(district)) == ([district], [port])


def test_a_zone_stands_from_the_day_in_thailand_on_which_it_is_announced():
    zone = announce_zone(by=Nobody(), area=an_area(), basis="มติ 1/2561 ข้อ 3.1", at=AT.replace(hour=20))
    assert zone.since == date(2018, 11, 14)
    assert [list(zones_on(day)) for day in (date(2018, 11, 13), date(2018, 11, 14))] == [[], [zone]]
    assert Zone.objects.get().basis == "มติ 1/2561 ข้อ 3.1"
