"""To an agency's identity provider and back, and the pages for whoever may not come in yet."""

from __future__ import annotations

import secrets
import time
from typing import Any

from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from requests import RequestException

from cairn.accounts.models import User
from cairn.errors import NotAllowed
from cairn.web.signin.provider.exchange import Back, Exchange


def _leave(request: HttpRequest, slug: str, *, parameters: dict[str, str], **state: Any) -> HttpResponse:
    nonce = secrets.token_urlsafe(32)
    exchange: Any = Exchange(request, slug)
    provider = exchange.get_provider()
    # On the way out too, the provider's description of itself must be what the operator was told.
    provider.oauth2_adapter_class = Exchange
    try:
        gone: HttpResponse = provider.redirect(
            request,
            process="login",
            next_url=request.GET.get("next") or None,
            auth_params={"nonce": nonce, **parameters},
            nonce=nonce,
            **state,
        )
    except (RequestException, OAuth2Error):
        return render(request, "provider/unreachable.html", {"agency": exchange.provider.agency}, status=503)
    return gone


def to_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """An agency's own sign-in address: on to its provider."""
    return _leave(request, provider_id, parameters={})


@login_required
def to_provider_again(request: HttpRequest) -> HttpResponse:
    """
    The provider asks the person who is signed in here for their sign-in once more.

    Source: OpenID Connect Core 1.0 s.3.1.2.1 (`prompt=login`, `max_age`).
    """
    user = request.user
    if not isinstance(user, User) or user.provider is None:
        raise NotAllowed("You sign in here with a password, not at your agency. Confirm with that.")
    parameters = {"prompt": "login", "max_age": "0"}
    return _leave(request, user.provider.slug, parameters=parameters, again=True, asked_at=int(time.time()))


def back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from the provider, with a code to exchange."""
    library: Any = Back
    answer: HttpResponse = library.adapter_view(Exchange(request, provider_id))(request)
    return answer


def waiting(request: HttpRequest) -> HttpResponse:
    """Signed in at the agency, and waiting for an administrator's approval."""
    return render(request, "provider/waiting.html")


def no_role(request: HttpRequest) -> HttpResponse:
    """Signed in at the agency, and in no group that gives a role here."""
    return render(request, "provider/no_role.html", status=403)


def not_finished(request: HttpRequest) -> HttpResponse:
    """The person turned back at the provider."""
    return render(request, "provider/not_finished.html")
