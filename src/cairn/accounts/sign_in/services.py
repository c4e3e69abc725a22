"""What the entrance writes: that something happened, who arrived, that sessions end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib.auth.tokens import default_token_generator
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.utils.crypto import salted_hmac

from cairn.accounts.database_user import acting_as
from cairn.accounts.messages.models import MessageKind
from cairn.accounts.messages.services import tell_holder
from cairn.accounts.models import Happening, IdentityProvider, SignInEvent, User
from cairn.accounts.sign_in.ended_sessions import leave
from cairn.accounts.staff.services import check_password_rules
from cairn.errors import NotFound
from cairn.ledger.operations import Act, declare
from cairn.ledger.services import enter

LEFT_GROUPS = declare(
    "user suspended: in no group", Act.ALTERATION, "Suspended by their agency’s sign-in: in no group"
)
MOVED_BY_GROUPS = declare(
    "user moved by groups", Act.ALTERATION, "Given another role or team by their agency’s sign-in"
)

# What is mailed to the account's holder, whoever did it (OWASP ASVS 5.0 6.3.5, 6.3.7).
_TOLD: dict[Happening, MessageKind] = {
    Happening.PASSWORD_CHOSEN: MessageKind.PASSWORD,
    Happening.PASSWORD_CHANGED: MessageKind.PASSWORD,
    Happening.FACTOR_ADDED: MessageKind.FACTOR_ADDED,
    Happening.FACTOR_REMOVED: MessageKind.FACTOR_REMOVED,
    Happening.CODES_MADE: MessageKind.CODES_MADE,
    Happening.CODE_USED: MessageKind.CODE_USED,
    Happening.LOCKED_OUT: MessageKind.LOCKED_OUT,
}
Outcome = Literal["unknown", "pending", "left", "suspended", "moved", "same"]


@dataclass(frozen=True, slots=True)
class Vouched:
    """What a provider says about the person who has just signed in there."""

    subject: str
    name: str
    email: str
    groups: Sequence[str]


@dataclass(frozen=True, slots=True)
class Arrival:
    """Who that is here, if anybody, and whether they may come in."""

    user: User | None
    outcome: Outcome

    @property
    def may_enter(self) -> bool:
        """Whether the person is somebody here, approved and not suspended."""
        return self.outcome in {"moved", "same"}


def renew_session(session: SessionBase) -> None:
    """Give a session a new key and end the old one; the list of where somebody is signed in follows."""
    old = session.session_key
    session.cycle_key()
    UserSession.objects.filter(session_key=old).update(session_key=session.session_key)


def note(
    kind: Happening, user: User | None, *, by: UUID | None = None, way: str = "", typed: str = ""
) -> None:
    """
    Keep that something happened at the entrance, and tell the account's holder of what they should know.

    Parameters
        typed: what a stranger gave as a username; kept only as a keyed digest, and only if it is nobody's.
    """
    digest = ""
    if user is None and typed:
        digest = salted_hmac("cairn.sign-in.typed", typed.strip().lower(), algorithm="sha256").hexdigest()
    SignInEvent.objects.create(
        kind=kind,
        user_id=user.pk if user else None,
        agency_id=user.agency_id if user else None,
        by_id=by,
        way=way,
        typed=digest,
    )
    if user and kind in _TOLD:
        tell_holder(user.pk, _TOLD[kind])


@transaction.atomic
def end_sessions(
    user: User, *, by: User | None = None, but: str = "", only: int | None = None, way: str = ""
) -> int:
    """
    End sessions of a user; the next request in any of them is a stranger's. How many were ended.

    Parameters
        but: the key of a session to keep.
        only: one session's number in the list of sessions.
        way: how it came to it, where nobody here did it.
    """
    sessions = UserSession.objects.filter(user_id=user.pk).exclude(session_key=but)
    if only is not None:
        sessions = sessions.filter(pk=only)
    ended = list(sessions)
    for session in ended:
        leave(SessionStore(session.session_key))
        session.end()
    if ended:
        note(Happening.SESSIONS_ENDED, user, by=by.pk if by else None, way=way)
    return len(ended)


@transaction.atomic
def end_sessions_at(provider: IdentityProvider, subject: str) -> int:
    """End every session of whoever has signed out at their agency; nobody of that subject is no error."""
    user = User.objects.filter(provider=provider, subject=subject).first()
    if user is None:
        return 0
    with acting_as(user):
        return end_sessions(user, way=provider.slug[:24])


@transaction.atomic
def choose_password(*, user_id: UUID, token: str, password: str) -> User:
    """
    Let whoever holds an invitation choose their own password; every session of theirs ends.

    It opens nothing by itself: the second factor is asked for as ever.

    Raises
        NotFound: an invitation that is used up, too old, or was never given; one message for all.
        BadInput: a password that the site's rules refuse.
    """
    user = invited(user_id=user_id, token=token)
    check_password_rules(password, user)
    user.set_password(password)
    with acting_as(user):
        user.save(update_fields=["password"])
        end_sessions(user)
        note(Happening.PASSWORD_CHOSEN, user)
    return user


def invited(*, user_id: UUID, token: str) -> User:
    """
    Whose invitation this is.

    Raises
        NotFound: as `choose_password`.
    """
    user = User.objects.filter(pk=user_id, is_active=True, provider__isnull=True).first()
    if user is None or not default_token_generator.check_token(user, token):
        raise NotFound("This invitation is used up or too old. Ask your agency's administrator for another.")
    return user


@transaction.atomic
def arrive(provider: IdentityProvider, vouched: Vouched) -> Arrival:
    """
    Receive somebody for whom their agency's provider vouches: make them pending, or follow their groups.

    Who they are is the provider and the subject together; a name or an e-mail address finds nobody. Who
    is in none of the groups that give a role is suspended, and their sessions end.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT person, outcome FROM cairn_arrive(%s, %s, %s, %s, %s)",
            [provider.pk, vouched.subject, vouched.name, vouched.email, list(vouched.groups)],
        )
        person, outcome = cursor.fetchone()
    user = User.objects.select_related("agency").filter(pk=person).first() if person else None
    if user is None:
        note(Happening.REFUSED, None, way=provider.slug)
    elif outcome in {"left", "moved"}:
        _follow(user, outcome)
    elif outcome == "pending":
        note(Happening.PENDING, user, way=provider.slug)
    elif outcome == "suspended":
        note(Happening.REFUSED, user, way=provider.slug)
    return Arrival(user, outcome)


def _follow(user: User, outcome: Outcome) -> None:
    """Write down that the groups moved or shut out somebody; it was their own sign-in that did it."""
    with acting_as(user):
        if outcome == "left":
            end_sessions(user)
            note(Happening.LEFT, user)
        operation = LEFT_GROUPS if outcome == "left" else MOVED_BY_GROUPS
        detail = {"user": str(user.pk), "role": user.role, "team": str(user.team_id or "")}
        enter(user, operation, detail=detail)
