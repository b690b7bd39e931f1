"""Why a file is not taken, in words that say the way out."""

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from nakhara.foundation.documents.formats.inspection import KINDS


def say(code: str) -> str:
    """The sentence for a code of `holding` or `inspection`."""
    return {
        "size": _("The file is larger than %(limit)s; split it or make it smaller")
        % {"limit": filesizeformat(settings.DOCUMENTS_FILE_LIMIT)},
        "quota": _("The space of your organisation is full (%(limit)s); remove files that nothing cites")
        % {"limit": filesizeformat(settings.DOCUMENTS_QUOTA)},
        "cut": _("The connection broke before the whole file had arrived; send it again"),
        "disk": _("The system has no room for the file now; nothing was stored, try again later"),
        "empty": _("The file is empty; choose another"),
        "type": _("Files of this kind are not taken; use %(kinds)s") % {"kinds": kinds()},
        "mismatch": _("The content is not what the file's name says; save it again in its own program"),
        "damaged": _("The file cannot be opened; save it again and send it once more"),
        "complex": _("The file takes too long to check; make it simpler or split it"),
        "locked": _("The file has a password; save it without one"),
        "active": _("The PDF holds scripts, programs or attached files; print it to a new PDF"),
        "pixels": _("The picture has too many pixels; make it smaller"),
        "bomb": _("The file grows too large when opened; save it again in its own program"),
        "hidden": _("The file holds other files or programs; take them out and save it again"),
        "macro": _("The file holds macros; save it without them"),
        "text": _("The text is not UTF-8 or holds control characters; save it as UTF-8"),
    }[code]


def kinds() -> str:
    """The kinds of file that are taken, for people."""
    return " ".join(sorted(extension.removeprefix(".").upper() for extension in KINDS))
