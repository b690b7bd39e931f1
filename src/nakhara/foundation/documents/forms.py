"""Forms of documents; a field that has a file looked at before any action begins."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from nakhara.foundation.documents.formats.holding import HeldFile, hold
from nakhara.foundation.documents.formats.inspection import KINDS
from nakhara.foundation.documents.formats.refusals import say
from nakhara.look.forms import CleanTextField, IdempotentForm, ThaiDateField


class DocumentField(forms.FileField):
    """A file that is taken only when it is what its name says; gives a HeldFile for `store_document`."""

    widget = forms.FileInput(attrs={"accept": ",".join(KINDS)})
    default_error_messages = {"required": _("Choose a file")}

    def to_python(self, data):
        """The held file, looked at; a refusal is told here, with its code."""
        if not data:
            return None
        held = data if isinstance(data, HeldFile) else hold(data.chunks(), data.name)
        held.look()
        if held.refusal:
            raise ValidationError(say(held.refusal), code=held.refusal)
        return held


class UploadForm(IdempotentForm):
    """A file for the ledger."""

    file = DocumentField(label=_("File"))
    description = CleanTextField(label=_("What it is"), max_length=300, required=False)
    dated = ThaiDateField(label=_("Date on the document"), before=40, after=1, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("Up to %(limit)s a file") % {"limit": _limit()}


class DescribeForm(IdempotentForm):
    """What a document is."""

    description = CleanTextField(label=_("What it is"), max_length=300, required=False)
    dated = ThaiDateField(label=_("Date on the document"), before=40, after=1, required=False)


class ReleaseForm(IdempotentForm):
    """Letting a document go from the ledger."""


def _limit() -> str:
    from django.conf import settings
    from django.template.defaultfilters import filesizeformat

    return filesizeformat(settings.DOCUMENTS_FILE_LIMIT)
