"""Forms of the shop."""

from django import forms


class QuestionForm(forms.Form):
    """A question to the shop. Saving it sends a letter, and writes no row."""

    text = forms.CharField()

    def save(self) -> str:
        """The text, for whoever sends it."""
        return self.cleaned_data["text"]
