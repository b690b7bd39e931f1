"""Columns that mean the same on every database."""

from django.db import models


class SortKeyField(models.CharField):
    """Text that `rulebook.thai.sort_key` makes: ordered by code points, whatever language the database speaks."""

    def db_parameters(self, connection):
        # SQLite compares bytes unless told otherwise, and UTF-8 bytes stand in the order of code points
        collation = "C" if connection.vendor == "postgresql" else None
        return {**super().db_parameters(connection), "collation": collation}
