"""Addresses of enrolment."""

from django.urls import path

from nakhara.foundation.enrolment import views

app_name = "enrolment"
urlpatterns = [
    path("", views.ask, name="request"),
    path("account/", views.account, name="account"),
    path("account/sent/", views.sent, name="sent"),
    path("account/<str:token>/", views.open_account, name="open-account"),
    path("waiting/", views.waiting, name="list"),
    path("people/", views.people, name="people"),
    path("people/<str:membership>/", views.member, name="member"),
    path("invitations/<str:invitation>/withdraw/", views.withdraw, name="withdraw"),
    path("invited/<str:token>/", views.take, name="take"),
    path("<str:enrolment>/", views.detail, name="detail"),
    path("<str:enrolment>/accept/", views.accept, name="accept"),
    path("<str:enrolment>/refuse/", views.refuse, name="refuse"),
]
