"""Names are ordered alike on every database, whatever language it speaks."""

import pytest
from django.apps import apps
from django.db import connection

from nakhara.foundation.record.fields import SortKeyField

pytestmark = pytest.mark.django_db


def test_every_column_that_orders_names_is_ordered_by_code_points():
    columns = [(m._meta.db_table, f) for m in apps.get_models() for f in m._meta.fields if f.name == "sort_key"]
    assert {table for table, _field in columns} == {
        *("places_area", "places_district", "places_province", "places_subdistrict"),
        "parties_organisation",
    }
    assert [table for table, field in columns if not isinstance(field, SortKeyField)] == []
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT DISTINCT collation_name FROM information_schema.columns WHERE column_name = 'sort_key'"
            )
            assert cursor.fetchall() == [("C",)]
