"""Receiving somebody for whom their agency's provider vouches: in, waiting, or not at all."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from cairn.accounts.database_user import bind
from cairn.accounts.models import IdentityProvider, User
from cairn.accounts.sign_in.services import Vouched, arrive
from cairn.errors import NotAllowed

_WAITING, _NO_ROLE, _CLOSED = "sign_in_waiting", "sign_in_no_role", "account_inactive"
_PAGES = {"pending": _WAITING, "unknown": _NO_ROLE, "left": _NO_ROLE, "suspended": _CLOSED}


def receive(
    request: HttpRequest, provider: IdentityProvider, said: Vouched, onward: str | None
) -> HttpResponse:
    """Sign the person in, or say why not. Whoever was signed in in this browser is signed out first."""
    if request.user.is_authenticated:
        get_adapter(request).logout(request)
    bind(None)
    arrival = arrive(provider, said)
    if arrival.user is None or not arrival.may_enter:
        return redirect(_PAGES[arrival.outcome])
    record_authentication(request, arrival.user, "provider", provider=provider.slug)
    entered: HttpResponse = perform_login(
        request, Login(user=arrival.user, redirect_url=_within(request, onward))
    )
    return entered


def confirm(request: HttpRequest, provider: IdentityProvider, said: Vouched, onward: str) -> HttpResponse:
    """
    Note that the person signed in here has just signed in there again.

    Raises
        NotAllowed: the provider speaks of somebody else.
    """
    user = request.user
    if not isinstance(user, User) or (user.provider_id, user.subject) != (provider.pk, said.subject):
        raise NotAllowed("Somebody else has signed in at your agency. Sign out here and start again.")
    record_authentication(request, user, "provider", provider=provider.slug, reauthenticated=True)
    return redirect(_within(request, onward) or "/")


def _within(request: HttpRequest, onward: str | None) -> str | None:
    good = onward and url_has_allowed_host_and_scheme(onward, {request.get_host()}, request.is_secure())
    return onward if good else None
