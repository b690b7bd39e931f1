"""Every address of the site, and the policy of each: a route without one stops the start."""

from importlib.util import find_spec

from allauth.account import views as sign_in
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from nakhara.foundation.parties.gate import PUBLIC, SIGNED_IN, require_policies
from nakhara.site import errors, preferences

ROOMS = {
    "office/": "nakhara.foundation.parties.urls",
    "enrol/": "nakhara.foundation.enrolment.urls",
    "notices/": "nakhara.foundation.notices.urls",
    "documents/": "nakhara.foundation.documents.urls",
    "letters/": "nakhara.circulars.urls",
    "meetings/": "nakhara.meetings.urls",
    "plans/": "nakhara.stages.plan.urls",
    "assessment/": "nakhara.stages.self_assessment.urls",
    "applications/": "nakhara.stages.application.urls",
    "review/": "nakhara.stages.review.urls",
    "designations/": "nakhara.stages.designation.urls",
    "promotion/": "nakhara.stages.investment_promotion.urls",
    "monitoring/": "nakhara.stages.monitoring.urls",
    "programme/": "nakhara.programme.urls",
    "work/": "nakhara.casefile.urls",
    "desk/": "nakhara.desk.urls",
    "api/": "nakhara.api.urls",
    "": "nakhara.registry.urls",
}
# Of allauth's pages only these: nobody signs up, and addresses are not changed by hand.
ACCOUNTS = [
    path("login/", sign_in.login, name="account_login"),
    path("logout/", sign_in.logout, name="account_logout"),
    path("inactive/", sign_in.account_inactive, name="account_inactive"),
    path("password/change/", sign_in.password_change, name="account_change_password"),
    path("password/set/", sign_in.password_set, name="account_set_password"),
    path("password/reset/", sign_in.password_reset, name="account_reset_password"),
    path("password/reset/done/", sign_in.password_reset_done, name="account_reset_password_done"),
    path("password/reset/key/done/", sign_in.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        sign_in.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("signup/", RedirectView.as_view(pattern_name="enrolment:account"), name="account_signup"),
]
# who may come to views that are not ours
POLICIES_OF_OTHERS = {
    **{route.name: PUBLIC for route in ACCOUNTS},
    "account_change_password": SIGNED_IN,
    "account_set_password": SIGNED_IN,
    "favicon": PUBLIC,
}

urlpatterns = [
    path("preferences/", preferences.change, name="preferences"),
    path("favicon.ico", RedirectView.as_view(url="/static/look/favicon.svg"), name="favicon"),
    path("accounts/", include(ACCOUNTS)),
    *(path(prefix, include(module)) for prefix, module in ROOMS.items() if find_spec(module)),
]
handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error

POLICIES = require_policies(urlpatterns, POLICIES_OF_OTHERS)
