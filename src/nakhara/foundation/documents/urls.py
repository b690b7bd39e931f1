"""Addresses of documents."""

from django.urls import path

from nakhara.foundation.documents import views

app_name = "documents"
urlpatterns = [
    path("", views.ledger_page, name="ledger"),
    path("<str:document>/", views.download, name="download"),
    path("<str:document>/edit/", views.edit_page, name="edit"),
    path("<str:document>/release/", views.release, name="release"),
]
