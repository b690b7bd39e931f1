"""Addresses of investment promotion."""

from django.urls import path

from nakhara.stages.investment_promotion import views

app_name = "investment_promotion"
urlpatterns = [
    path("", views.list_claims, name="list"),
    path("check/", views.check, name="check"),
    path("new/<str:designation>/", views.new, name="new"),
    path("<str:claim>/", views.detail, name="claim"),
    path("<str:claim>/resolution/", views.decide, name="decide"),
]
