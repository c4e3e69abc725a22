"""What the sign-in library tells us of, and what we keep of it."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import authentication_step_completed, password_changed, user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
    authenticator_used,
)
from django.contrib.auth import signals
from django.http import HttpRequest
from django.utils import timezone

from cairn.accounts.database_user import acting_as
from cairn.accounts.messages.models import MessageKind
from cairn.accounts.messages.services import tell_holder
from cairn.accounts.models import Happening, User
from cairn.accounts.sign_in.services import note, renew_session

_CODES = Authenticator.Type.RECOVERY_CODES


def _stamp(sender: object, *, user: User, **told: Any) -> None:
    """In place of Django's own: only a user's own transaction may write when they last signed in."""
    user.last_login = timezone.now()
    with acting_as(user):
        User.objects.filter(pk=user.pk).update(last_login=user.last_login)


def _signed_in(sender: object, *, request: HttpRequest, user: User, **told: Any) -> None:
    ways = [record.get("type") or record["method"] for record in get_authentication_records(request, user)]
    note(Happening.SIGNED_IN, user, way="+".join(ways)[:24])


def _confirmed(sender: object, *, request: HttpRequest, user: User, method: str, **told: Any) -> None:
    if told.get("reauthenticated"):
        # Whoever had a copy of the session before has none of the one that was confirmed.
        renew_session(request.session)
        note(Happening.CONFIRMED, user, way=str(told.get("type") or method)[:24])


def _code_refused(sender: object, *, user: User, **told: Any) -> None:
    note(Happening.REFUSED, user, way="code")
    # Whoever is asked for a code at the entrance knew the password.
    if not told.get("reauthentication"):
        tell_holder(user.pk, MessageKind.CODE_REFUSED)


def _factor_added(sender: object, *, user: User, authenticator: Any, **told: Any) -> None:
    kind = Happening.CODES_MADE if authenticator.type == _CODES else Happening.FACTOR_ADDED
    note(kind, user, way=str(authenticator.type)[:24])


def _codes_made(sender: object, *, user: User, authenticator: Any, **told: Any) -> None:
    note(Happening.CODES_MADE, user, way=str(authenticator.type)[:24])


def _code_used(sender: object, *, user: User, authenticator: Any, **told: Any) -> None:
    if authenticator.type == _CODES:
        note(Happening.CODE_USED, user, way=str(authenticator.type)[:24])


def _password_changed(sender: object, *, user: User, **told: Any) -> None:
    note(Happening.PASSWORD_CHANGED, user)


def _factor_removed(sender: object, *, user: User, authenticator: Any, **told: Any) -> None:
    note(Happening.FACTOR_REMOVED, user, way=str(authenticator.type)[:24])


def watch() -> None:
    """Listen from now on. Called once, when the applications are ready."""
    signals.user_logged_in.disconnect(dispatch_uid="update_last_login")
    signals.user_logged_in.connect(_stamp, dispatch_uid="cairn_last_login")
    for signal, heard in (
        (user_logged_in, _signed_in),
        (authentication_step_completed, _confirmed),
        (authentication_failed, _code_refused),
        (authenticator_added, _factor_added),
        (authenticator_reset, _codes_made),
        (authenticator_used, _code_used),
        (password_changed, _password_changed),
        (authenticator_removed, _factor_removed),
    ):
        signal.connect(heard, dispatch_uid=f"cairn{heard.__name__}")
