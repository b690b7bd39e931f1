"""Addresses of the review."""

from django.urls import path

from nakhara.stages.review.views import filings, sheets

app_name = "review"
urlpatterns = [
    path("", sheets.list_sheets, name="list"),
    path("filings/", filings.list_filings, name="filings"),
    path("filings/<str:filing>/", filings.filing, name="filing"),
    path("filings/<str:filing>/assign/", filings.assign, name="assign"),
    path("filings/<str:filing>/close/", filings.close, name="close"),
    path("sheets/<str:assignment>/", sheets.sheet, name="sheet"),
    path("sheets/<str:assignment>/declare/", sheets.declare, name="declare"),
    path("sheets/<str:assignment>/arithmetic/", sheets.arithmetic, name="arithmetic"),
    path("sheets/<str:assignment>/send/", sheets.send, name="send"),
    path("sheets/<str:assignment>/withdraw/", filings.withdraw, name="withdraw"),
    path("lists/<str:meeting>/", filings.screened, name="screened"),
]
