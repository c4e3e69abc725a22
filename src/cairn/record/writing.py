"""
The one way in which a fact about a person is written: may, lock, check, write, enter, announce.

    with writing(actor, nominal_id, ORDER_RECORDED, doing="record an order") as act:
        check_order(order, act.today)
        act.save(order)

Everything inside is one transaction. Leaving the block enters the operation in the ledger, with the ids of the
rows that were saved, and says that the facts changed; an error undoes all of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Model

from cairn.access.owning import NO_SUCH_PERSON, must_own
from cairn.accounts.models import User
from cairn.accounts.roles import RECORD_KEEPERS, Role
from cairn.announcements import FactsChanged, announce
from cairn.dates import today as this_day
from cairn.errors import Conflict, NotFound
from cairn.ledger.operations import Operation
from cairn.ledger.services import enter
from cairn.record.identity.models import Nominal
from cairn.subjects.registry import subjects


@dataclass(slots=True)
class Writing:
    """One act under way: whose record, on which day, and what the ledger will be told."""

    actor: User
    nominal: Nominal
    operation: Operation
    today: date
    detail: dict[str, str | int | list[str]] = field(default_factory=dict)
    why: str = ""

    def save(self, row: Model, *, fields: Sequence[str] | None = None) -> None:
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
        self.note(row)

    def note(self, row: Model) -> None:
        """Name a row in the ledger's entry of this act: the first as the operation is called, others by their kind."""
        first = self.operation.code.replace(" ", "_")
        kind = str(row._meta.verbose_name).replace(" ", "_")  # noqa: SLF001  Django's own API
        self.detail[kind if first in self.detail else first] = str(row.pk)


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
    with transaction.atomic():
        nominal = nominal_to_keep(actor, nominal_id, act=doing, roles=frozenset(roles))
        act = Writing(actor, nominal, operation, today or this_day())
        yield act
        enter(actor, operation, nominal_id=nominal_id, detail=act.detail, why=act.why)
        announce(FactsChanged(nominal_id))


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


@contextmanager
def constraint_errors_as_refusals() -> Iterator[None]:
    """
    Turn a refusal by the database's own constraints into the one that the subject declares for it.

    Raises
        Conflict: a constraint refused the row.
    """
    try:
        with transaction.atomic():
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


def log_and_announce(actor: User, row: Model, operation: Operation, *, nominal_id: UUID) -> None:
    """Enter an act on one row in the ledger and say that the facts changed: the last step of `writing`, by itself."""
    key = operation.code.replace(" ", "_")
    enter(actor, operation, nominal_id=nominal_id, detail={key: str(row.pk)})
    announce(FactsChanged(nominal_id))
