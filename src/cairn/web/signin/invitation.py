"""Choosing one's own password, by an invitation that an administrator handed over."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from cairn.accounts.sign_in.services import choose_password as choose
from cairn.accounts.sign_in.services import invited
from cairn.errors import BadInput
from cairn.web.base.forms import add_refusal


class PasswordForm(forms.Form):
    """A new password, twice."""

    password = forms.CharField(
        label="Password", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    again = forms.CharField(
        label="Enter the password again",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, str]:
        """Both are the same."""
        typed: dict[str, str] = super().clean() or {}
        if typed.get("password") != typed.get("again"):
            self.add_error("again", "The two passwords must match")
        return typed


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def choose_password(request: HttpRequest, user_id: UUID, token: str) -> HttpResponse:
    """The page that an invitation opens; once used it is no page any more."""
    user = invited(user_id=user_id, token=token)
    form = PasswordForm(request.POST or None)
    if form.is_valid():
        try:
            choose(user_id=user_id, token=token, password=form.cleaned_data["password"])
        except BadInput as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Your password is set. You can now sign in.")
            return redirect("account_login")
    return render(request, "account/choose_password.html", {"form": form, "username": user.username})
