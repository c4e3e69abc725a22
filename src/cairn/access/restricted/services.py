"""Restricting a whole record to named people, and one fact to named roles and agencies."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from cairn.access.owning import must_own
from cairn.access.reasons import reason
from cairn.access.restricted.models import (
    Category,
    Ground,
    NamedReader,
    RestrictedFact,
    RestrictedNominal,
)
from cairn.accounts.agencies.models import Agency, User
from cairn.accounts.roles import CASE_ROLES, RESTRICTORS, Role
from cairn.announcements import FactsChanged, announce, announcing_once
from cairn.dates import today as this_day
from cairn.errors import BadInput, Conflict, NotFound
from cairn.ledger.operations import Act, declare
from cairn.ledger.services import enter
from cairn.subjects.declaration import Subject
from cairn.subjects.registry import by_table

RECORD_RESTRICTED = declare("record restricted", Act.ALTERATION, "Restricted the record", needs_reason=True)
READER_NAMED = declare("reader named", Act.ALTERATION, "Named somebody who can open the restricted record")
READER_REMOVED = declare(
    "reader removed", Act.ALTERATION, "Removed somebody who could open the restricted record"
)
RESTRICTION_LIFTED = declare(
    "restriction lifted", Act.ALTERATION, "Lifted the restriction of the record", needs_reason=True
)
FACT_RESTRICTED = declare("fact restricted", Act.ALTERATION, "Restricted a fact", needs_reason=True)
FACT_RESTRICTION_LIFTED = declare(
    "restriction of a fact lifted", Act.ALTERATION, "Lifted the restriction of a fact"
)

_SUPERVISORS = frozenset({Role.SUPERVISOR})


@transaction.atomic
def restrict_record(
    actor: User, *, nominal_id: UUID, ground: str, why: str, readers: Iterable[User]
) -> RestrictedNominal:
    """
    Restrict a record to the people named, the actor among them; nobody else is told that it exists.

    Raises
        NotFound, NotAllowed: see `must_own`; a supervisor does this.
        BadInput: no such ground, no reason, or a reader who opens no records.
        Conflict: it is restricted already.

    Source: DPA 2018 s.40 (security of processing); local policy on restricted records.
    """
    must_own(actor, nominal_id, roles=_SUPERVISORS, act="restrict a record", as_at=this_day())
    if ground not in Ground.values:
        raise BadInput(f"'{ground}' is not one of: {', '.join(Ground.values)}.", field="ground")
    why = reason(why, ask="Say why this record is for named people only")
    if RestrictedNominal.objects.filter(nominal_id=nominal_id, lifted_at__isnull=True).exists():
        raise Conflict("This record is restricted already. Name or remove readers instead.")
    named = {user.pk: user for user in (actor, *readers)}
    for user in named.values():
        _check_reader(user)
    # The readers first: from the next row on, nobody else sees the record, this transaction included.
    NamedReader.objects.filter(nominal_id=nominal_id, ended_at__isnull=True).update(ended_at=timezone.now())
    for user in named.values():
        NamedReader.objects.create(nominal_id=nominal_id, user=user, named_by=actor)
    restricted = RestrictedNominal.objects.create(nominal_id=nominal_id, ground=ground, why=why, set_by=actor)
    detail: dict[str, str | int | list[str]] = {
        "restriction": str(restricted.pk),
        "readers": sorted(str(key) for key in named),
    }
    enter(actor, RECORD_RESTRICTED, nominal_id=nominal_id, detail=detail, why=why)
    return restricted


def _check_reader(user: User) -> None:
    if not user.is_active or not user.has_role(*CASE_ROLES):
        raise BadInput(
            f"{user.username} has a role that opens no records. Name somebody whose role does.",
            field="readers",
        )


def _restriction(nominal_id: UUID) -> RestrictedNominal:
    found = RestrictedNominal.objects.filter(nominal_id=nominal_id, lifted_at__isnull=True).first()
    if found is None:
        raise Conflict("This record is not restricted.")
    return found


@transaction.atomic
def name_reader(actor: User, *, nominal_id: UUID, user: User) -> NamedReader:
    """
    Let one more person open a restricted record.

    Raises
        NotFound, NotAllowed: see `must_own`.
        BadInput: somebody who opens no records.
        Conflict: not restricted, or named already.
    """
    must_own(actor, nominal_id, roles=_SUPERVISORS, act="name a reader", as_at=this_day())
    _restriction(nominal_id)
    _check_reader(user)
    if NamedReader.objects.filter(nominal_id=nominal_id, user=user, ended_at__isnull=True).exists():
        raise Conflict(f"{user.username} is already named.", field="user")
    named = NamedReader.objects.create(nominal_id=nominal_id, user=user, named_by=actor)
    detail = {"reader": str(named.pk), "user": str(user.pk)}
    enter(actor, READER_NAMED, nominal_id=nominal_id, detail=detail)
    return named


@transaction.atomic
def remove_reader(actor: User, *, nominal_id: UUID, user: User) -> None:
    """
    Take a person off a restricted record's readers.

    Raises
        NotFound, NotAllowed: see `must_own`.
        Conflict: not named, or the actor: a supervisor stays named, or nobody could lift the restriction.
    """
    must_own(actor, nominal_id, roles=_SUPERVISORS, act="remove a reader", as_at=this_day())
    _restriction(nominal_id)
    naming = NamedReader.objects.filter(nominal_id=nominal_id, ended_at__isnull=True)
    if not naming.filter(user=user).exists():
        raise Conflict(f"{user.username} is not named on this record.", field="user")
    # Whoever acts is a supervisor who is named: so one stays, if nobody takes themselves off.
    if user.pk == actor.pk:
        raise Conflict(
            "A supervisor of your agency must stay named. Name another one, who then takes you off.",
            field="user",
        )
    naming.filter(user=user).update(ended_at=timezone.now())
    detail = {"user": str(user.pk)}
    enter(actor, READER_REMOVED, nominal_id=nominal_id, detail=detail)


@transaction.atomic
def lift_restriction(actor: User, *, nominal_id: UUID, why: str) -> None:
    """
    Open a restricted record again to all who work with the person.

    Raises
        NotFound, NotAllowed: see `must_own`.
        BadInput: no reason.
        Conflict: it is not restricted.
    """
    must_own(actor, nominal_id, roles=_SUPERVISORS, act="lift a restriction", as_at=this_day())
    restricted, why = _restriction(nominal_id), reason(why, ask="Say why it is lifted")
    restricted.lifted_by, restricted.lifted_at, restricted.lifted_why = actor, timezone.now(), why
    restricted.save(update_fields=["lifted_by", "lifted_at", "lifted_why"])
    # After it: before, the actor would bar themselves. Who was named is then the owner's past too.
    NamedReader.objects.filter(nominal_id=nominal_id, ended_at__isnull=True).update(ended_at=timezone.now())
    detail = {"restriction": str(restricted.pk)}
    enter(actor, RESTRICTION_LIFTED, nominal_id=nominal_id, detail=detail, why=why)


@transaction.atomic
def restrict_fact(
    actor: User,
    *,
    nominal_id: UUID,
    kept_in: str,
    row_id: UUID,
    category: str,
    why: str,
    roles: Collection[str],
    agencies: Collection[Agency] = (),
    shown: bool = True,
) -> RestrictedFact:
    """
    Restrict one fact to these roles, of the owner's agency and of these other agencies.

    Parameters
        kept_in: the table that holds the fact; row_id: its row.
        shown: whether others are told that something is redacted, and why.

    Raises
        NotFound: no such fact of this person, or none that this user may see; see also `must_own`.
        NotAllowed: the role or agency marks no facts.
        BadInput: no such category or role, or no reason.
        Conflict: it is restricted already.

    Source: DPA 2018 s.45(4) (restrictions), s.44(7); MAPPA Guidance on third-party information.
    """
    must_own(actor, nominal_id, roles=RESTRICTORS, act="restrict a fact", as_at=this_day())
    if category not in Category.values:
        raise BadInput(f"'{category}' is not one of: {', '.join(Category.values)}.", field="category")
    if not roles or not set(roles) <= CASE_ROLES:
        raise BadInput("Choose at least one role that can still read it.", field="roles")
    why = reason(why, ask="Say why this is kept back")
    if not _holds(kept_in, row_id, nominal_id):
        raise NotFound("There is no such fact, or none that you may see.")
    if RestrictedFact.objects.filter(kept_in=kept_in, row_id=row_id, lifted_at__isnull=True).exists():
        raise Conflict("This is restricted already. Lift that restriction first.")
    marked = RestrictedFact.objects.create(
        nominal_id=nominal_id,
        kept_in=kept_in,
        row_id=row_id,
        category=category,
        why=why,
        roles=sorted(roles),
        agencies=sorted({actor.agency_id, *(agency.pk for agency in agencies)}),
        shown=shown,
        set_by=actor,
    )
    # The reason in words stands in the restriction and its history alone: it can say what the fact is, and
    # auditors read the ledger.
    detail = {"restriction": str(marked.pk), "kept_in": kept_in, "row": str(row_id), "category": category}
    because = Category(category).label
    enter(actor, FACT_RESTRICTED, nominal_id=nominal_id, detail=detail, why=because)
    # The case summary and the duties that repeat it are made apart for those who read it.
    announce(FactsChanged(nominal_id))
    return marked


@transaction.atomic
def restrict_facts(
    actor: User, *, nominal_id: UUID, facts: Sequence[tuple[str, UUID]], **how: Any
) -> list[RestrictedFact]:
    """
    Restrict several facts for the same readers and the same reason, all or none: a fact, and what repeats it.

    Parameters
        facts: table and id of each.
        how: as of `restrict_fact`, whose refusals are this one's too.
    """
    with announcing_once():
        return [
            restrict_fact(actor, nominal_id=nominal_id, kept_in=kept_in, row_id=row_id, **how)
            for kept_in, row_id in facts
        ]


@transaction.atomic
def lift_fact_restriction(actor: User, *, restriction_id: UUID) -> None:
    """
    Show a restricted fact again to all who read its kind.

    Raises
        NotFound: no such restriction, or none that this user may see; see also `must_own`.
        NotAllowed: the role or agency marks no facts.
        Conflict: it was lifted.
    """
    marked = RestrictedFact.objects.filter(pk=restriction_id).first()
    if marked is None:
        raise NotFound("There is no such restriction, or none that you may see.")
    must_own(actor, marked.nominal_id, roles=RESTRICTORS, act="lift a restriction", as_at=this_day())
    if marked.lifted_at is not None:
        raise Conflict("This restriction was lifted already.")
    marked.lifted_by, marked.lifted_at = actor, timezone.now()
    marked.save(update_fields=["lifted_by", "lifted_at"])
    enter(
        actor,
        FACT_RESTRICTION_LIFTED,
        nominal_id=marked.nominal_id,
        detail={"restriction": str(marked.pk)},
    )
    announce(FactsChanged(marked.nominal_id))


def restrictable() -> dict[str, Subject]:
    """The kinds of fact of which one may be restricted by itself, by their tables."""
    return {table: subject for table, subject in by_table().items() if subject.restrictable}


def _holds(kept_in: str, row_id: UUID, nominal_id: UUID) -> bool:
    subject = restrictable().get(kept_in)
    if subject is None:
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT 1 FROM {subject.table} WHERE id = %s AND {subject.nominal} = %s", [row_id, nominal_id]
        )
        return cursor.fetchone() is not None
