"""What the history keeps of each tracked table, and which triggers keep it: as the models declare it."""

from __future__ import annotations

from dataclasses import dataclass

import pgtrigger
from django.db import models

from cairn.ledger.history.as_known import tracked_models

# The column that says what its row's bytes must hash to, where the history leaves the bytes out.
_DIGEST = "sha256"


@dataclass(frozen=True, slots=True)
class Kept:
    """
    A tracked table, and the history that proves it.

    Parameters
        key: the column that identifies its rows.
        columns: those that the history keeps, as both tables call them.
        outside: those that the history leaves out, each a column of bytes whose digest is in `sha256`.
    """

    table: str
    history: str
    key: str
    columns: tuple[str, ...]
    outside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Declared:
    """
    A trigger that writes history, after each statement of one kind.

    Parameters
        on: INSERT, UPDATE or DELETE.
        source: the body of its function, which has the trigger's own name.
    """

    table: str
    name: str
    on: str
    source: str


@dataclass(frozen=True, slots=True)
class Function:
    """A function that triggers ask, and its body."""

    name: str
    source: str


def kept() -> list[Kept]:
    """
    Every tracked table.

    Raises
        TypeError: a column is left out of the history, and nothing says what it must hold.
    """
    found = []
    for model, history in tracked_models():
        fields = model._meta.concrete_fields  # noqa: SLF001  Django documents it
        past = {field.column for field in history._meta.concrete_fields}  # noqa: SLF001  as above
        outside = [field for field in fields if field.column not in past]
        for field in outside:
            if not isinstance(field, models.BinaryField) or _DIGEST not in past:
                raise TypeError(f"{field} is in no history, and no digest of it is kept")
        found.append(
            Kept(
                model._meta.db_table,  # noqa: SLF001  as above
                history._meta.db_table,  # noqa: SLF001  as above
                str(model._meta.pk.column),  # noqa: SLF001  as above
                tuple(str(field.column) for field in fields if field.column in past),
                tuple(str(field.column) for field in outside),
            )
        )
    return found


def declared() -> list[Declared]:
    """Every trigger that writes history, as the models declare it now."""
    found = []
    for model, trigger in pgtrigger.registered():
        made = trigger.compile(model).sql
        _, body = str(made).split(f"FUNCTION {made.pgid}()", 1)
        source = body.split("AS $$", 1)[1].split("$$", 1)[0]
        found.append(Declared(made.table, made.pgid, made.kwargs["operation"], source))
    return found


def asked() -> list[Function]:
    """The function that every trigger of the history asks before it writes, with the one body it may have."""
    name = "_pgtrigger_should_ignore"
    bodies = set()
    for model, trigger in pgtrigger.registered():
        _, body = str(trigger.compile(model).sql).split(f"{name}(", 1)
        bodies.add(body.split("AS $$", 1)[1].split("$$", 1)[0])
    return [Function(name, body) for body in sorted(bodies)]
