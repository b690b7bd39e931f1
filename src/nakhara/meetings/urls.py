"""Addresses of meetings."""

from django.urls import path

from nakhara.meetings.views import items, sittings

app_name = "meetings"
urlpatterns = [
    path("", sittings.list_meetings, name="list"),
    path("new/", sittings.arrange, name="arrange"),
    path("items/<str:item>/", items.resolve, name="resolve"),
    path("items/<str:item>/confirm/", items.stand_in, name="stand-in"),
    path("items/<str:item>/recuse/", items.take_no_part, name="recuse"),
    path("items/<str:item>/remove/", sittings.remove, name="remove"),
    path("<str:meeting>/", sittings.detail, name="meeting"),
    path("<str:meeting>/items/", sittings.add, name="add"),
    path("<str:meeting>/attendance/", sittings.attendance, name="attendance"),
    path("<str:meeting>/adopt/<str:kind>/", items.adopt, name="adopt"),
    path("<str:meeting>/confirm/", sittings.confirm, name="confirm"),
    path("<str:meeting>/minutes/", sittings.minutes, name="minutes"),
]
