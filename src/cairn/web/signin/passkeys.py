"""Adding a passkey, in our words."""

from __future__ import annotations

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms

from cairn.web.base.forms import TextField


class AddPasskey(AddWebAuthnForm):
    """What it is called, and whether it signs in alone."""

    name = TextField(
        label="Name", help_text="So that you recognise it, for example “office key”.", required=False
    )
    passwordless = forms.BooleanField(
        label="Sign in with this passkey alone, without the password",
        help_text="It will ask for your fingerprint, face or PIN.",
        required=False,
    )
