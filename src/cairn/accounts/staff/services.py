"""
Bringing people to agencies.

The operator at the command line adds agencies, and the first team and user of each, before anybody can
sign in: nobody's user, acting as the tables' owner, and each in the ledger as the operator's. After that an administrator adds
teams and users to their own agency, and the database lets nobody else.
"""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import DEFAULT_DB_ALIAS, transaction

from cairn.accounts.checks import require_role
from cairn.accounts.models import Agency, AgencyKind, Team, User
from cairn.accounts.roles import OPENING, Role
from cairn.accounts.staff.proposing import enter_proposed
from cairn.errors import BadInput, Conflict, NotAllowed
from cairn.ledger.operations import Act, Operation, declare
from cairn.ledger.services import enter, enter_as_operator

AGENCY_ADDED = declare("agency added", Act.COLLECTION, "Added an agency")
TEAM_ADDED = declare("team added", Act.COLLECTION, "Added a team")
USER_ADDED = declare("user added", Act.COLLECTION, "Added a user")


def _require_administrator(actor: User | None, *, act: str) -> None:
    """The operator at the command line is nobody's user; anybody else must be an administrator."""
    if actor is not None:
        require_role(actor, {Role.ADMINISTRATOR}, act=act)


def _clean(text: str, *, field: str, most: int) -> str:
    cleaned = " ".join(text.split())
    if not cleaned or len(cleaned) > most:
        raise BadInput(f"Enter the {field}, of {most} characters or fewer; not '{cleaned}'.", field=field)
    return cleaned


def _note(actor: User | None, operation: Operation, row: Team | User) -> None:
    """In the ledger: a user's act, or nobody's, which is the operator's, filed under the agency that it is about."""
    detail = {"row": str(row.pk)}
    if actor is not None:
        enter(actor, operation, detail=detail)
    else:
        enter_as_operator(operation, detail=detail, agency_id=row.agency_id, using=DEFAULT_DB_ALIAS)


@transaction.atomic
def create_agency(*, kind: str, name: str) -> Agency:
    """
    Add an agency whose people sign in: the operator's, for an agency joins by agreement.

    Raises
        BadInput: no such kind; no name.
        Conflict: an agency has this name.
        django.db.Error: not run as the operator (cairn.cli.operator).
    """
    if kind not in AgencyKind.values:
        raise BadInput(f"'{kind}' is not one of: {', '.join(AgencyKind.values)}.", field="kind")
    name = _clean(name, field="name", most=120)
    if Agency.objects.filter(name__iexact=name).exists():
        raise Conflict(f"There is an agency '{name}' already.", field="name")
    agency = Agency.objects.create(kind=kind, name=name)
    detail = {"row": str(agency.pk)}
    enter_as_operator(AGENCY_ADDED, detail=detail, agency_id=agency.pk, using=DEFAULT_DB_ALIAS)
    return agency


@transaction.atomic
def create_team(actor: User | None, *, agency: Agency, name: str) -> Team:
    """
    Add a team to an agency. No actor: the operator, at the command line.

    Raises
        NotAllowed: not an administrator of that agency.
        BadInput: no name.
        Conflict: the agency has a team of this name.
    """
    _require_administrator(actor, act="add a team")
    _require_own(actor, agency)
    name = _clean(name, field="name", most=120)
    if Team.objects.filter(agency=agency, name__iexact=name).exists():
        raise Conflict(f"The agency has a team '{name}' already.", field="name")
    team = Team.objects.create(agency=agency, name=name)
    _note(actor, TEAM_ADDED, team)
    return team


def _require_own(actor: User | None, agency: Agency) -> None:
    if actor is not None and actor.agency_id != agency.pk:
        raise NotAllowed("An administrator adds teams and users to their own agency only.")


@transaction.atomic
def create_user(
    actor: User | None,
    *,
    username: str,
    name: str,
    agency: Agency,
    role: str,
    password: str | None,
    team: Team | None = None,
    email: str = "",
) -> User:
    """
    Add somebody who signs in. No actor: the operator, at the command line.

    An administrator only proposes an account whose role opens records: it waits for another to approve it.

    Parameters
        username: what they sign in with; upper and lower case are one.
        password: checked by the site's rules for passwords, and kept only as a hash. None: they choose
            one themselves, by a link (cairn.accounts.sign_in.invitation).

    Raises
        NotAllowed: not an administrator of that agency.
        BadInput: no username or name; no such role; a team of another agency; a poor password.
        Conflict: somebody has this username.
    """
    _require_administrator(actor, act="add a user")
    _require_own(actor, agency)
    username = _clean(username, field="username", most=64)
    if User.objects.filter(username__iexact=username).exists():
        raise Conflict(f"There is a user '{username}' already.", field="username")
    if role not in Role.values:
        raise BadInput(f"'{role}' is not one of: {', '.join(Role.values)}.", field="role")
    if team is not None and team.agency_id != agency.pk:
        raise BadInput("The team is of another agency. Choose one of the user's own.", field="team")
    user = User(
        username=username,
        name=_clean(name, field="name", most=120),
        email=checked_email(email),
        agency=agency,
        team=team,
        role=role,
    )
    if password is not None:
        check_password_rules(password, user)
    user.set_password(password)
    waits = actor is not None and role in OPENING
    if actor is not None and waits:
        user.is_active, user.awaiting_approval = False, True
        user.proposed_role, user.proposed_team, user.proposed_by = role, team, actor
    user.save(force_insert=True)
    _note(actor, USER_ADDED, user)
    if actor is not None and waits:
        enter_proposed(actor, user)
    return user


def check_password_rules(password: str, user: User) -> None:
    """
    Refuse a password that the site's rules refuse.

    Raises
        BadInput: too short, too common, or too like the user's name.
    """
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise BadInput(" ".join(error.messages), field="password") from error


def checked_email(email: str) -> str:
    """
    An address without outer spaces; none is allowed.

    Raises
        BadInput: something that is no address.
    """
    email = email.strip()
    try:
        if email:
            validate_email(email)
    except ValidationError as error:
        raise BadInput(f"'{email}' is not an email address.", field="email") from error
    return email
