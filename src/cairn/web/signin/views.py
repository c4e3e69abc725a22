"""The account's page, and the sign-in page: the library's own, and in a demonstration also who may be signed in as."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.account.views import LoginView
from allauth.mfa.base.views import IndexView
from django.conf import settings

from cairn.accounts.agencies.queries import demonstration_sign_ins
from cairn.accounts.models import User
from cairn.accounts.sign_in.queries import open_providers


class Account(IndexView):
    """What somebody signs in with."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Also whether it is the agency's own sign-in."""
        user = self.request.user
        by_agency = isinstance(user, User) and user.provider_id is not None
        return {**super().get_context_data(**kwargs), "by_agency": by_agency}


class SignIn(LoginView):
    """Name and password."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the page shows; only a demonstration offers names."""
        offered = demonstration_sign_ins() if settings.CAIRN.demo else []
        own = {"demo_signins": offered, "providers": open_providers(), "onward": self._onward()}
        return {**super().get_context_data(**kwargs), **own}

    def _onward(self) -> str:
        """Where the person was going, for the agencies' own addresses."""
        asked = self.request.GET.get("next")
        return f"?{urlencode({'next': asked})}" if asked else ""
