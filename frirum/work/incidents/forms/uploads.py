"""A file that is about to come in parts."""

from django import forms


class BeginForm(forms.Form):
    name = forms.CharField(max_length=1_000)
    size = forms.IntegerField(min_value=0)
    changed = forms.CharField(max_length=40, required=False)

    @property
    def mark(self) -> str:
        """The same file, chosen again, has the same."""
        said = self.cleaned_data
        return f"{said['changed']}/{said['size']}/{said['name']}"[:500]
