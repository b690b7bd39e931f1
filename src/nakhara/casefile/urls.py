"""Addresses of the case file."""

from django.urls import path

from nakhara.casefile import views

app_name = "casefile"
urlpatterns = [
    path("", views.tasks, name="tasks"),
    path("<str:plan>/", views.workspace, name="workspace"),
    path("<str:plan>/path/", views.path, name="path"),
]
