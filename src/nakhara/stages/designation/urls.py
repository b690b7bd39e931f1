"""Addresses of designations."""

from django.urls import path

from nakhara.stages.designation import views

app_name = "designation"
urlpatterns = [
    path("<str:designation>/", views.certificate, name="designation"),
    path("<str:designation>/certificate.pdf", views.pdf, name="pdf"),
    path("<str:designation>/designation.json", views.data, name="data"),
]
