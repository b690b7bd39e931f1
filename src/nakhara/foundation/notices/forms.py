"""Forms of notices."""

from django import forms

from nakhara.look.forms import IdempotentForm


class ReadForm(IdempotentForm):
    """Marks one notice as read, or, without its key, all of them."""

    notice = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)
