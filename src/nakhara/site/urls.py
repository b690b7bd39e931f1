"""Every address of the site, and the policy of each: a route without one stops the start."""

from importlib.util import find_spec

from django.urls import include, path
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
# allauth's own views: who may come to them
ALLAUTH = {
    "account_login": PUBLIC,
    "account_logout": PUBLIC,
    "account_signup": PUBLIC,
    "account_inactive": PUBLIC,
    "account_reauthenticate": SIGNED_IN,
    "account_email": SIGNED_IN,
    "account_confirm_email": PUBLIC,
    "account_email_verification_sent": PUBLIC,
    "account_change_password": SIGNED_IN,
    "account_set_password": SIGNED_IN,
    "account_reset_password": PUBLIC,
    "account_reset_password_done": PUBLIC,
    "account_reset_password_from_key": PUBLIC,
    "account_reset_password_from_key_done": PUBLIC,
    "account_confirm_login_code": PUBLIC,
    "favicon": PUBLIC,
}

urlpatterns = [
    path("preferences/", preferences.change, name="preferences"),
    path("favicon.ico", RedirectView.as_view(url="/static/look/favicon.svg"), name="favicon"),
    path("accounts/", include("allauth.account.urls")),
    *(path(prefix, include(module)) for prefix, module in ROOMS.items() if find_spec(module)),
]
handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error

POLICIES = require_policies(urlpatterns, ALLAUTH)
