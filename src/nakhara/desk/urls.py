"""Addresses of the desk."""

from django.urls import path

from nakhara.desk import views

app_name = "desk"
urlpatterns = [path("", views.list_cases, name="cases")]
