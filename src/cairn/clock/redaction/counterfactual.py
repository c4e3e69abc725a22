"""A nominal's answer as if facts had not been recorded: what the clock asks to know what they tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import msgspec

from cairn.clock.projection.facts import CaseFacts, Cursor, gather, picked
from cairn.clock.projection.project import Projection, project
from cairn.clock.redaction.redact import (
    Counterfactuals,
    NominalRows,
    RestrictedFact,
    full_and_redacted_rows,
    full_rows,
)
from cairn.errors import CairnError
from cairn.law.facts import Conviction, Person
from cairn.law.rulebook import Rulebook

# Asking of each alone costs an answer a fact; of so many, what rests on one is taken to rest on all.
_MOST_ALONE = 8


@dataclass(frozen=True, slots=True)
class Clock:
    """How and for which day answers are made."""

    as_at: date
    book: Rulebook


def restricted_facts(
    cursor: Cursor, *, only: Sequence[UUID] | None = None, between: tuple[UUID, UUID] | None = None
) -> Mapping[UUID, Sequence[RestrictedFact]]:
    """Every restricted fact of these nominals, by nominal: for the jobs, which see them all."""
    where, params = picked(only, between)
    cursor.execute(
        f"SELECT nominal_id, id, shown, with_it FROM cairn_restricted_facts() WHERE {where}", params
    )
    found: dict[UUID, list[RestrictedFact]] = defaultdict(list)
    for nominal_id, *fact in cursor.fetchall():
        found[nominal_id].append(RestrictedFact(*fact))
    return found


def rows_of(
    cursor: Cursor, facts: CaseFacts, restricted: Sequence[RestrictedFact], clock: Clock
) -> NominalRows:
    """
    Every row that the clock keeps of one nominal.

    Parameters
        cursor: with sight of all facts; used only where some are restricted.
        restricted: the restricted facts of this nominal.

    Raises
        LookupError: see cairn.clock.projection.project.
    """
    full = project(facts, as_at=clock.as_at, book=clock.book)
    if not restricted:
        return full_rows(full)
    together = _without(cursor, facts, [row for fact in restricted for row in fact.with_it], clock)
    if len(restricted) == 1 or len(restricted) > _MOST_ALONE:
        alone = dict.fromkeys((fact.id for fact in restricted), together)
    else:
        alone = {fact.id: _without(cursor, facts, fact.with_it, clock) for fact in restricted}
    return full_and_redacted_rows(full, Counterfactuals(alone, together), restricted)


def _without(cursor: Cursor, facts: CaseFacts, keys: Sequence[UUID], clock: Clock) -> Projection | None:
    person = person_without(facts.person, keys)
    rest = gather(
        cursor, [(facts.nominal_id, person)], as_at=clock.as_at, only=[facts.nominal_id], without=keys
    )
    try:
        return project(next(rest), as_at=clock.as_at, book=clock.book)
    except (LookupError, ValueError, CairnError):
        # The facts that are left refer to one that is not: then everything is taken to rest on it.
        return None


def person_without(person: Person, keys: Collection[UUID]) -> Person:
    """The law's facts of a person without those that these rows are, and without what speaks of them."""
    gone = {str(key) for key in keys}
    kept = {
        name: tuple(fact for fact in facts if not _speaks_of(fact, gone))
        for name in person.__struct_fields__
        if isinstance(facts := getattr(person, name), tuple)
    }
    kept["convictions"] = tuple(_conviction_without(one, gone) for one in kept["convictions"])
    return msgspec.structs.replace(person, **kept)


def _speaks_of(fact: object, gone: Collection[str]) -> bool:
    return any(getattr(fact, name, None) in gone for name in ("id", "about", "finding"))


def _conviction_without(conviction: Conviction, gone: Collection[str]) -> Conviction:
    disposals: Iterable[object] = (one for one in conviction.disposals if one.id not in gone)
    order = None if conviction.order in gone else conviction.order
    return msgspec.structs.replace(conviction, disposals=tuple(disposals), order=order)
