"""Where mail goes: to the server that `NAKHARA_SMTP_URL` names, else into files in the data directory."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit


def mail_settings(environment: Mapping[str, str], folder: Path) -> dict[str, object]:
    """Django's mail settings; `smtps://` talks TLS from the start, `smtp+tls://` asks for it, `smtp://` has none."""
    sender = environment.get("NAKHARA_MAIL_FROM", "nakhara@localhost")
    both = {"DEFAULT_FROM_EMAIL": sender, "SERVER_EMAIL": sender, "EMAIL_TIMEOUT": 20}
    url = environment.get("NAKHARA_SMTP_URL", "")
    if not url:
        backend = "django.core.mail.backends.filebased.EmailBackend"
        return both | {"EMAIL_BACKEND": backend, "EMAIL_FILE_PATH": folder}
    parts = urlsplit(url)
    return both | {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or {"smtps": 465, "smtp+tls": 587}.get(parts.scheme, 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
    }
