"""
Correcting a fact, withdrawing one, and saying that it ended: the same acts for every subject.

The row's history keeps what it said before, the amendment says why, the ledger says who, and the duties are made
anew. Nothing is forgotten: a withdrawn row leaves the record and stays in its history.

Source: Data Protection Act 2018 ss.38 (accuracy), 46 (rectification).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from copy import copy
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Model, ProtectedError

from cairn.accounts.models import User
from cairn.errors import BadInput, Conflict, NotAllowed
from cairn.record.amendments.making import amend, amending_act, amending_of
from cairn.record.amendments.models import CORRECTING, WITHDRAWING, AmendmentKind, Ground
from cairn.record.amendments.queries import get_fact, parts_of
from cairn.record.writing import Writing
from cairn.subjects.declaration import Amending, Subject
from cairn.subjects.registry import subject_of


def correct(
    actor: User,
    subject: Subject,
    *,
    row_id: UUID,
    values: Mapping[str, Any],
    ground: str,
    why: str,
    source: str = "",
    today: date | None = None,
) -> Model:
    """
    Say what a fact should have said. What it said before stays in its history, with why it was wrong.

    Parameters
        values: the right values, by field; those that are no different are left alone.
        ground: one of `CORRECTING`; why: in words; source: from whom or what we know better.

    Raises
        NotFound: no such fact, or none that this user may see; see also cairn.access.owning.must_own.
        NotAllowed: nobody corrects such a fact, or not this field, or not in this role.
        BadInput: nothing is different, no reason, or a value that cannot be.
        Conflict: another fact says otherwise.
    """
    amending = amending_of(subject)
    row: Model = get_fact(subject, row_id)
    unknown = set(values) - set(amending.fields)
    if unknown:
        raise NotAllowed(f"These cannot be corrected: {', '.join(sorted(unknown))}.")
    doing = f"correct {subject.one}"
    with amending_act(actor, subject, row, subject.operations.correct, doing=doing, today=today) as act:
        act.read_again(row)
        before = copy(row)
        for name, value in values.items():
            setattr(row, name, value)
        _check_different(before, row, amending)
        amending.check(row, act.today)
        # Once more as it is kept: "sw1a2aa" is no other postcode.
        _check_different(before, row, amending)
        said: dict[str, Any] = {"ground": ground, "grounds": CORRECTING, "why": why, "source": source}
        _write(act, amending, before, row, partial(amend, act, kind=AmendmentKind.CORRECTION, **said))
    return row


def end(
    actor: User, subject: Subject, *, row_id: UUID, on: date, why: str = "", today: date | None = None
) -> Model:
    """
    Say that a fact is no longer so: an address they left, a telephone they no longer use.

    Parameters
        on: the day on which it ceased to be so.

    Raises
        NotFound, NotAllowed, BadInput, Conflict: see `correct`; Conflict too where it has ended already.
    """
    amending = amending_of(subject)
    if not amending.ends:
        raise NotAllowed(f"Nobody records that {subject.one} ended. Correct or withdraw it instead.")
    row: Model = get_fact(subject, row_id)
    doing = f"record that {subject.one} ended"
    with amending_act(actor, subject, row, subject.operations.end, doing=doing, today=today) as act:
        act.read_again(row)
        if getattr(row, amending.ends) is not None:
            raise Conflict("That it ended is on record already. Correct the day if it is wrong.")
        setattr(row, amending.ends, on)
        amending.check(row, act.today)
        said, fields = why.strip() or Ground.ENDED.label, [amending.ends]
        grounds = (Ground.ENDED,)
        amend(
            act, row, kind=AmendmentKind.ENDING, ground=Ground.ENDED, grounds=grounds, why=said, fields=fields
        )
        act.save(row, fields=fields)
    return row


def withdraw(
    actor: User,
    subject: Subject,
    *,
    row_id: UUID,
    ground: str,
    why: str,
    also: Collection[UUID] = (),
    today: date | None = None,
) -> None:
    """
    Take a fact off the record: it was recorded by mistake, about somebody else, or twice. Its parts go with it.

    Parameters
        ground: one of `WITHDRAWING`; why: in words.
        also: ids of rows that came with it (a notification's new address) and go too.

    Raises
        NotFound, NotAllowed, BadInput: see `correct`.
        Conflict: another fact rests on it; `about` says which.
    """
    amending = amending_of(subject)
    if not amending.withdraws:
        raise NotAllowed(f"Nobody withdraws {subject.one}. Correct it instead.")
    row = get_fact(subject, row_id)
    doing = f"withdraw {subject.one}"
    with amending_act(actor, subject, row, subject.operations.withdraw, doing=doing, today=today) as act:
        act.read_again(row)
        parts, brought = parts_of(subject, row), _brought(amending, row, also)
        because = partial(amend, act, ground=ground, grounds=WITHDRAWING, why=why)
        for each in (row, *parts, *brought):
            because(each, kind=AmendmentKind.WITHDRAWAL)
        # What rests on another goes before it: a matter before its notification, that before its journey.
        for each in (*parts, row, *brought):
            how = amending_of(subject_of(each))
            restored = list(how.restores(each)) if how.restores else []
            _delete(each)
            for moved, fields in restored:
                act.save(moved, fields=fields)
                because(moved, kind=AmendmentKind.CORRECTION, fields=fields)


def _write(act: Writing, amending: Amending, before: Model, row: Model, because: Callable[..., None]) -> None:
    """The corrected row and what moves with it, each with its amendment."""

    def save() -> None:
        written = (*amending.fields, *amending.derived)
        changed = [name for name in written if getattr(row, name) != getattr(before, name)]
        because(row, fields=changed)
        act.save(row, fields=changed)

    if amending.follow is None:
        save()
    else:
        for moved, fields in amending.follow(before, row, save):
            because(moved, fields=fields)


def _check_different(before: Model, row: Model, amending: Amending) -> None:
    if all(getattr(row, name) == getattr(before, name) for name in amending.fields):
        raise BadInput("Nothing is different from what is on record. Change what is wrong.")


def _brought(amending: Amending, row: Model, also: Collection[UUID]) -> list[Model]:
    """The rows asked for among those that came with this one."""
    came = {each.pk: each for each in (amending.brings(row) if amending.brings else ())}
    if set(also) - came.keys():
        raise BadInput("Choose only from what came with it.", field="also")
    return [came[key] for key in also]


def _delete(row: Model) -> None:
    """
    Raises
        Conflict: another fact rests on the row.
    """
    key = row.pk
    try:
        with transaction.atomic(savepoint=False), connection.cursor() as cursor:
            row.delete()
            # A row that this user does not see may rest on it: the database knows, and is asked now.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except ProtectedError as refusal:
        other = next(iter(refusal.protected_objects))
        raise Conflict(
            f"Another fact rests on it: {subject_of(other).one}. Correct or withdraw that first.",
            about=(other._meta.db_table, other.pk),  # noqa: SLF001  Django's own API
        ) from refusal
    except IntegrityError as refusal:
        raise Conflict(
            "Another fact rests on it that you do not have access to. Ask a supervisor to withdraw it."
        ) from refusal
    # For what is said of it afterwards.
    row.pk = key
