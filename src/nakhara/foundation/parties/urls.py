"""Addresses of parties."""

from django.urls import path

from nakhara.foundation.parties import views

app_name = "parties"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/<str:organisation>/", views.organisation, name="organisation"),
    path("bodies/", views.bodies_page, name="bodies"),
    path("bodies/<str:body>/", views.body, name="body"),
    path("interests/", views.interests, name="interests"),
    path("interests/new/<str:organisation>/", views.declare, name="declare"),
    path("interests/<str:interest>/end/", views.end, name="end-interest"),
    path("roles/", views.roles, name="roles"),
    path("enter/", views.enter, name="enter"),
]
