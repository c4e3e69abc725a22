"""The sign-in library's OpenID Connect client, made strict, and handing over to our own reception."""

from __future__ import annotations

import time
from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from cairn.accounts.models import IdentityProvider
from cairn.accounts.sign_in.queries import open_provider
from cairn.web.signin.provider import claims as checks
from cairn.web.signin.provider.reception import confirm, receive


class Exchange(OpenIDConnectOAuth2Adapter):
    """One provider, as this request speaks with it."""

    state: dict[str, Any]

    def __init__(self, request: HttpRequest, slug: str) -> None:
        super().__init__(request, slug)
        self.provider: IdentityProvider = open_provider(slug)

    @property
    def openid_config(self) -> dict[str, Any]:
        """
        The provider's own description of itself.

        Raises
            OAuth2Error: it describes another issuer (OpenID Connect Discovery 1.0 s.4.3).
        """
        config: dict[str, Any] = super().openid_config
        if config.get("issuer") != self.provider.issuer:
            raise OAuth2Error("the provider's description names another issuer")
        return config

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **told: Any) -> NoReturn:
        """
        Check what the provider says and answer the request ourselves, in place of the library's accounts.

        Raises
            ImmediateHttpResponse: the answer; the library's way to step in.
            OAuth2Error: the provider's word is not good.
        """
        claims = checks.believe(
            str(told["response"].get("id_token", "")),
            keys=self.keys(),
            provider=self.provider,
            nonce=str(self.state.get("nonce", "")),
        )
        wanted = {self.provider.subject_claim, self.provider.name_claim, self.provider.groups_claim}
        if not wanted <= claims.keys() and "userinfo_endpoint" in self.openid_config:
            claims = checks.with_userinfo(claims, self._fetch_user_info(token.token))
        said = checks.vouched(claims, self.provider)
        if self.state.get("again"):
            self._must_be_now(claims)
            raise ImmediateHttpResponse(
                confirm(request, self.provider, said, str(self.state.get("next") or "/"))
            )
        raise ImmediateHttpResponse(receive(request, self.provider, said, self.state.get("next")))

    def keys(self) -> dict[str, Any]:
        """
        The provider's key set, asked for now.

        Raises
            OAuth2Error: its description names another issuer.
            RequestException: it does not answer.
        """
        return self._fetch(self.openid_config["jwks_uri"])

    def _must_be_now(self, claims: dict[str, Any]) -> None:
        asked_at = self.state["asked_at"]
        if not isinstance(claims.get("auth_time"), int) or claims["auth_time"] < asked_at - 30:
            raise OAuth2Error("the provider did not ask the person again")
        if time.time() - asked_at > settings.CAIRN.fresh_minutes * 60:
            raise OAuth2Error("confirming took too long")

    def _fetch(self, url: str) -> dict[str, Any]:
        library: Any = get_adapter()
        with library.get_requests_session() as session:
            answer = session.get(url)
            answer.raise_for_status()
            found: dict[str, Any] = answer.json()
            return found


class Back(OAuth2CallbackView):
    """Back from the provider: the state is this browser's own, and begun with this provider."""

    adapter: Exchange

    def _get_state(
        self, request: HttpRequest, provider: Any
    ) -> tuple[dict[str, Any] | None, HttpResponse | None]:
        state, refusal = self._used_up(request, provider)
        ours = self.adapter.provider.issuer
        # RFC 9207: a provider that says who it is must be the one that was asked.
        if state is not None and request.GET.get("iss", ours) != ours:
            # The state is used up by now, so that asking for it again answers with the error page.
            state, refusal = self._used_up(request, provider)
        self.adapter.state = state or {}
        return state, refusal

    def _used_up(
        self, request: HttpRequest, provider: Any
    ) -> tuple[dict[str, Any] | None, HttpResponse | None]:
        found: tuple[dict[str, Any] | None, HttpResponse | None] = super()._get_state(request, provider)
        return found
