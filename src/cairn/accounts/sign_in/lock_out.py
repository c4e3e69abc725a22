"""
Too many wrong passwords or codes: the account is locked for a while, whether it exists or not.

The counts are the sign-in library's, in the database's cache, so that every process sees them.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from allauth.core.internal.ratelimit import Rate, get_cache_key, get_rates
from django.core.cache import cache
from django.http import HttpRequest

from cairn.accounts.models import User


def password_key(username: str) -> str:
    """Under what name wrong passwords are counted: the username, in capitals or not, at any address."""
    return username.strip().lower()


def _counts(user: User) -> Iterator[tuple[Rate, str]]:
    """The account's counters (passwords, then codes), each with its limit."""
    for key in (password_key(user.username), f"mfa-auth-user-{user.pk}"):
        for rate in get_rates(app="allauth.account", action="login_failed"):
            if rate.per == "key":
                name = get_cache_key(
                    HttpRequest(), app="allauth.account", action="login_failed", rate=rate, key=key
                )
                yield rate, name


def is_locked(user: User) -> bool:
    """Whether the account refuses even the right password just now."""
    now = time.time()
    return any(
        sum(1 for at in cache.get(key, []) if at > now - rate.duration) >= rate.amount
        for rate, key in _counts(user)
    )


def forget_wrong_guesses(user: User) -> None:
    """Open the account again before its time."""
    cache.delete_many([key for _, key in _counts(user)])
