"""Sign-in's house rules: accounts are made by an administrator, never by signing up."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """What the sign-in library asks of us."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up; an agency's administrator adds them."""
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: object) -> bool:
        """
        Ask for the password again before a second factor is changed, not before the first is set up.

        Whoever has none signed in with the password just now, and can open nothing else until it is set.
        """
        return is_mfa_enabled(context.request.user)
