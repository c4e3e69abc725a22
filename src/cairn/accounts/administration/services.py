"""
What an administrator decides about people of their agency: approval, role and team, suspension.

Nobody decides about their own account, so that one person alone can neither raise themselves nor shut
their agency out; the database says the same (cairn.accounts.row_security).
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.tokens import default_token_generator
from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import Q
from django.utils import timezone

from cairn.accounts.checks import require_role
from cairn.accounts.models import Happening, Team, User
from cairn.accounts.roles import OPENING, Role
from cairn.accounts.sign_in.lock_out import forget_wrong_guesses
from cairn.accounts.sign_in.services import end_sessions, note
from cairn.accounts.staff.proposing import PROPOSAL_FIELDS, clear, propose
from cairn.accounts.staff.queries import colleague
from cairn.accounts.staff.services import checked_email
from cairn.errors import BadInput, Conflict, NotAllowed
from cairn.ledger.operations import Act, Operation, declare
from cairn.ledger.services import enter, enter_as_operator

USER_APPROVED = declare("user approved", Act.ALTERATION, "Approved a user")
ROLE_APPROVED = declare("user's role approved", Act.ALTERATION, "Approved a user’s role")
ROLE_REFUSED = declare("user's role refused", Act.ALTERATION, "Refused or withdrew a user’s proposed role")
POST_CHANGED = declare("user's role or team changed", Act.ALTERATION, "Changed a user’s role or team")
USER_SUSPENDED = declare("user suspended", Act.ALTERATION, "Suspended a user")
USER_REINSTATED = declare("user reinstated", Act.ALTERATION, "Reinstated a user")
USER_INVITED = declare(
    "user invited to choose a password", Act.ALTERATION, "Invited a user to choose a password"
)
INVITATION_PROPOSED = declare(
    "user's invitation proposed",
    Act.ALTERATION,
    "Shut a used account until another administrator invites its user",
)
SESSIONS_ENDED = declare("user's sessions ended", Act.ALTERATION, "Signed a user out everywhere")
LOCK_LIFTED = declare("user's lock-out lifted", Act.ALTERATION, "Lifted the lock-out of a user")
FACTORS_REMOVED = declare("user's factors forgotten", Act.ALTERATION, "Removed a user’s second factors")
EMAIL_SET = declare("user's address set", Act.ALTERATION, "Set a user’s e-mail address")


def other(actor: User, user_id: UUID, *, act: str) -> User:
    """
    Somebody of the actor's agency about whom the actor, an administrator, may decide.

    Raises
        NotAllowed: not an administrator, or it is their own account.
        NotFound: nobody of this agency.
    """
    require_role(actor, {Role.ADMINISTRATOR}, act=act)
    if actor.pk == user_id:
        raise NotAllowed(f"Nobody can {act} that is their own. Ask another administrator.")
    return colleague(actor, user_id)


def _enter(actor: User, operation: Operation, user: User, **detail: str) -> None:
    enter(actor, operation, detail={"user": str(user.pk), **detail})


def _check_post(user: User, role: str, team: Team | None) -> None:
    if role not in Role.values:
        raise BadInput(f"'{role}' is not one of: {', '.join(Role.values)}.", field="role")
    if team is not None and team.agency_id != user.agency_id:
        raise BadInput("The team is of another agency. Choose one of the user's own.", field="team")


def _set_post(user: User, role: str, team: Team | None) -> dict[str, str]:
    _check_post(user, role, team)
    before = {"from_role": user.role, "from_team": str(user.team_id or "")}
    user.role, user.team = role, team
    return {**before, "role": role, "team": str(team.pk if team else "")}


@transaction.atomic
def approve(actor: User, *, user_id: UUID, role: str, team: Team | None) -> User:
    """
    Let in somebody who came by the agency's identity provider for the first time.

    One administrator does: the agency's directory, which gave the role, was the first to say so.

    Raises
        NotAllowed, NotFound: as `other`.
        BadInput: no such role, a team of another agency, or a role that opens records and is not the directory's.
        Conflict: they do not wait for approval, or an administrator proposed them (`approve_role`).
    """
    user = other(actor, user_id, act="approve an account")
    if not user.awaiting_approval:
        raise Conflict("This account does not wait for approval: somebody has decided about it already.")
    if user.provider_id is None:
        raise Conflict("An administrator added this account. Approve the role that they proposed.")
    if role in OPENING and role != user.role:
        raise BadInput(
            "This role opens records, and their groups at your agency do not give it.", field="role"
        )
    detail = _set_post(user, role, team)
    user.is_active, user.awaiting_approval = True, False
    user.save(update_fields=["role", "team", "is_active", "awaiting_approval"])
    _enter(actor, USER_APPROVED, user, **detail)
    return user


def _approved(user: User) -> dict[str, str]:
    """Make the proposed role the account's own; what the ledger says of it."""
    if user.proposed_by_id is None:
        raise Conflict("No role is proposed for this account: somebody has decided about it already.")
    by, new = str(user.proposed_by_id), user.is_proposed
    detail = {**_set_post(user, user.proposed_role, user.proposed_team), "proposed_by": by}
    clear(user)
    if new:
        user.is_active, user.awaiting_approval = True, False
    user.save(update_fields=["role", "team", "is_active", "awaiting_approval", *PROPOSAL_FIELDS])
    return detail


@transaction.atomic
def approve_role(actor: User, *, user_id: UUID) -> User:
    """
    Approve the role that another administrator proposed; an account that waited for it is open from now on.

    Raises
        NotAllowed, NotFound: as `other`; or the actor proposed it.
        Conflict: nothing is proposed.
    """
    user = other(actor, user_id, act="approve a role")
    if user.proposed_by_id == actor.pk:
        raise NotAllowed("You proposed this role. Another administrator must approve it.")
    detail = _approved(user)
    _enter(actor, ROLE_APPROVED, user, **detail, approved_by=str(actor.pk))
    return user


@transaction.atomic
def approve_role_as_operator(user: User) -> User:
    """
    Approve a proposed role where the agency has no second administrator; the operator's, as the owner.

    Raises
        Conflict: nothing is proposed.
    """
    detail = {"user": str(user.pk), **_approved(user)}
    enter_as_operator(ROLE_APPROVED, detail=detail, agency_id=user.agency_id, using=DEFAULT_DB_ALIAS)
    return user


@transaction.atomic
def refuse_role(actor: User, *, user_id: UUID) -> User:
    """
    Refuse the role that is proposed for a colleague, or withdraw it; they keep the role they have.

    Raises
        NotAllowed, NotFound: as `other`.
        Conflict: nothing is proposed; or the whole account is, and is refused by `suspend`.
    """
    user = other(actor, user_id, act="refuse a role")
    if user.proposed_by_id is None or user.is_proposed:
        raise Conflict("No change of role is proposed for this account.")
    detail = {"role": user.proposed_role, "proposed_by": str(user.proposed_by_id)}
    clear(user)
    user.save(update_fields=[*PROPOSAL_FIELDS])
    _enter(actor, ROLE_REFUSED, user, **detail, refused_by=str(actor.pk))
    return user


@transaction.atomic
def change_post(actor: User, *, user_id: UUID, role: str, team: Team | None) -> User:
    """
    Give somebody another role or team; another role that opens records is only proposed (`approve_role`).

    Raises
        NotAllowed, NotFound: as `other`.
        BadInput: no such role, or a team of another agency.
        Conflict: the agency's identity provider says which role and team they have; or the role is
            proposed already.
    """
    user = other(actor, user_id, act="change a role")
    if user.provider_id is not None:
        raise Conflict("This person's role and team follow the groups of your agency's identity provider.")
    _check_post(user, role, team)
    if role in OPENING and (role != user.role or user.is_proposed):
        if (user.proposed_role, user.proposed_team_id) == (role, team.pk if team else None):
            raise Conflict("This role and team are proposed already.")
        propose(actor, user, role=role, team=team)
        return user
    if role not in OPENING:
        if user.is_proposed and user.awaiting_approval:
            user.is_active, user.awaiting_approval = True, False
        clear(user)
    detail = _set_post(user, role, team)
    user.save(update_fields=["role", "team", "is_active", "awaiting_approval", *PROPOSAL_FIELDS])
    _enter(actor, POST_CHANGED, user, **detail)
    return user


@transaction.atomic
def suspend(actor: User, *, user_id: UUID) -> User:
    """
    Shut somebody out at once: they cannot sign in, and what they have open is closed.

    Raises
        NotAllowed, NotFound: as `other`.
    """
    user = other(actor, user_id, act="suspend an account")
    user.is_active, user.awaiting_approval = False, False
    user.save(update_fields=["is_active", "awaiting_approval"])
    ended = end_sessions(user, by=actor)
    _enter(actor, USER_SUSPENDED, user, sessions_ended=str(ended))
    return user


@transaction.atomic
def reinstate(actor: User, *, user_id: UUID) -> User:
    """
    Let a suspended colleague in again, in the role and team they had.

    An account that was refused before anybody approved its role waits again.

    Raises
        NotAllowed, NotFound: as `other`.
        Conflict: they wait for approval, which needs a role.
    """
    user = other(actor, user_id, act="reinstate an account")
    if user.awaiting_approval:
        raise Conflict("This account waits for approval. Approve it with a role.")
    user.is_active, user.awaiting_approval = not user.is_proposed, user.is_proposed
    user.save(update_fields=["is_active", "awaiting_approval"])
    _enter(actor, USER_REINSTATED, user)
    return user


@transaction.atomic
def invite(actor: User, *, user_id: UUID) -> str:
    """
    An invitation for a colleague to choose a password, good once and for a day. Nobody else learns it.

    An account that opens records and has been used takes two people, or one administrator could enter it as its owner:
    it is shut and waits, as if it were new, and whoever approves it is given the invitation. Empty until then.

    Raises
        NotAllowed, NotFound: as `other`.
        Conflict: a suspended account, or one that signs in at the agency.
    """
    user = other(actor, user_id, act="invite to an account")
    if user.provider_id is not None:
        raise Conflict("This person signs in with your agency's account. They have no password here.")
    if not user.is_active:
        if user.awaiting_approval:
            raise Conflict("This account waits for approval. Whoever approves it is given the invitation.")
        raise Conflict("This account is suspended. Reinstate it first.")
    if user.role in OPENING and user.last_login is not None:
        _shut_until_approved(actor, user)
        return ""
    return hand_over(actor, user)


def hand_over(actor: User, user: User) -> str:
    """The invitation, to whoever approved the account a moment ago."""
    _enter(actor, USER_INVITED, user)
    return default_token_generator.make_token(user)


def _shut_until_approved(actor: User, user: User) -> None:
    user.is_active, user.awaiting_approval = False, True
    user.proposed_role, user.proposed_team, user.proposed_by = user.role, user.team, actor
    user.save(update_fields=["is_active", "awaiting_approval", *PROPOSAL_FIELDS])
    ended = end_sessions(user, by=actor)
    _enter(actor, INVITATION_PROPOSED, user, proposed_by=str(actor.pk), sessions_ended=str(ended))


@transaction.atomic
def invite_as_operator(user: User) -> str:
    """The invitation to an account that the operator approved; the operator's, as the owner."""
    _enter_operators(user, USER_INVITED)
    return default_token_generator.make_token(user)


@transaction.atomic
def end_their_sessions(actor: User, *, user_id: UUID) -> int:
    """
    Sign a colleague out everywhere; how many sessions that ended.

    Raises
        NotAllowed, NotFound: as `other`.
    """
    user = other(actor, user_id, act="end sessions of an account")
    ended = end_sessions(user, by=actor)
    _enter(actor, SESSIONS_ENDED, user, sessions_ended=str(ended))
    return ended


@transaction.atomic
def lift_lock_out(actor: User, *, user_id: UUID) -> User:
    """
    Open an account that too many wrong passwords have locked.

    Raises
        NotAllowed, NotFound: as `other`.
    """
    user = other(actor, user_id, act="lift the lock of an account")
    forget_wrong_guesses(user)
    note(Happening.LOCK_LIFTED, user, by=actor.pk)
    _enter(actor, LOCK_LIFTED, user)
    return user


def suspend_unused(*, days: int) -> list[User]:
    """
    Suspend every account that nobody signed in with for so many days; the operator's, as the owner.

    A reinstated account that is still unused on the next run is suspended again.
    """
    since = timezone.now() - timedelta(days=days)
    unused = User.objects.filter(
        Q(last_login__lt=since) | Q(last_login__isnull=True, date_joined__lt=since), is_active=True
    )
    suspended = list(unused.order_by("agency_id", "pk"))
    for user in suspended:
        with transaction.atomic():
            User.objects.filter(pk=user.pk).update(is_active=False)
            end_sessions(user)
            note(Happening.UNUSED, user)
            _enter_operators(user, USER_SUSPENDED)
    return suspended


@transaction.atomic
def forget_factors(user: User) -> int:
    """
    Take away somebody's second factors, passkeys and recovery codes; the operator's, as the owner.

    Not an administrator's: with an invitation beside it, one person alone could enter a colleague's account.
    """
    found = list(Authenticator.objects.filter(user_id=user.pk))
    for authenticator in found:
        note(Happening.FACTOR_REMOVED, user, way=str(authenticator.type)[:24])
        authenticator.delete()
    end_sessions(user)
    _enter_operators(user, FACTORS_REMOVED)
    return len(found)


@transaction.atomic
def set_address(user: User, email: str) -> User:
    """
    Say where somebody's messages go; nothing takes the address away. The operator's, as the owner.

    Raises
        BadInput: something that is no address.
    """
    user.email = checked_email(email)
    user.save(update_fields=["email"])
    _enter_operators(user, EMAIL_SET)
    return user


def _enter_operators(user: User, operation: Operation) -> None:
    """The operator's command in the ledger, nobody's act; on whichever connection the command runs."""
    detail = {"user": str(user.pk)}
    enter_as_operator(operation, detail=detail, agency_id=user.agency_id, using=DEFAULT_DB_ALIAS)
