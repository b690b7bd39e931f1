"""Django's settings, read from the data directory and a few `NAKHARA_…` variables (docs/howto/run-it.md lists them)."""

import os
import sys
from pathlib import Path

from csp.constants import NONE, SELF

from nakhara.site.database import database_settings
from nakhara.site.directory import DataDirectory
from nakhara.site.mail import mail_settings
from nakhara.site.origin import Origin

DATA = DataDirectory.from_environment()
DEMO = DATA.demo
ORIGIN = Origin(os.environ.get("NAKHARA_ORIGIN", ""))

DEBUG = False
# Empty where there is none: Django then refuses at first use, and `nakhara serve` says so before that.
SECRET_KEY = DATA.secret_key
ALLOWED_HOSTS = [
    "localhost",
    "127.0.0.1",
    "[::1]",
    *ORIGIN.hosts,
    *os.environ.get("NAKHARA_HOSTS", "").split(),
]


INSTALLED_APPS = [
    # Before allauth's, so that our sign-in pages win.
    "nakhara.look",
    "nakhara.foundation.record",
    "nakhara.foundation.work",
    "nakhara.foundation.places",
    "nakhara.foundation.parties",
    "nakhara.foundation.documents",
    "nakhara.foundation.notices",
    "nakhara.foundation.enrolment",
    "nakhara.circulars",
    "nakhara.meetings",
    "nakhara.stages.plan",
    "nakhara.stages.self_assessment",
    "nakhara.stages.application",
    "nakhara.stages.review",
    "nakhara.stages.designation",
    "nakhara.stages.investment_promotion",
    "nakhara.stages.monitoring",
    "nakhara.programme",
    "nakhara.casefile",
    "nakhara.desk",
    "nakhara.registry",
    "nakhara.api",
    "nakhara.site",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "csp",
]

# Probes come before host checks; headers before static files; the language before whatever writes text;
# digits are changed when all text is written.
MIDDLEWARE = [
    "nakhara.site.requests.log_requests",
    "nakhara.site.health.answer_probes",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "nakhara.look.middleware.ThaiDigitsMiddleware",
    "nakhara.site.language.choose_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "nakhara.foundation.parties.gate.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "nakhara.site.errors.RefusalMiddleware",
]
ROOT_URLCONF = "nakhara.site.urls"
WSGI_APPLICATION = "nakhara.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "nakhara.look.context.preferences",
                "nakhara.site.context.site",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["nakhara.look.loading.Loader"],
                )
            ],
        },
    }
]
FORM_RENDERER = "nakhara.look.forms.Renderer"

# Data

DATABASES = {"default": database_settings(os.environ.get("NAKHARA_DATABASE_URL", ""), DATA.path)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# In the database, so that limits on sign-in hold across the web's processes.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "site_cache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DOCUMENTS_ROOT = DATA.path / "documents"
MAIL_ROOT = DATA.path / "mail"

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_HANDLERS = ["nakhara.foundation.documents.formats.holding.HoldingHandler"]
# Bytes: of one file, and of all that one organisation keeps.
DOCUMENTS_FILE_LIMIT = int(os.environ.get("NAKHARA_FILE_LIMIT", 50 * 2**20))
DOCUMENTS_QUOTA = int(os.environ.get("NAKHARA_FILE_QUOTA", 2 * 2**30))

# Language and time

LANGUAGE_CODE = "th"
LANGUAGES = [("th", "ไทย"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 86400
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
TIME_ZONE = "Asia/Bangkok"
USE_TZ = True

# People and sign-in

AUTH_USER_MODEL = "parties.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in [
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
    ]
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/work/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "nakhara.site.accounts.Adapter"
ACCOUNT_FORMS = {
    "login": "nakhara.foundation.parties.forms.SignInForm",
    "reset_password": "nakhara.foundation.parties.forms.ForgottenPasswordForm",
    "reset_password_from_key": "nakhara.foundation.parties.forms.NewPasswordForm",
    "change_password": "nakhara.foundation.parties.forms.ChangePasswordForm",
    "set_password": "nakhara.foundation.parties.forms.FirstPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # people come in by an invitation that was sent to the address
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if ORIGIN.https else "http"
# By account. A limit by address only stops floods: a whole office may sit behind one.
ACCOUNT_RATE_LIMITS = {
    "login": "600/m/ip",
    "login_failed": "5/5m/key",
    "reset_password": "600/m/ip,5/h/key",
    "reset_password_from_key": "600/m/ip",
    "signup": "600/m/ip",
    "open_account": "60/h/ip",
    "open_account_mail": "6/d/key",
}
# With an https origin the front on this machine is the one proxy, and it alone says where a client is; else nobody is
# believed, and the client is whoever is connected.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if ORIGIN.https else 0

# Cookies and headers

_PREFIX = "__Host-" if ORIGIN.https else ""
SESSION_COOKIE_NAME = _PREFIX + "session"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = not DEMO
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = _PREFIX + "csrf"
CSRF_COOKIE_SECURE = not DEMO
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = ORIGIN.trusted
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if ORIGIN.https:
    # The front that ends TLS must set this header itself and drop the client's (deploy/nginx.conf does).
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = int(os.environ.get("NAKHARA_HSTS_SECONDS", 365 * 86400))
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Files of our own

STATIC_URL = "/static/"
# Beside the sources in a checkout, with the environment where the package is installed.
_CHECKOUT = Path(__file__).parents[3]
_BUILT = _CHECKOUT / "build" if (_CHECKOUT / "bootstrap.py").is_file() else Path(sys.prefix, "share", "nakhara")
STATIC_ROOT = _BUILT / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False

# Mail

for _name, _value in mail_settings(os.environ, MAIL_ROOT).items():
    globals()[_name] = _value

# Logs

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "nakhara.site.requests.LineFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("NAKHARA_LOG_LEVEL", "WARNING")},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        # A page not found or refused is no fault of ours.
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}
