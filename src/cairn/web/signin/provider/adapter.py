"""Identity providers as the sign-in library asks for them: from our own table, each with PKCE."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from django.http import HttpRequest
from requests import Session

from cairn.accounts.models import IdentityProvider
from cairn.accounts.sign_in.queries import open_providers
from cairn.accounts.sign_in.secret import client_secret


def _as_app(provider: IdentityProvider) -> SocialApp:
    return SocialApp(
        provider="openid_connect",
        provider_id=provider.slug,
        name=provider.agency.name,
        client_id=provider.client_id,
        secret=client_secret(provider.slug),
        settings={
            "server_url": provider.issuer.rstrip("/"),
            "oauth_pkce_enabled": True,
            "scope": provider.scopes.split(),
        },
    )


class ProviderAdapter(DefaultSocialAccountAdapter):
    """What the sign-in library asks about providers."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody signs up: `cairn.accounts.sign_in.services.arrive` receives people."""
        return False

    def get_requests_session(self) -> Session:
        """Go where the provider's description says and nowhere from there: a redirect is an error."""
        library: Any = super()
        session: Session = library.get_requests_session()
        session.max_redirects = 0
        return session

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """The open providers of this short name, or all."""
        return [
            _as_app(found)
            for found in open_providers()
            if provider in {None, found.slug} and client_id in {None, found.client_id}
        ]
