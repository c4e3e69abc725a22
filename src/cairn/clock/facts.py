"""Everything that a nominal's duties are computed from, gathered from the rooms below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from cairn.law.facts import Person
from cairn.record.retention.due import Kept
from cairn.record.subject_access.deadline import Asked
from cairn.supervision.intervals import Assessed


@dataclass(frozen=True, slots=True)
class Keeper:
    """An agency that owns the record, or an officer who manages the person, from a day until a day."""

    starts: date
    last: date | None
    agency_or_officer: UUID
    team_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class OpenAction:
    """Something an agency still owed to the plan on the day asked about; completed later, if it was."""

    id: UUID
    pillar: str
    what: str
    agency_id: UUID
    agency_name: str
    agency_kind: str
    agreed_on: date
    due_on: date
    accepted: bool
    completed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """An emergency opening of the record that nobody has reviewed."""

    id: UUID
    opened_on: date
    review_by: date


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review of the need to keep the record that was not withdrawn."""

    id: UUID
    disposes: bool
    on: date
    keep_until: date | None
    confirmed: bool


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """A request for access that is not yet answered."""

    id: UUID
    received: date
    identity_asked: date | None
    identity_shown: date | None
    extended: bool
    asked: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """
    One nominal's facts, as far as any duty depends on them.

    Parameters
        owners, officers: oldest first. A keeper's `last` day is included.
        assessed, levels: in the order they were set.
        seen_on, seen_next: the last successful visit by the day asked about, and the first after it.
        plan_open_since, plan_closes: the day the open plan was agreed; the later day it was closed, if it was.
        added_on: the day the person was put on the register; None asks for no retention review.
        reviews: in the order they were made.
    """

    nominal_id: UUID
    person: Person
    owners: tuple[Keeper, ...]
    officers: tuple[Keeper, ...] = ()
    assessed: tuple[Assessed, ...] = ()
    seen_on: date | None = None
    seen_next: date | None = None
    levels: tuple[tuple[date, int], ...] = ()
    plan_open_since: date | None = None
    plan_closes: date | None = None
    actions: tuple[OpenAction, ...] = ()
    openings: tuple[Opening, ...] = ()
    added_on: date | None = None
    reviews: tuple[Reviewed, ...] = ()
    requests: tuple[OpenRequest, ...] = ()

    @property
    def kept(self) -> Kept | None:
        """What the retention schedule needs to know."""
        if self.added_on is None:
            return None
        last = next((one for one in reversed(self.reviews) if not one.disposes), None)
        return Kept(self.added_on, last.on if last else None, last.keep_until if last else None)


class Cursor(Protocol):
    """A database cursor: psycopg's own, or Django's."""

    def execute(self, query: Any, params: Any = None, /) -> Any: ...
    def fetchall(self) -> Sequence[tuple[Any, ...]]: ...


# Each names the nominal first; {where} picks the nominals, {kept} leaves out the rows that are to be left out.
_OWNERS = """
    SELECT nominal_id, starts, until, agency_id FROM access_partnership
    WHERE relation = 'owner' AND {where} ORDER BY nominal_id, starts, until NULLS LAST, id
"""
# An allocation's last day is the next one's first.
_OFFICERS = """
    SELECT nominal_id, starts, ends - 1, officer_id, team_id FROM record_allocation
    WHERE {where} ORDER BY nominal_id, starts, ends NULLS LAST, id
"""
_ASSESSED = """
    SELECT nominal_id, level, set_on FROM supervision_riskassessment
    WHERE {where} AND {kept} ORDER BY nominal_id, set_on, recorded_at, id
"""
_SEEN = """
    SELECT nominal_id, max(visited_on) FILTER (WHERE visited_on <= %(as_at)s),
           min(visited_on) FILTER (WHERE visited_on > %(as_at)s)
    FROM supervision_visit WHERE outcome = 'seen' AND {where} AND {kept} GROUP BY nominal_id
"""
_LEVELS = """
    SELECT nominal_id, set_on, level FROM plan_managementlevel
    WHERE {where} AND {kept} ORDER BY nominal_id, set_on, recorded_at, id
"""
# For a past day, what was open on it counts, though it was closed or completed since.
_PLANS = """
    SELECT nominal_id, agreed_on, closed_on FROM plan_plan
    WHERE (closed_on IS NULL OR closed_on > %(as_at)s) AND {where} AND {kept} ORDER BY nominal_id, closed_on NULLS LAST, id
"""
_ACTIONS = """
    SELECT a.nominal_id, a.id, a.pillar, a.what, a.agency_id, g.name, g.kind, a.agreed_on, a.due_on,
           a.state <> 'proposed', a.completed_on
    FROM plan_action a JOIN access_agency g ON g.id = a.agency_id
    WHERE (a.state IN ('proposed', 'accepted') OR (a.state = 'completed' AND a.completed_on > %(as_at)s))
      AND {where} AND a.{kept} ORDER BY a.nominal_id, a.due_on, a.id
"""
_OPENINGS = """
    SELECT nominal_id, id, (opened_at AT TIME ZONE 'Europe/London')::date,
           (review_by AT TIME ZONE 'Europe/London')::date
    FROM access_breakglass WHERE reviewed_at IS NULL AND {where} ORDER BY nominal_id, opened_at, id
"""
_ADDED = """
    SELECT nominal_id, added_on FROM (
        SELECT id AS nominal_id, (added_at AT TIME ZONE 'Europe/London')::date AS added_on FROM record_nominal
    ) n WHERE {where}
"""
_REVIEWED = """
    SELECT nominal_id, id, decision = 'dispose', reviewed_on, next_due_on, confirmed_on IS NOT NULL
    FROM record_retentionreview WHERE withdrawn_on IS NULL AND {where} AND {kept}
    ORDER BY nominal_id, reviewed_on, recorded_at, id
"""
_REQUESTS = """
    SELECT nominal_id, id, received_on, identity_asked_on, identity_shown_on, extended_on IS NOT NULL
    FROM record_subjectrequest WHERE released_on IS NULL AND {where} AND {kept} ORDER BY nominal_id, received_on, id
"""
_ASKED = """
    SELECT nominal_id, request_id, asked_on, answered_on FROM record_clarification
    WHERE {where} AND {kept} ORDER BY nominal_id, asked_on, id
"""
_BETWEEN = "nominal_id BETWEEN %(low)s AND %(high)s"
_ONLY = "nominal_id = ANY(%(only)s)"
_ALL_ROWS, _WITHOUT = "id IS NOT NULL", "id <> ALL(%(without)s)"

Rows = dict[UUID, list[tuple[Any, ...]]]


def picked(only: Sequence[UUID] | None, between: tuple[UUID, UUID] | None) -> tuple[str, dict[str, Any]]:
    """The SQL condition that picks nominals by id or by a range of ids, and its parameters."""
    if between is not None:
        return _BETWEEN, {"low": between[0], "high": between[1]}
    return _ONLY, {"only": list(only or ())}


def gather(
    cursor: Cursor,
    people: Iterable[tuple[UUID, Person]],
    *,
    as_at: date,
    only: Sequence[UUID] | None = None,
    between: tuple[UUID, UUID] | None = None,
    without: Sequence[UUID] = (),
) -> Iterator[CaseFacts]:
    """
    Join what the law needs to know (`people`, from cairn.record.facts) with what the other rooms hold.

    Twelve queries whatever the number of nominals, which are picked by id or by a range of ids.

    Parameters
        without: rows to leave out, as if they had not been recorded; who owns and manages is never left out.
    """
    where, picked_by = picked(only, between)
    params = {**picked_by, "as_at": as_at, "without": list(without)}
    kept = _WITHOUT if without else _ALL_ROWS

    def rows(query: str) -> Rows:
        cursor.execute(query.format(where=where, kept=kept), params)
        found: Rows = defaultdict(list)
        for nominal_id, *rest in cursor.fetchall():
            found[nominal_id].append(tuple(rest))
        return found

    owners, officers, assessed = rows(_OWNERS), rows(_OFFICERS), rows(_ASSESSED)
    seen, levels, plans, actions = rows(_SEEN), rows(_LEVELS), rows(_PLANS), rows(_ACTIONS)
    openings = rows(_OPENINGS)
    added, reviewed = rows(_ADDED), rows(_REVIEWED)
    requests, asked = rows(_REQUESTS), rows(_ASKED)
    for nominal_id, person in people:
        seen_on, seen_next = seen.get(nominal_id, [(None, None)])[0]
        plan_open_since, plan_closes = plans.get(nominal_id, [(None, None)])[0]
        yield CaseFacts(
            nominal_id=nominal_id,
            person=person,
            owners=tuple(Keeper(*row) for row in owners.get(nominal_id, ())),
            officers=tuple(Keeper(*row) for row in officers.get(nominal_id, ())),
            assessed=tuple(Assessed(*row) for row in assessed.get(nominal_id, ())),
            seen_on=seen_on,
            seen_next=seen_next,
            levels=tuple((set_on, level) for set_on, level in levels.get(nominal_id, ())),
            plan_open_since=plan_open_since,
            plan_closes=plan_closes,
            actions=tuple(OpenAction(*row) for row in actions.get(nominal_id, ())),
            openings=tuple(Opening(*row) for row in openings.get(nominal_id, ())),
            added_on=added[nominal_id][0][0] if nominal_id in added else None,
            reviews=tuple(Reviewed(*row) for row in reviewed.get(nominal_id, ())),
            requests=tuple(_request(row, asked.get(nominal_id, [])) for row in requests.get(nominal_id, ())),
        )


def _request(row: tuple[Any, ...], asked: Iterable[tuple[Any, ...]]) -> OpenRequest:
    key, received, identity_asked, identity_shown, extended = row
    return OpenRequest(
        id=key,
        received=received,
        identity_asked=identity_asked,
        identity_shown=identity_shown,
        extended=extended,
        asked=tuple(Asked(on, answered) for request, on, answered in asked if request == key),
    )
