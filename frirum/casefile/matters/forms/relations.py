"""Whom a member of staff is close to."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from frirum.foundation.ui.forms import DayField


class RelationForm(forms.Form):
    """Somebody one is close to."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    name = forms.CharField(
        label=_("Who is it?"),
        max_length=120,
        help_text=_("Given name and family name."),
        error_messages={"required": _("Write the name.")},
    )
    birth_date = DayField(
        label=_("When were they born?"),
        required=False,
        help_text=_("If you know it: it tells two people of one name apart."),
    )
    relation = forms.CharField(
        label=_("What are they to you?"),
        max_length=120,
        help_text=_("Such as: my brother, a close friend, my former husband."),
        error_messages={"required": _("Write what they are to you.")},
    )
    phone = forms.CharField(label=_("Their phone"), max_length=40, required=False)
    street = forms.CharField(label=_("Street and number"), max_length=120, required=False)
    town = forms.CharField(
        label=_("Postcode and town"),
        max_length=80,
        required=False,
        help_text=_("Phone and address only as far as you know them. They spare false alarms."),
    )
