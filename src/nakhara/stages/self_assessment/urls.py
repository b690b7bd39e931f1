"""Addresses of the self-assessment."""

from django.urls import path

from nakhara.stages.self_assessment.views import levels, paths, proofs

app_name = "self_assessment"
urlpatterns = [
    path("<str:plan>/", levels.index, name="index"),
    path("<str:plan>/conditions/<str:provision>/", proofs.condition, name="condition"),
    path("<str:plan>/evidence/<path:about>/", proofs.evidence, name="evidence"),
    path("<str:plan>/path/", paths.path, name="path"),
    path("<str:plan>/path/take/", paths.take, name="take"),
    path("<str:plan>/path/drop/", paths.drop, name="drop"),
    path("<str:plan>/path/efforts/", paths.efforts, name="efforts"),
    path("<str:plan>/<str:part>/", levels.part, name="part"),
    path("<str:plan>/<str:part>/score/", levels.live_score, name="score"),
]
