"""Templates are written indented, for people, and sent without the indentation, for slow lines."""

import re

from django.template import Origin
from django.template.loaders import app_directories

_INDENTATION = re.compile(r"\s*\n\s*")
# A line that only decides what is drawn leaves no empty line behind.
_SILENT = re.compile(
    r"(?:^|(?<=\n))({% (?:load|extends|endcomment|get_current_language"
    r"|if|elif|else|endif|for|empty|endfor|with|endwith|block|endblock)\b[^%]*%})\n"
)


class Loader(app_directories.Loader):
    """Finds templates in the apps' folders and takes the white space off the ends of their lines.

    A part that stands within a line of text (`look/_tag.html`) brings no line break of its own.
    """

    def get_contents(self, origin: Origin) -> str:
        """The template's text; Django compiles it once."""
        text = super().get_contents(origin)
        if not origin.name.endswith(".html"):
            return text
        return _SILENT.sub(r"\1", _INDENTATION.sub("\n", text.strip()))
