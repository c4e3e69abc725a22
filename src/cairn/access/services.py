"""
Bringing agencies to a nominal, and people to agencies.

An operator at the command line adds agencies, teams and users before there is any user: they are no actor
and have no ledger entry. Everybody else who adds them is an administrator.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, ProgrammingError, transaction
from django.db.models import Q
from psycopg.errors import InsufficientPrivilege, UniqueViolation

from cairn.access.checks import require_role
from cairn.access.models import Agency, AgencyKind, Partnership, Relation, Team, User
from cairn.access.owning import must_own
from cairn.access.roles import PLAN_MAKERS, RECORD_KEEPERS, Role
from cairn.dates import today as this_day
from cairn.errors import BadInput, Conflict, NotAllowed, NotFound
from cairn.ledger.models import Act
from cairn.ledger.services import enter

# Who brings another agency in: those who plan with it, and those who keep the record.
_SHARERS = PLAN_MAKERS | {Role.RECORDS}


@transaction.atomic
def open_partnership(
    actor: User,
    *,
    nominal_id: UUID,
    agency: Agency,
    relation: Relation,
    purpose: str,
    starts: date,
    until: date | None = None,
) -> Partnership:
    """
    Let an agency work with a nominal from `starts`, up to and including `until`.

    The first partnership makes the owner, and comes before the nominal's own row; only then can the
    row be written. After that the owner brings others in.

    Raises
        NotFound: the nominal has an owner, and this user does not see them.
        NotAllowed: the user's role or agency may not share this record.
        BadInput: no purpose; an end before the start; an owner from a day to come.
        Conflict: the agency works with the nominal already, or another owns the record.

    Source: CJA 2003 s.325(3)-(4) (duty to co-operate, sharing of information); DPA 2018 s.36(1) (purpose).
    """
    if relation == Relation.OWNER:
        require_role(actor, RECORD_KEEPERS, act="open a record")
        _check_first_owner(actor, agency, starts, until)
    else:
        must_own(actor, nominal_id, roles=_SHARERS, act="share it with another agency", as_at=this_day())
    purpose = " ".join(purpose.split())
    if not purpose:
        raise BadInput("Say why the agency works with this person: a purpose is missing.", field="purpose")
    if len(purpose) > 200:
        raise BadInput(f"The purpose has {len(purpose)} characters. Use 200 or fewer.", field="purpose")
    if until is not None and until < starts:
        raise BadInput(f"The end, {until}, is before the start, {starts}. Give a later day.", field="until")
    _check_not_open(nominal_id, agency, relation)
    partnership = Partnership(
        nominal_id=nominal_id,
        agency=agency,
        relation=relation,
        purpose=purpose,
        starts=starts,
        until=until,
        opened_by=actor,
    )
    try:
        with transaction.atomic():
            partnership.save(force_insert=True)
    except (IntegrityError, ProgrammingError) as error:
        # The record has an owner whom this user does not see, or somebody was quicker.
        if isinstance(error.__cause__, UniqueViolation | InsufficientPrivilege):
            raise _works_already() from error
        raise
    _note_opened(actor, partnership)
    return partnership


def _note_opened(actor: User, partnership: Partnership) -> None:
    """An owner's own record is collected; everybody else has it disclosed to them."""
    owner = partnership.relation == Relation.OWNER
    enter(
        actor,
        act=Act.COLLECTION if owner else Act.DISCLOSURE,
        what="partnership opened",
        nominal_id=partnership.nominal_id,
        detail={
            "partnership": str(partnership.pk),
            "agency": str(partnership.agency_id),
            "relation": str(partnership.relation),
        },
        why=partnership.purpose,
        recipient="" if owner else partnership.agency.name,
    )


def _check_first_owner(actor: User, agency: Agency, starts: date, until: date | None) -> None:
    if agency.pk != actor.agency_id:
        raise BadInput("A new record belongs to your own agency. Choose it as the owner.", field="agency")
    if starts > this_day():
        raise BadInput(f"An owner starts today at the latest, not on {starts}.", field="starts")
    if until is not None:
        raise BadInput("An owner has no end date: a record always has an owner.", field="until")


def _check_not_open(nominal_id: UUID, agency: Agency, relation: Relation) -> None:
    open_now = Partnership.objects.filter(nominal_id=nominal_id, until__isnull=True)
    clash = Q(agency=agency) | Q(relation=Relation.OWNER) if relation == Relation.OWNER else Q(agency=agency)
    if open_now.filter(clash).exists():
        raise _works_already()


def _works_already() -> Conflict:
    return Conflict("An agency works with this person already, or owns the record.", field="agency")


@transaction.atomic
def end_partnership(actor: User, *, partnership_id: UUID, until: date) -> Partnership:
    """
    End an agency's work with a nominal: `until` is the last day on which it sees the record.

    Raises
        NotFound: no such partnership, or none that this user may see.
        NotAllowed: the user's role or agency may not share this record.
        BadInput: the end is before the start.
        Conflict: it is the owner's, or has ended.
    """
    partnership = Partnership.objects.filter(pk=partnership_id).first()
    if partnership is None:
        raise NotFound("There is no such partnership, or none that you may see.")
    must_own(
        actor, partnership.nominal_id, roles=_SHARERS, act="end another agency's access", as_at=this_day()
    )
    # Only the owner may lock the row; by now the user is of the owner's.
    partnership = Partnership.objects.select_for_update().get(pk=partnership_id)
    if partnership.relation == Relation.OWNER:
        raise Conflict("The agency that owns a record cannot leave it: a record always has an owner.")
    if partnership.until is not None and partnership.until <= until:
        raise Conflict(f"This partnership ends on {partnership.until} already.", field="until")
    if until < partnership.starts:
        raise BadInput(
            f"The end, {until}, is before the start, {partnership.starts}. Give a later day.", field="until"
        )
    partnership.until = until
    partnership.save(update_fields=["until"])
    enter(
        actor,
        act=Act.ALTERATION,
        what="partnership ended",
        nominal_id=partnership.nominal_id,
        detail={"partnership": str(partnership.pk), "agency": str(partnership.agency_id)},
    )
    return partnership


def _require_administrator(actor: User | None, *, act: str) -> None:
    """The operator at the command line is nobody's user; anybody else must be an administrator."""
    if actor is not None:
        require_role(actor, {Role.ADMINISTRATOR}, act=act)


def _clean(text: str, *, field: str, most: int) -> str:
    cleaned = " ".join(text.split())
    if not cleaned or len(cleaned) > most:
        raise BadInput(f"Enter the {field}, of {most} characters or fewer; not '{cleaned}'.", field=field)
    return cleaned


def _note(actor: User | None, what: str, row: Agency | Team | User) -> None:
    """The operator has no entry: the ledger holds acts of users. Making the first user is before them all."""
    if actor is not None:
        enter(actor, act=Act.COLLECTION, what=what, detail={"row": str(row.pk)})


@transaction.atomic
def create_agency(actor: User | None, *, kind: str, name: str) -> Agency:
    """
    Add an agency whose people sign in. No actor: the operator, at the command line.

    Raises
        NotAllowed: not an administrator.
        BadInput: no such kind; no name.
        Conflict: an agency has this name.
    """
    _require_administrator(actor, act="add an agency")
    if kind not in AgencyKind.values:
        raise BadInput(f"'{kind}' is not one of: {', '.join(AgencyKind.values)}.", field="kind")
    name = _clean(name, field="name", most=120)
    if Agency.objects.filter(name__iexact=name).exists():
        raise Conflict(f"There is an agency '{name}' already.", field="name")
    agency = Agency.objects.create(kind=kind, name=name)
    _note(actor, "agency added", agency)
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
    _note(actor, "team added", team)
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
    password: str,
    team: Team | None = None,
    email: str = "",
) -> User:
    """
    Add somebody who signs in. No actor: the operator, at the command line.

    Parameters
        username: what they sign in with; upper and lower case are one.
        password: checked by the site's rules for passwords, and kept only as a hash.

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
        email=_checked_email(email),
        agency=agency,
        team=team,
        role=role,
    )
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise BadInput(" ".join(error.messages), field="password") from error
    user.set_password(password)
    user.save(force_insert=True)
    _note(actor, "user added", user)
    return user


def _checked_email(email: str) -> str:
    email = email.strip()
    try:
        if email:
            validate_email(email)
    except ValidationError as error:
        raise BadInput(f"'{email}' is not an email address.", field="email") from error
    return email
