"""The sign-in page: the library's own, and in a demonstration also who may be signed in as."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView
from django.conf import settings

from cairn.access.queries import demonstration_sign_ins


class SignIn(LoginView):
    """Name and password."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the page shows; only a demonstration offers names."""
        offered = demonstration_sign_ins() if settings.CAIRN.demo else []
        return {**super().get_context_data(**kwargs), "demo_signins": offered}
