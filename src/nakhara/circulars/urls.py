"""Addresses of circulars."""

from django.urls import path

from nakhara.circulars.views import cascade, inbox, letters, writing

app_name = "circulars"
urlpatterns = [
    path("", letters.list_letters, name="list"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("register/<str:book>/", inbox.register, name="register"),
    path("register/<str:book>/print/", inbox.print_register, name="print_register"),
    path("drafts/", writing.list_drafts, name="drafts"),
    path("write/", writing.write, name="write"),
    path("waiting/<str:dispatch>/receive/", inbox.receive, name="receive"),
    path("waiting/<str:dispatch>/pass-on/", inbox.pass_letter_on, name="pass_on"),
    path("receipts/<str:receipt>/assign/", inbox.assign, name="assign"),
    path("receipts/<str:receipt>/acknowledge/", inbox.acknowledge_receipt, name="acknowledge"),
    path("receipts/<str:receipt>/cancel/", inbox.cancel, name="cancel_receipt"),
    path("<str:letter>/", letters.show_letter, name="letter"),
    path("<str:letter>/print/", letters.print_letter, name="print"),
    path("<str:letter>/change/", writing.change, name="change"),
    path("<str:letter>/send/", writing.send, name="send"),
    path("<str:letter>/cancel/", writing.cancel, name="cancel"),
    path("<str:letter>/who-has-it/", cascade.show_cascade, name="cascade"),
    path("<str:letter>/silent/", cascade.list_silent, name="silent"),
    path("<str:letter>/silent.csv", cascade.silent_csv, name="silent_csv"),
]
