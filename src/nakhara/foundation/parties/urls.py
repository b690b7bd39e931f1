"""Addresses of parties."""

from django.urls import path

from nakhara.foundation.parties.views import bodies, organisations, people

app_name = "parties"
urlpatterns = [
    path("", people.mine, name="mine"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/<str:organisation>/", organisations.organisation, name="organisation"),
    path("bodies/", bodies.bodies_page, name="bodies"),
    path("bodies/<str:body>/", bodies.body, name="body"),
    path("bodies/<str:body>/seats/new/", bodies.new_seat, name="new-seat"),
    path("seats/<str:seat>/", bodies.seat, name="seat"),
    path("seats/<str:seat>/end/", bodies.end_sitting, name="end-sitting"),
    path("interests/", people.interests, name="interests"),
    path("interests/new/<str:organisation>/", people.declare, name="declare"),
    path("interests/<str:interest>/end/", people.end, name="end-interest"),
    path("roles/", people.roles, name="roles"),
    path("enter/", people.enter, name="enter"),
]
