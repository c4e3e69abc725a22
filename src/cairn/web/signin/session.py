"""What a signed-in session must be: not too old, and outside the demo with a second factor."""

from __future__ import annotations

import time
from collections.abc import Callable

from allauth.core.internal.httpkit import authenticated_user
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from cairn.accounts.database_user import bind
from cairn.accounts.models import User

_SIGNED_IN_AT = "signed_in_at"
_SEEN_AT = "seen_at"
# Where somebody without a second factor may be: setting it up, and leaving.
_WITHOUT_SECOND_FACTOR = (
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "account_logout",
    "account_reauthenticate",
    "account_change_password",
)


def _needs_second_factor(request: HttpRequest) -> bool:
    """Whether to set one up first. An agency's identity provider has asked for its own."""
    user = authenticated_user(request)
    by_provider = isinstance(user, User) and user.provider_id is not None
    return not settings.CAIRN.demo and not by_provider and not is_mfa_enabled(user)


def _seen(request: HttpRequest) -> None:
    """
    Keep when this session was last used, to the minute, and so its end: a page writes no session otherwise.

    A session ends at most this much sooner than the operator says, and never later.
    """
    now = time.time()
    if now - request.session.get(_SEEN_AT, 0) >= min(60, settings.SESSION_COOKIE_AGE / 30):
        request.session[_SEEN_AT] = int(now)
        sessions = UserSession.objects.filter(session_key=request.session.session_key)
        sessions.update(last_seen_at=timezone.now())


class SessionLimits:
    """
    Signs out a session older than the operator's limit, whatever its activity; asks for a second factor.

    Idleness is the session's own business (SESSION_COOKIE_AGE, from when it was last written).
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
            _seen(request)
            if _needs_second_factor(request):
                allowed = {reverse(name) for name in _WITHOUT_SECOND_FACTOR}
                if request.path not in allowed:
                    return redirect("mfa_activate_totp")
            response = self.get_response(request)
            # At a shared counter nobody goes back, after the sign-out, to a page that names a person.
            response.headers.setdefault("Cache-Control", "private, no-store")
            return response
        return self.get_response(request)
