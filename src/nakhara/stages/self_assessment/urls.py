"""Addresses of the self-assessment."""

from django.urls import path

from nakhara.stages.self_assessment import views

app_name = "self_assessment"
urlpatterns = [
    path("<str:plan>/", views.index, name="index"),
    path("<str:plan>/conditions/<str:provision>/", views.condition, name="condition"),
    path("<str:plan>/evidence/<path:about>/", views.evidence, name="evidence"),
    path("<str:plan>/<str:part>/", views.part, name="part"),
    path("<str:plan>/<str:part>/score/", views.live_score, name="score"),
]
