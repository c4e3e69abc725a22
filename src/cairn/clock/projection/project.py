"""
One nominal's facts in, the rows of the projection out: pure, and the only place that makes them.

Each source gives its outstanding duties and the days on which its answer changes by itself. The rows depend on the
day asked about through nothing but that, so a row stays right until the standing's `changes_on`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from cairn.clock.projection.facts import CaseFacts
from cairn.clock.projection.rows import CaseSummaryRow, DutyRow
from cairn.dates import ONE_DAY
from cairn.duties.source import Case, DutyOwed, Summary, joined
from cairn.law import assess
from cairn.law.facts import Person
from cairn.law.rulebook import STATUTE_BOOK, Rulebook


class Unowned(LookupError):
    """No agency has ever owned the record, so nobody could see its duties."""


class Projection(NamedTuple):
    """What the clock keeps of one nominal."""

    summary: CaseSummaryRow
    duties: list[DutyRow]


def project(facts: CaseFacts, *, as_at: date, book: Rulebook = STATUTE_BOOK) -> Projection:
    """
    The standing and the outstanding duties of one nominal on a day.

    Parameters
        book: the law to apply; the register's own is cairn.record.rulebook.queries.current_book.

    Raises
        Unowned: no agency has ever owned the record.
    """
    case, owed, changes = answered(facts, as_at=as_at, book=book)
    summary = case.summary
    if summary.agency_id is None:
        raise Unowned(f"nominal {facts.nominal_id} has no owner")
    duties = [_row(facts.nominal_id, summary.agency_id, summary, duty, as_at) for duty in owed]
    changes += [switch.since for switch in book.switches]
    changes += _changes_of(facts.person)
    # An open duty becomes overdue on the day after it is due; one whose rule says how it stands, by that rule.
    changes += [duty.due + ONE_DAY for duty in owed if duty.due and duty.state is None and as_at <= duty.due]
    registration = case.assessment.registration
    kept = CaseSummaryRow(
        nominal_id=facts.nominal_id,
        registrable=registration.registrable,
        since=registration.since,
        until=registration.until,
        indefinite=registration.indefinite,
        undecided=registration.undecided,
        needs=registration.needs,
        may_run_to=registration.may_run_to,
        may_be_indefinite=registration.may_be_indefinite,
        category=summary.category,
        level=summary.level,
        risk=summary.risk or "",
        agency_id=summary.agency_id,
        team_id=summary.team_id,
        officer_id=summary.officer_id,
        changes_on=min((day for day in changes if day and day > as_at), default=None),
    )
    return Projection(kept, duties)


def answered(
    facts: CaseFacts, *, as_at: date, book: Rulebook
) -> tuple[Case, list[DutyOwed], list[date | None]]:
    """The case with what every source told of it, every outstanding duty, and the days on which that changes."""
    case = Case(facts.person, assess(facts.person, as_at, book), book)
    told = joined(source.summary(of_source, case) for source, of_source in facts.of_sources)
    case = Case(case.person, case.assessment, book, told)
    owed: list[DutyOwed] = []
    changes: list[date | None] = []
    for source, of_source in facts.of_sources:
        answer = source.answer(of_source, case)
        owed += answer.duties
        changes += answer.changes
    return case, owed, changes


def _row(nominal_id: UUID, owner: UUID, summary: Summary, duty: DutyOwed, as_at: date) -> DutyRow:
    return DutyRow(
        nominal_id=nominal_id,
        basis=duty.basis,
        kind=duty.kind,
        of=duty.of,
        state=duty.state_on(as_at),
        due=duty.due,
        due_at=duty.due_at,
        latest=duty.latest,
        arose=duty.arose,
        what=duty.what[:300],
        why=duty.why[:400],
        provision=duty.provision[:80],
        owed_by=duty.owed_by,
        agency_id=duty.agency_id or owner,
        owner_id=owner,
        team_id=summary.team_id,
        officer_id=summary.officer_id,
        risk=summary.risk or "",
        source_id=duty.source_id,
    )


def _changes_of(person: Person) -> Iterable[date | None]:
    """Every day that the law's facts name on which something other than the law's answer may change."""
    yield person.died
    for away in person.away:
        yield away.start
        yield away.end
    for conviction in person.convictions:  # the category looks at them when registration has ended
        yield conviction.date
        yield conviction.quashed_on
        for disposal in conviction.disposals:
            yield disposal.date
    for order in person.orders:
        for end in (order.date, order.until, order.ended_on):
            yield end + ONE_DAY if end else None
