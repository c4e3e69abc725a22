"""
The one way in which a fact about a person is written: may, lock, check, write, enter, announce.

    with writing(actor, nominal_id, ORDER_RECORDED, doing="record an order") as act:
        check_order(order, act.today)
        act.save(order)

Everything inside is one transaction. Leaving the block enters the operation in the ledger, with the ids of the
rows that were saved, and says that the facts changed; an error undoes all of it. Acts within an act (the facts
that a notification brings) share its transaction, its lock and its announcement, and each has its own entry.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Model

from cairn.access.owning import NO_SUCH_FACT, NO_SUCH_PERSON, must_own
from cairn.accounts.models import User
from cairn.accounts.roles import RECORD_KEEPERS, Role
from cairn.announcements import FactsChanged, announce, announcing_once
from cairn.dates import today as this_day
from cairn.errors import Conflict, NotFound
from cairn.ledger.operations import Operation
from cairn.ledger.services import enter
from cairn.record.identity.models import Nominal
from cairn.subjects.registry import subjects

M = TypeVar("M", bound=Model)


@dataclass(slots=True)
class Writing:
    """One act under way: whose record, on which day, and what the ledger will be told."""

    actor: User
    nominal: Nominal
    operation: Operation
    today: date
    roles: frozenset[Role] = frozenset()
    detail: dict[str, str | int | list[str]] = field(default_factory=dict)
    why: str = ""
    recipient: str = ""

    def save(self, row: Model, *, fields: Sequence[str] | None = None, key: str = "") -> None:
        """
        Write a new row, or these fields of one that stands, and note its id for the ledger.

        Raises
            Conflict: a constraint refused it.
        """
        with constraint_errors_as_refusals():
            if fields is None:
                row.save(force_insert=True)
            else:
                row.save(update_fields=fields)
        self.note(row, key=key)

    def note(self, row: Model, *, key: str = "") -> None:
        """
        Name a row in the ledger's entry of this act.

        Parameters
            key: what the entry calls it; left out, the first row is called as the operation, others by their kind.
        """
        first = self.operation.code.replace(" ", "_")
        kind = str(row._meta.verbose_name).replace(" ", "_")  # noqa: SLF001  Django's own API
        self.detail[key or (kind if first in self.detail else first)] = str(row.pk)

    def read_again(self, row: Model) -> None:
        """
        The row as it stands now that it is this act's turn.

        Raises
            NotFound: somebody withdrew it meanwhile.
        """
        try:
            row.refresh_from_db()
        except ObjectDoesNotExist as gone:
            raise NotFound(NO_SUCH_FACT) from gone
        if hasattr(row, "nominal_id"):
            row.nominal = self.nominal  # type: ignore[attr-defined]  # every model with the column has the link


_under_way: ContextVar[Writing | None] = ContextVar("under_way", default=None)


@contextmanager
def writing(
    actor: User,
    nominal_id: UUID,
    operation: Operation,
    *,
    doing: str,
    roles: Collection[Role] = RECORD_KEEPERS,
    today: date | None = None,
) -> Iterator[Writing]:
    """
    An act on a person's record, by their owner's people, entered and announced when it is done.

    Parameters
        doing: the act as a refusal names it ("record an order").
        today: the day of the act, for checks; whether the agency owns the record is asked of this day, as the
            database does.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
    """
    roles = frozenset(roles)
    outer = _under_way.get()
    within = (
        outer is not None
        and (outer.actor.pk, outer.nominal.pk) == (actor.pk, nominal_id)
        and outer.roles <= roles
    )
    with nullcontext() if within else transaction.atomic():
        if within and outer is not None:
            nominal = outer.nominal
        else:
            nominal = nominal_to_keep(actor, nominal_id, act=doing, roles=roles)
        with _performing(Writing(actor, nominal, operation, today or this_day(), roles)) as act:
            yield act


@contextmanager
def changing(
    actor: User,
    row: M | None,
    operation: Operation,
    *,
    doing: str,
    roles: Collection[Role] = RECORD_KEEPERS,
    today: date | None = None,
    missing: str = NO_SUCH_PERSON,
) -> Iterator[tuple[Writing, M]]:
    """
    An act on a row that is on record: with it, the row as it stands now that it is this act's turn.

    Parameters
        row: as it was found; none if it was not, and `missing` says so.

    Raises
        NotFound: there is no row, or none any more; see also `writing`.
        NotAllowed: see `writing`.
    """
    if row is None:
        raise NotFound(missing)
    nominal_id: UUID = row.nominal_id  # type: ignore[attr-defined]  # facts about a person have it
    with writing(actor, nominal_id, operation, doing=doing, roles=roles, today=today) as act:
        act.read_again(row)
        yield act, row


@contextmanager
def writing_as_allowed(
    actor: User, nominal: Nominal, operation: Operation, *, today: date | None = None
) -> Iterator[Writing]:
    """
    An act by somebody whom the caller has found to be allowed, where that is not by owning the record.

    Such are the agency that owes an action, and whoever puts a person on the register.
    """
    with transaction.atomic(), _performing(Writing(actor, nominal, operation, today or this_day())) as act:
        yield act


@contextmanager
def _performing(act: Writing) -> Iterator[Writing]:
    # An act of no roles lends its leave to none within it.
    token = _under_way.set(act if act.roles else None)
    try:
        with announcing_once():
            yield act
            enter(
                act.actor,
                act.operation,
                nominal_id=act.nominal.pk,
                detail=act.detail,
                why=act.why,
                recipient=act.recipient,
            )
            announce(FactsChanged(act.nominal.pk))
    finally:
        _under_way.reset(token)


def nominal_to_keep(
    actor: User, nominal_id: UUID, *, act: str, roles: frozenset[Role] = RECORD_KEEPERS
) -> Nominal:
    """
    The nominal, held for this transaction so that two acts on one person take their turns.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
    """
    must_own(actor, nominal_id, roles=roles, act=act, as_at=this_day())
    # "No key": rows that point at the nominal are still free to be added by the clock.
    nominal = Nominal.objects.select_for_update(no_key=True).filter(pk=nominal_id).first()
    if nominal is None:
        raise NotFound(NO_SUCH_PERSON)
    return nominal


def hold_person(nominal_id: UUID) -> None:
    """Let acts on this person by others wait until this transaction ends; nothing for who may not write on them."""
    Nominal.objects.select_for_update(no_key=True).filter(pk=nominal_id).values_list("pk").first()


@contextmanager
def constraint_errors_as_refusals() -> Iterator[None]:
    """
    Turn a refusal by the database's own constraints into the one that the subject declares for it.

    The act is undone with it: nothing more can be written in its transaction.

    Raises
        Conflict: a constraint refused the row.
    """
    try:
        with transaction.atomic(savepoint=False):
            yield
    except IntegrityError as error:
        name = constraint_of(error)
        for subject in subjects():
            if name in subject.refusals:
                field_name, meaning = subject.refusals[name]
                raise Conflict(meaning, field=field_name) from error
        raise


def constraint_of(error: DatabaseError) -> str:
    """The name of the constraint that refused, or nothing."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return str(getattr(diagnosis, "constraint_name", None) or "")
