"""Sign-in's house rules: accounts are made by an administrator, never by signing up."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest

_NOT_NEWS = ("account/messages/logged_in.txt", "account/messages/logged_out.txt")


class AccountAdapter(DefaultAccountAdapter):
    """What the sign-in library asks of us."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up; an agency's administrator adds them."""
        return False

    def add_message(self, request: HttpRequest, level: int, *arguments: Any, **details: Any) -> None:
        """Say what changed on the account; that somebody signed in or out, they know."""
        template = str(arguments[0] if arguments else details.get("message_template", ""))
        if template not in _NOT_NEWS:
            super().add_message(request, level, *arguments, **details)

    def is_reauthentication_required(self, *, app: str, **kwargs: object) -> bool:
        """
        Ask for the password again before a second factor is changed, not before the first is set up.

        Whoever has none signed in with the password just now, and can open nothing else until it is set.
        """
        return is_mfa_enabled(context.request.user)
