"""What every act on the record begins and ends with: who may, which days can be, what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Model

from cairn.access.owning import NO_SUCH_PERSON, must_own
from cairn.accounts.models import User
from cairn.accounts.roles import RECORD_KEEPERS, Role
from cairn.announcements import FactsChanged, announce
from cairn.dates import in_words
from cairn.dates import today as this_day
from cairn.errors import BadInput, Conflict, NotFound
from cairn.ledger.operations import Operation
from cairn.ledger.services import enter
from cairn.record.identity.models import Nominal

# What the database's own guards mean, should a check before them have missed something.
_MEANING: dict[str, tuple[str, str]] = {
    "one_home_at_a_time": ("starts", "The person has another home on one of those days. End it first."),
    "address_ends_after_start": ("ends", "The last day is before the first. Give a later one."),
    "stay_ends_after_start": ("last_day", "The last day is before the first. Give a later one."),
    "household_left_after_arrival": ("left", "They left before they arrived. Give a later time."),
    "away_ends_after_start": ("ended", "It ended before it began. Give a later day."),
    "away_once_at_a_time": ("began", "Another period of the same kind is on record for one of those days."),
    "offence_before_conviction": ("offence_date", "The offence is after the conviction. Check both days."),
    "quashed_after_conviction": ("on", "It was quashed before the conviction. Give a later day."),
    "order_served_and_in_force_after_made": ("made_on", "It was made after it was served or in force."),
    "order_has_an_end_or_runs_until_further_order": (
        "until",
        "Give a last day that is not before the day it was made, or say that it runs until further order.",
    ),
    "order_ended_after_made": ("ended_on", "It ended before it was made. Give a later day."),
    "trip_returns_after_departure": ("returns_on", "The return is before the departure. Check both days."),
    "trip_cancelled_before_departure": ("cancelled_on", "The journey had begun by then. Record the return."),
    "only_changes_expected": ("expected_on", "Only a change can be notified in advance."),
}


def nominal_to_keep(
    actor: User, nominal_id: UUID, *, act: str, roles: frozenset[Role] = RECORD_KEEPERS
) -> Nominal:
    """
    The nominal, held for this transaction so that two acts on one person take their turns.

    Whether the agency owns the record is asked of this day, as the database does.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
    """
    must_own(actor, nominal_id, roles=roles, act=act, as_at=this_day())
    # "No key": rows that point at the nominal are still free to be added by the clock.
    nominal = Nominal.objects.select_for_update(no_key=True).filter(pk=nominal_id).first()
    if nominal is None:
        raise NotFound(NO_SUCH_PERSON)
    return nominal


def check_day(day: date, *, nominal: Nominal, today: date, field: str, what: str) -> None:
    """
    Raises
        BadInput: a day that has not come, or before the person was born.
    """
    check_born_by(day, nominal=nominal, field=field, what=what)
    if day > today:
        raise BadInput(
            f"{what} is {in_words(day)}, which is in the future. Give today or an earlier day.", field=field
        )


def check_born_by(day: date, *, nominal: Nominal, field: str, what: str) -> None:
    """
    Raises
        BadInput: a day before the person was born.
    """
    if day < nominal.date_of_birth:
        raise BadInput(f"{what} is {in_words(day)}, before the person was born. Check the year.", field=field)


def check_order(first: date, last: date | None, *, field: str, what: str) -> None:
    """
    Raises
        BadInput: `last` is before `first`; both are named in `what` ("The release is before the reception").
    """
    if last is not None and last < first:
        raise BadInput(f"{what}: {in_words(last)} is before {in_words(first)}. Check both days.", field=field)


def filled(text: str, *, field: str, missing: str, most: int) -> str:
    """
    Text with no outer or doubled spaces; its lines are kept.

    Raises
        BadInput: nothing was typed where `missing` says what to enter, or more than `most` characters.
    """
    lines = (" ".join(line.split()) for line in text.splitlines())
    cleaned = "\n".join(line for line in lines if line)
    if not cleaned and missing:
        raise BadInput(missing, field=field)
    if len(cleaned) > most:
        raise BadInput(f"This has {len(cleaned)} characters. Use {most} or fewer.", field=field)
    if "\x00" in cleaned:
        raise BadInput("There is a character here that cannot be kept. Type it again.", field=field)
    return cleaned


def chosen(value: str, allowed: list[str], *, field: str) -> str:
    """
    Raises
        BadInput: not one of those allowed.
    """
    if value not in allowed:
        raise BadInput(f"'{value}' is not one of: {', '.join(allowed)}.", field=field)
    return value


@contextmanager
def guarded() -> Iterator[None]:
    """
    Turn a refusal by the database's own constraints into one that says what to do.

    Raises
        Conflict: a constraint refused the row.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = constraint_of(error)
        if name not in _MEANING:
            raise
        field, meaning = _MEANING[name]
        raise Conflict(meaning, field=field) from error


def constraint_of(error: DatabaseError) -> str:
    """The name of the constraint that refused, or nothing."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return str(getattr(diagnosis, "constraint_name", None) or "")


def done(actor: User, row: Model, *, nominal_id: UUID, operation: Operation) -> None:
    """Enter the act in the ledger and say that the facts changed. The last step of every act here."""
    key = operation.code.replace(" ", "_")
    enter(actor, operation, nominal_id=nominal_id, detail={key: str(row.pk)})
    announce(FactsChanged(nominal_id))
