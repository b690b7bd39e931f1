"""Tables of places: the country's provinces, districts and subdistricts, areas, zones."""

from django.db import models

from nakhara.foundation.record.fields import SortKeyField
from nakhara.foundation.record.models import Keyed


class Place(models.Model):
    """A place of the official directory, by its DOPA code."""

    code = models.CharField(max_length=6, primary_key=True)
    name_th = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    sort_key = SortKeyField(max_length=250, db_index=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name_th


class Province(Place):
    """One of the 77, Bangkok among them."""


class District(Place):
    """An amphoe, or a khet of Bangkok."""

    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="districts")


class Subdistrict(Place):
    """A tambon, or a khwaeng of Bangkok."""

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="subdistricts")
    postal_code = models.CharField(max_length=5, blank=True)


class Area(Keyed):
    """A place that is to become a smart city: in one province or several, perhaps overlapping another."""

    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    sort_key = SortKeyField(max_length=410, db_index=True)
    provinces = models.ManyToManyField(Province, through="AreaProvince", related_name="areas")
    boundary = models.JSONField(null=True, blank=True, help_text="GeoJSON geometry, WGS 84")
    created_at = models.DateTimeField()

    def __str__(self):
        return self.name_th


class AreaProvince(models.Model):
    """A province in which an area lies, in the order in which the owner names them."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="area_provinces")
    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="area_provinces")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["area", "province"], name="places_area_province_once")]


class Overlap(models.Model):
    """Two areas that share ground (Laem Chabang and EECd): known, not forbidden."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="overlaps")
    other = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="overlapped_by")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "other"], name="places_overlap_once")]


class Zone(Keyed):
    """A promotion zone: a dated record with its basis, so that a later scheme can grant it before the designation."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="zones")
    basis = models.CharField(max_length=120, help_text="the resolution or announcement it rests on")
    boundary = models.JSONField(null=True, blank=True, help_text="GeoJSON geometry, WGS 84, as announced")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="places_zone_dates",
            )
        ]
