"""What correcting, ending and withdrawing have in common: the row, who may, and the amendment that says why."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date

from django.db.models import Model

from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.errors import NotAllowed
from cairn.ledger.operations import Operation
from cairn.record.amendments.models import Amendment, AmendmentKind, Ground
from cairn.record.field_checks import choice_of, clean_text
from cairn.record.writing import Writing, writing
from cairn.subjects.declaration import Amending, Subject

_MOST_WHY, _MOST_SOURCE = 2000, 200


def amending_of(subject: Subject) -> Amending:
    """
    How a subject is put right.

    Raises
        NotAllowed: nobody may; the message says why.
    """
    if isinstance(subject.amending, str):
        raise NotAllowed(subject.amending)
    return subject.amending


def amending_act(
    actor: User, subject: Subject, row: Model, operation: Operation, *, doing: str, today: date | None
) -> AbstractContextManager[Writing]:
    """
    The act on the record of the person whose fact it is.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
    """
    roles = frozenset(Role(role) for role in amending_of(subject).roles)
    return writing(actor, subject.nominal_of(row), operation, doing=doing, roles=roles, today=today)


def amend(
    act: Writing,
    row: Model,
    *,
    kind: AmendmentKind,
    ground: str,
    grounds: Sequence[Ground],
    why: str,
    source: str = "",
    fields: Sequence[str] = (),
) -> None:
    """
    Say why a row is changed or taken away. The ledger's entry names the first row of an act, and the others by id.

    Raises
        BadInput: no such ground, no reason, or too many words.
    """
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
    if "row" in act.detail:
        others = act.detail.get("others", [])
        act.detail["others"] = [*(others if isinstance(others, list) else []), f"{made.kept_in} {row.pk}"]
        return
    # The reason in words can repeat what the fact is, and auditors read the ledger: it keeps the ground alone.
    act.why = Ground(ground).label
    act.detail |= {"amendment": str(made.pk), "table": made.kept_in, "row": str(row.pk)}
    if fields:
        act.detail["fields"] = list(fields)
