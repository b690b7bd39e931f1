"""Addresses of notices."""

from django.urls import path

from nakhara.foundation.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.list_page, name="list"),
    path("read/", views.read, name="read"),
    path("mail/", views.mail, name="mail"),
]
