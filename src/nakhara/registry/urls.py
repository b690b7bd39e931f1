"""Addresses of the public side."""

from django.urls import path

from nakhara.registry.views import areas, data, home, law, texts

app_name = "registry"
urlpatterns = [
    path("", home.home, name="home"),
    path("areas/", areas.index, name="list"),
    path("areas/<str:area>/", areas.detail, name="area"),
    path("areas/<str:area>/scores.<str:form>", areas.scores, name="scores"),
    path("areas/<str:area>/smartcity.json", areas.smartcity, name="smartcity"),
    path("provinces/", home.provinces, name="provinces"),
    path("law/", law.index, name="law"),
    path("law/<path:identifier>/", law.rule, name="rule"),
    path("verify/", home.verify_number, name="verify"),
    path("data/", data.index, name="data"),
    path("data/<str:name>.<str:form>", data.dataset, name="dataset"),
    path("about/", texts.about, name="about"),
    path("accessibility/", texts.accessibility, name="accessibility"),
    path("keyboard/", texts.keys, name="keys"),
]
