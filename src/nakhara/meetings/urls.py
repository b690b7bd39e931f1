"""Addresses of meetings."""

from django.urls import path

from nakhara.meetings import views

app_name = "meetings"
urlpatterns = [
    path("", views.list_meetings, name="list"),
    path("new/", views.arrange, name="arrange"),
    path("items/<str:item>/", views.resolve, name="resolve"),
    path("items/<str:item>/recuse/", views.take_no_part, name="recuse"),
    path("items/<str:item>/remove/", views.remove, name="remove"),
    path("<str:meeting>/", views.detail, name="meeting"),
    path("<str:meeting>/items/", views.add, name="add"),
    path("<str:meeting>/attendance/", views.attendance, name="attendance"),
    path("<str:meeting>/adopt/<str:kind>/", views.adopt, name="adopt"),
    path("<str:meeting>/confirm/", views.confirm, name="confirm"),
    path("<str:meeting>/minutes/", views.minutes, name="minutes"),
]
