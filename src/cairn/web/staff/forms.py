"""What an administrator types about a colleague."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from cairn.accounts.models import Team
from cairn.accounts.roles import Role
from cairn.web.base.forms import TextField


class PostForm(forms.Form):
    """A role and a team."""

    role = forms.ChoiceField(label="Role", choices=Role.choices)
    team = forms.TypedChoiceField(label="Team", required=False, empty_value=None)

    def __init__(self, *args: Any, teams: Sequence[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_id = {str(team.pk): team for team in teams}
        field = self.fields["team"]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = [("", "No team"), *((key, team.name) for key, team in by_id.items())]
            field.coerce = by_id.__getitem__


class AddForm(PostForm):
    """Somebody who signs in with a password of their own."""

    name = TextField(label="Name", help_text="The name colleagues know them by.", max_length=120)
    username = TextField(
        label="Username", help_text="They will sign in with this.", max_length=64, widget=forms.TextInput
    )
    email = forms.EmailField(label="Email address (optional)", required=False)

    field_order = ("name", "username", "email", "role", "team")
