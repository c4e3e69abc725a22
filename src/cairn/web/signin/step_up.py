"""Before something grave: a sign-in of a moment ago, or the same person confirmed again."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.internal.httpkit import authenticated_user
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from cairn.accounts.models import User
from cairn.errors import NotAllowed

View = Callable[..., HttpResponse]


def is_fresh(request: HttpRequest) -> bool:
    """Whether whoever is signed in proved it no longer ago than the operator allows (CAIRN_FRESH_MINUTES)."""
    proofs = [record["at"] for record in get_authentication_records(request, authenticated_user(request))]
    return bool(proofs) and time.time() - max(proofs) < settings.CAIRN.fresh_minutes * 60


def where_to_confirm(user: User) -> str:
    """
    The page on which this user confirms that it is still them: their provider's, or their own factors.

    Raises
        NotAllowed: the account has neither a provider nor a factor of its own.
    """
    if user.provider_id is not None:
        return reverse("confirm_at_provider")
    ways = get_adapter().get_reauthentication_methods(user)
    if not ways:
        raise NotAllowed("You cannot confirm that it is you. Sign out and sign in again.")
    return str(ways[0]["url"])


def _return_to(request: HttpRequest) -> str:
    """Where to come back to: this page; for something posted, the page of ours that it was posted from."""
    referer = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(referer, {request.get_host()}, request.is_secure())
    if request.method == "POST" and referer and ours:
        parts = urlsplit(referer)
        return parts.path + (f"?{parts.query}" if parts.query else "")
    return request.get_full_path()


def confirmation(user: User, then: str) -> str:
    """
    The address at which this user confirms that it is still them, and goes on to another address of ours.

    Raises
        NotAllowed: see where_to_confirm.
    """
    return f"{where_to_confirm(user)}?{urlencode({'next': then})}"


def confirm_first(request: HttpRequest, user: User) -> HttpResponse | None:
    """To the page that confirms who is signed in, and back; nothing if they proved it a moment ago."""
    if is_fresh(request):
        return None
    return redirect(confirmation(user, _return_to(request)))


def fresh_sign_in(view: View) -> View:
    """
    Let a view be opened only soon after signing in or confirming; else go and confirm, and come back.

    What is posted meanwhile is not kept: guard the page with the form as well as its answer. An answer
    that takes POST only is come back to by its form's page (the Referer), never by its own address.
    """

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        if not isinstance(user, User):
            raise NotAllowed("Sign in first.")
        return confirm_first(request, user) or view(request, *args, **kwargs)

    return guarded
