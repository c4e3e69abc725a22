"""One person's record on a day, by what was known at a moment: the parts that the page shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from cairn.access.models import Partnership
from cairn.accounts.models import User
from cairn.clock.as_known.queries import known_projection
from cairn.clock.as_known.times import AsKnown
from cairn.clock.models import CaseSummary, Duty, DutyState
from cairn.record.rulebook.queries import current_book
from cairn.subjects.reading import Rows, read_rows
from cairn.web.person.flags import flags_of
from cairn.web.person.header import (
    NEEDED,
    Header,
    identity_facts,
    in_page_order,
    name_in_words,
    person_in,
    running_on,
)
from cairn.web.person.law import Law, law_of
from cairn.web.person.reasons import Trail, law_trails, other_trails
from cairn.web.person.registration import Verdict, verdict_of
from cairn.web.person.sections import Sections, sections_of, shown_subjects
from cairn.web.subjects.cards import Reading

_MET = ("met", "met-late")


@dataclass(frozen=True, slots=True)
class Then:
    """What was so on the day, as known; the owner's parts are empty for a partner, who is told so."""

    verdict: Verdict
    law: Law
    due: tuple[Trail, ...]
    met: tuple[Trail, ...]
    sections: Sections


def rows_then(header: Header) -> Rows:
    """Everything that was on record. Call it within `as_known`."""
    return read_rows(header.nominal_id, in_page_order({*NEEDED, *shown_subjects()}), beside=[Partnership])


def header_then(header: Header, user: User, moment: AsKnown) -> Header | None:
    """
    Today's header with nothing of today left in it but the address; None if the person was not known by then.

    Call it within `as_known`.
    """
    rows = rows_then(header)
    nominal = person_in(rows)
    if nominal is None:
        return None
    if nominal.died_on and nominal.died_on > moment.as_at:
        nominal.died_on = None
    found = known_projection(header.nominal_id, moment)
    standing = CaseSummary(**found.summary._asdict()) if found and header.owns else None
    duties = tuple(Duty(**row._asdict()) for row in found.duties) if found else ()
    if not header.owns:
        duties = tuple(duty for duty in duties if duty.basis == "plan")
    return replace(
        header,
        nominal=nominal,
        name=name_in_words(nominal),
        facts=identity_facts(nominal, moment.as_at),
        photograph=None,
        flags=flags_of(rows, nominal, standing, duties, moment.as_at),
        standing=standing,
        duties=duties,
        partnerships=running_on(rows, moment.as_at),
        rows=rows,
        duties_note="",
    )


def then(header: Header, user: User, moment: AsKnown) -> Then:
    """
    The record and what was due, with reasons. Call it within `as_known`.

    For a partner, the plan's duties only: the others rest on facts that a partner does not read.
    """
    law = law_of(header, moment.as_at, book=current_book(moment.known_at), past=True)
    reading = Reading(as_at=moment.as_at, past=True, role=user.role, owns=header.owns, law=law.explained)
    return Then(
        verdict=verdict_of(header.standing, law.registration, told=header.owns),
        law=law,
        due=tuple(_due(header, law)),
        met=tuple(one for one in _trails(header, law) if one.state in _MET),
        sections=sections_of(header, header.rows, reading),
    )


def _trails(header: Header, law: Law) -> tuple[Trail, ...]:
    return law_trails(law.explained.duties, header.duties) if law.explained else ()


def _due(header: Header, law: Law) -> Iterable[Trail]:
    if not header.owns:
        return other_trails(duty for duty in header.duties if duty.basis == "plan")
    found = (*_trails(header, law), *other_trails(header.duties))
    return (one for one in found if one.state in DutyState.values)
