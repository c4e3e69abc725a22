"""Sign-in's house rules: accounts are made by an administrator, never by signing up."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import Happening, User
from cairn.accounts.sign_in.ended_sessions import leave
from cairn.accounts.sign_in.lock_out import password_key
from cairn.accounts.sign_in.services import note

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

    def logout(self, request: HttpRequest) -> None:
        """Sign out, and void what this session's pages hold."""
        leave(request.session)
        super().logout(request)

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """Write the hash and nothing else: it is all that the database lets a user write."""
        user.set_password(password)
        user.save(update_fields=["password"])

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # The library counts each host name of the site apart; an account is one account.
        return password_key(str(credentials.get("username", "")))

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """
        Compare the password; an account that is locked, known or unknown, is refused before, in the same words.

        A hash of an older cost is renewed meanwhile, which the database lets only its user do.

        Raises
            ValidationError: locked.
        """
        user = self._named(credentials)
        try:
            if user is None or request.user.is_authenticated:
                return super().authenticate(request, **credentials)
            with acting_as(user):
                return super().authenticate(request, **credentials)
        except ValidationError:
            # Here, where the refusal no longer undoes what is written.
            self._note(Happening.LOCKED_OUT, credentials)
            raise

    def pre_login(self, request: HttpRequest, user: AbstractBaseUser, **told: Any) -> HttpResponse | None:
        """
        Refuse any way in but the agency's own to somebody who signs in there.

        A factor kept here would outlive the groups that gave them their role.
        """
        if isinstance(user, User) and user.provider_id is not None:
            ways = {record["method"] for record in get_authentication_records(request, user)}
            if ways != {"provider"}:
                note(Happening.REFUSED, user, way="not by their agency")
                clear_login(request)
                refused: HttpResponse = self.respond_user_inactive(request, user)
                return refused
        answer: HttpResponse | None = super().pre_login(request, user, **told)
        return answer

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Keep that a password was refused."""
        self._note(Happening.REFUSED, credentials)

    def _named(self, credentials: dict[str, Any]) -> User | None:
        return User.objects.filter(username__iexact=str(credentials.get("username", "")).strip()).first()

    def _note(self, kind: Happening, credentials: dict[str, Any]) -> None:
        note(kind, self._named(credentials), way="password", typed=str(credentials.get("username", "")))
