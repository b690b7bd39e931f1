"""Addresses of the JSON side."""

from django.urls import path

from nakhara.api import views

app_name = "api"
urlpatterns = [
    path("designations.json", views.list_designations, name="designations"),
    path("areas/<str:area>/smartcity.json", views.smartcity, name="smartcity"),
]
