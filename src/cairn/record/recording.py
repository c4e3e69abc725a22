"""
Recording a fact of a plain subject: the same act for every one that declares `records`.

A subject that needs more (a home that ends the one before, a conviction with its sentences) has a service of its
own beside its model.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Model

from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.errors import NotAllowed
from cairn.record.writing import writing
from cairn.subjects.declaration import Amending, Subject


def record_fact(
    actor: User,
    subject: Subject,
    *,
    nominal_id: UUID,
    values: Mapping[str, Any],
    today: date | None = None,
) -> Model:
    """
    Record a fact of a subject that declares `records`.

    Parameters
        values: by field, of those that can be corrected; those left out keep the model's default.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own; NotAllowed too for a subject with a service of its
            own, and for a field that is not asked.
        BadInput: whatever the subject's check refuses.
        Conflict: another fact says otherwise.
    """
    amending = subject.can_be
    if not subject.records or not isinstance(amending, Amending):
        raise NotAllowed(f"This act does not record {subject.one}.")
    unknown = set(values) - set(amending.fields)
    if unknown:
        raise NotAllowed(f"There is no field for: {', '.join(sorted(unknown))}.")
    roles = frozenset(Role(role) for role in amending.roles)
    doing = f"record {subject.one}"
    with writing(actor, nominal_id, subject.operations.record, doing=doing, roles=roles, today=today) as act:
        row = subject.model(nominal=act.nominal, **values)
        amending.check(row, act.today)
        act.save(row)
    return row
