"""Sign-in's house rules: accounts are made by an administrator, never by signing up."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """What the sign-in library asks of us."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up; an agency's administrator adds them."""
        return False
