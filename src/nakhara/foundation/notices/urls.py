from django.urls import path

from nakhara.foundation.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.list_notices, name="list"),
    path("mail/", views.mail, name="mail"),
]
