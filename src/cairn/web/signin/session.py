"""What a signed-in session must be: not too old, and outside the demo with a second factor."""

from __future__ import annotations

import time
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from cairn.access.acting import bind

_SIGNED_IN_AT = "signed_in_at"
# Where somebody without a second factor may be: setting it up, and leaving.
_WITHOUT_SECOND_FACTOR = (
    "mfa_activate_totp",
    "account_logout",
    "account_reauthenticate",
    "account_change_password",
)


class SessionLimits:
    """
    Signs out a session older than the operator's limit, whatever its activity; asks for a second factor.

    Idleness is the session cookie's own business (SESSION_COOKIE_AGE).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            began = request.session.setdefault(_SIGNED_IN_AT, int(time.time()))
            if time.time() - began > settings.CAIRN.session_hours * 3600:
                # Go on as nobody: the page asks for sign-in itself, and first saves what was typed on it.
                logout(request)
                bind(None)
                return self.get_response(request)
            if not settings.CAIRN.demo and not is_mfa_enabled(request.user):
                allowed = {reverse(name) for name in _WITHOUT_SECOND_FACTOR}
                if request.path not in allowed:
                    return redirect("mfa_activate_totp")
            response = self.get_response(request)
            # At a shared counter nobody goes back, after the sign-out, to a page that names a person.
            response.headers.setdefault("Cache-Control", "private, no-store")
            return response
        return self.get_response(request)
