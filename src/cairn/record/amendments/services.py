"""
Correcting a fact, withdrawing one, and saying that it ended: the same acts for every subject.

The row's history keeps what it said before, the amendment says why, the ledger says who, and the duties are made
anew. Nothing is forgotten: a withdrawn row leaves the record and stays in its history.

Source: Data Protection Act 2018 ss.38 (accuracy), 46 (rectification).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from copy import copy
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Model, ProtectedError

from cairn.access.owning import NO_SUCH_PERSON
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.errors import BadInput, Conflict, NotAllowed, NotFound
from cairn.record.amendments.models import (
    CORRECTING,
    WITHDRAWING,
    Amendment,
    AmendmentKind,
    Ground,
)
from cairn.record.amendments.queries import get_fact, parts_of
from cairn.record.field_checks import choice_of, clean_text
from cairn.record.writing import Writing, constraint_errors_as_refusals, writing
from cairn.subjects.declaration import Amending, Subject
from cairn.subjects.registry import subject_of

_MOST_WHY, _MOST_SOURCE = 2000, 200


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
    amending = _amending(subject)
    row: Model = get_fact(subject, row_id)
    unknown = set(values) - set(amending.fields)
    if unknown:
        raise NotAllowed(f"These cannot be corrected: {', '.join(sorted(unknown))}.")
    with _act(
        actor, subject, row, amending, subject.operations.correct, f"correct {subject.one}", today
    ) as act:
        row.refresh_from_db()
        before = copy(row)
        for name, value in values.items():
            setattr(row, name, value)
        amending.check(row, act.today)
        changed = [name for name in amending.fields if getattr(row, name) != getattr(before, name)]
        if not changed:
            raise BadInput("Nothing is different from what is on record. Change what is wrong.")
        _amend(act, row, AmendmentKind.CORRECTION, ground, CORRECTING, why, source=source, fields=changed)
        with constraint_errors_as_refusals():
            if amending.follow is None:
                act.save(row, fields=changed)
            else:
                amending.follow(before, row, partial(act.save, row, fields=changed))
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
    amending = _amending(subject)
    if not amending.ends:
        raise NotAllowed(f"Nobody records that {subject.one} ended. Correct or withdraw it instead.")
    row: Model = get_fact(subject, row_id)
    doing = f"record that {subject.one} ended"
    with _act(actor, subject, row, amending, subject.operations.end, doing, today) as act:
        row.refresh_from_db()
        if getattr(row, amending.ends) is not None:
            raise Conflict("That it ended is on record already. Correct the day if it is wrong.")
        setattr(row, amending.ends, on)
        amending.check(row, act.today)
        said = why.strip() or Ground.ENDED.label
        _amend(act, row, AmendmentKind.ENDING, Ground.ENDED, (Ground.ENDED,), said, fields=[amending.ends])
        act.save(row, fields=[amending.ends])
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
    amending = _amending(subject)
    if not amending.withdraws:
        raise NotAllowed(f"Nobody withdraws {subject.one}. Correct it instead.")
    row = get_fact(subject, row_id)
    doing = f"withdraw {subject.one}"
    with _act(actor, subject, row, amending, subject.operations.withdraw, doing, today) as act:
        going = [*parts_of(subject, row), row, *_brought(amending, row, also)]
        for each in going:
            _amend(act, each, AmendmentKind.WITHDRAWAL, ground, WITHDRAWING, why)
        for each in going:
            _delete(each)


def _amending(subject: Subject) -> Amending:
    if isinstance(subject.amending, str):
        raise NotAllowed(subject.amending)
    return subject.amending


def _act(
    actor: User,
    subject: Subject,
    row: Model,
    amending: Amending,
    operation: Any,
    doing: str,
    today: date | None,
) -> Any:
    roles = frozenset(Role(role) for role in amending.roles)
    nominal_id = subject.nominal_of(row)
    if nominal_id is None:
        raise NotFound(NO_SUCH_PERSON)
    return writing(actor, nominal_id, operation, doing=doing, roles=roles, today=today)


def _amend(
    act: Writing,
    row: Model,
    kind: AmendmentKind,
    ground: str,
    grounds: Sequence[Ground],
    why: str,
    *,
    source: str = "",
    fields: Sequence[str] = (),
) -> Amendment:
    ground = choice_of(ground, [each.value for each in grounds], field="ground")
    made = Amendment.objects.create(
        nominal=act.nominal,
        kind=kind,
        kept_in=row._meta.db_table,  # noqa: SLF001  Django's own API
        row_id=row.pk,
        fields=list(fields),
        ground=ground,
        why=clean_text(why, field="why", missing="Say why, in a sentence.", most=_MOST_WHY),
        source=clean_text(source, field="source", missing="", most=_MOST_SOURCE),
        by=act.actor,
    )
    # The reason in words can repeat what the fact is, and auditors read the ledger: it keeps the ground alone.
    act.why = Ground(ground).label
    act.detail |= {"amendment": str(made.pk), "table": made.kept_in, "row": str(row.pk)}
    if fields:
        act.detail["fields"] = list(fields)
    return made


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
    try:
        row.delete()
    except ProtectedError as refusal:
        other = next(iter(refusal.protected_objects))
        raise Conflict(
            f"Another fact rests on it: {subject_of(other).one}. Correct or withdraw that first.",
            about=(other._meta.db_table, other.pk),  # noqa: SLF001  Django's own API
        ) from refusal
