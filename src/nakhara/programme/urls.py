"""Addresses of the programme."""

from django.urls import path

from nakhara.programme.views import overview, provinces

app_name = "programme"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("targets.csv", overview.targets_csv, name="targets_csv"),
    path("provinces/", provinces.list_provinces, name="provinces"),
    path("provinces/<str:province>/", provinces.show_province, name="province"),
    path("targets/<str:target>/answer/", provinces.answer, name="answer"),
    path("propose/", provinces.propose, name="propose"),
    path("proposals/", provinces.list_proposals, name="proposals"),
]
