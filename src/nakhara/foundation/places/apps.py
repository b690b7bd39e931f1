"""The app of places."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "nakhara.foundation.places"
    label = "places"
    verbose_name = "Places"
