"""
The provider tells us that somebody signed out there: their sessions here end.

Source: OpenID Connect Back-Channel Logout 1.0 s.2.4 (the token), s.2.6 (its checks), s.2.8 (the answer).
"""

from __future__ import annotations

import hashlib
import time
from typing import Any

from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.core.cache import cache, caches
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from requests import RequestException

from cairn.accounts.models import IdentityProvider
from cairn.accounts.sign_in.services import end_sessions_at
from cairn.errors import NotFound
from cairn.web.signin.provider.claims import signed_claims
from cairn.web.signin.provider.exchange import Exchange

_EVENT = "http://schemas.openid.net/event/backchannel-logout"
_TYPES = {None, "JWT", "logout+jwt"}
# A token is told at once; an older one is somebody's copy.
_FRESH = 300
# Between two fetches of a provider's keys: anybody may send us tokens, and none makes us ask more often.
_KEYS_KEPT = 10
_LONGEST = 10_000


def believe_sign_out(token: str, *, keys: dict[str, Any], provider: IdentityProvider) -> tuple[str, str]:
    """
    Who signed out, and the token's own number, of a logout token that this provider signed for this site just now.

    Raises
        OAuth2Error: anything amiss; a token that names a session only, and no person.
    """
    claims, header = signed_claims(token, keys=keys, provider=provider, required=["iss", "aud", "iat", "jti"])
    events = claims.get("events")
    if (
        header.get("typ") not in _TYPES
        or not isinstance(events, dict)
        or not isinstance(events.get(_EVENT), dict)
    ):
        raise OAuth2Error("this is no logout token")
    if "nonce" in claims:
        raise OAuth2Error("a logout token has no nonce: this is an ID token")
    if claims["iat"] < time.time() - _FRESH:
        raise OAuth2Error("the logout token is too old")
    subject, number = claims.get(provider.subject_claim), claims["jti"]
    if not isinstance(subject, str) or not subject or not isinstance(number, str) or not number:
        raise OAuth2Error(f"the logout token has no claim '{provider.subject_claim}'")
    return subject, number


# Exempt: the provider has no page of ours, and its signature says who it is.
@csrf_exempt
@require_POST
@never_cache
@sensitive_post_parameters()
def signed_out_there(request: HttpRequest, provider_id: str) -> HttpResponse:
    """End the sessions of whoever the provider says has signed out; 400 and the reason for anything else."""
    try:
        exchange = Exchange(request, provider_id)
        token = request.POST.get("logout_token", "")[:_LONGEST]
        subject, number = believe_sign_out(token, keys=_keys(exchange), provider=exchange.provider)
        _once(exchange.provider, number)
    except NotFound:
        return _refused("no such provider")
    except OAuth2Error as error:
        return _refused(str(error))
    except RequestException:
        return JsonResponse({"error": "temporarily_unavailable"}, status=503)
    end_sessions_at(exchange.provider, subject)
    return HttpResponse(status=200)


def _refused(why: str) -> HttpResponse:
    return JsonResponse({"error": "invalid_request", "error_description": why}, status=400)


def _keys(exchange: Exchange) -> dict[str, Any]:
    near, name = caches["near"], f"keys-{exchange.provider.pk}"
    kept: dict[str, Any] | None = near.get(name)
    if kept is None:
        kept = exchange.keys()
        near.set(name, kept, _KEYS_KEPT)
    return kept


def _once(provider: IdentityProvider, number: str) -> None:
    name = hashlib.sha256(f"{provider.pk} {number}".encode()).hexdigest()
    if not cache.add(f"signed-out-{name}", 1, 2 * _FRESH):
        raise OAuth2Error("this logout token was used before")
