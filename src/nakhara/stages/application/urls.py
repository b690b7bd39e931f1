"""Addresses of the application."""

from django.urls import path

from nakhara.stages.application.views import filings, owner, secretariat

app_name = "application"
urlpatterns = [
    path("smartcity.schema.json", filings.schema_file, name="schema"),
    path("rounds/", secretariat.rounds, name="rounds"),
    path("rounds/<str:round>/close/", secretariat.close, name="close-round"),
    path("of/<str:plan>/", owner.file, name="file"),
    path("<str:filing>/", filings.filing, name="filing"),
    path("<str:filing>/receipt/", filings.receipt, name="receipt"),
    path("<str:filing>/smartcity.json", filings.snapshot, name="snapshot"),
    path("<str:filing>/check/", secretariat.check, name="check"),
    path("<str:filing>/withdraw/", owner.withdraw, name="withdraw"),
]
