"""What the web server runs."""

import os

import nakhara.site  # noqa: F401  (before Django, so that its SQLite backend finds the bundled library)
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nakhara.site.settings")
application = get_wsgi_application()
