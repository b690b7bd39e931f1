"""Addresses of monitoring."""

from django.urls import path

from nakhara.stages.monitoring import views

app_name = "monitoring"
urlpatterns = [
    path("", views.list_designations, name="list"),
    path("promises/<str:promise>/", views.keep, name="keep"),
    path("<str:designation>/", views.detail, name="designation"),
    path("<str:designation>/report/", views.report, name="report"),
]
