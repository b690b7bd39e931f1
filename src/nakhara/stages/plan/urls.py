"""Addresses of the plan."""

from django.urls import path

from nakhara.stages.plan.views import plans, rows

app_name = "plan"
urlpatterns = [
    path("", plans.plan_list, name="list"),
    path("new/", plans.start, name="start"),
    path("projects/<str:project>/", rows.project, name="project"),
    path("projects/<str:project>/remove/", rows.project_remove, name="project-remove"),
    path("milestones/<str:milestone>/", rows.milestone, name="milestone"),
    path("milestones/<str:milestone>/remove/", rows.milestone_remove, name="milestone-remove"),
    path("indicators/<str:indicator>/", rows.indicator, name="indicator"),
    path("indicators/<str:indicator>/remove/", rows.indicator_remove, name="indicator-remove"),
    path("<str:plan>/", plans.overview, name="plan"),
    path("<str:plan>/smarts/", plans.smarts, name="smarts"),
    path("<str:plan>/form/<str:section>/", plans.section, name="section"),
    path("<str:plan>/projects/", rows.projects, name="projects"),
    path("<str:plan>/projects/new/", rows.project_new, name="project-new"),
    path("<str:plan>/milestones/", rows.milestones, name="milestones"),
    path("<str:plan>/milestones/new/", rows.milestone_new, name="milestone-new"),
    path("<str:plan>/indicators/", rows.indicators, name="indicators"),
    path("<str:plan>/indicators/new/", rows.indicator_new, name="indicator-new"),
]
