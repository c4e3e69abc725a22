"""How long a person stays on the register for one conviction, caution or finding: SOA 2003 s.82."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

import msgspec

from cairn.dates import age_on, last_day
from cairn.law import terms
from cairn.law.england_wales.schedule3 import COMMENCEMENT, Listing
from cairn.law.facts import Conviction, Disposal
from cairn.law.parameters import Parameter, load
from cairn.law.rules import rule
from cairn.law.terms import Length

Row = Literal[
    "life",
    "imprisonment-indefinite",
    "restriction",
    "imprisonment-long",
    "imprisonment-short",
    "hospital",
    "caution",
    "discharge",
    "other",
]

PARAMETERS = load(Path(__file__).with_name("period.toml"))
_INDEFINITE_FROM = PARAMETERS["indefinite-from"]
_SHORT_UP_TO = PARAMETERS["short-up-to"]
_ADULT_AT = PARAMETERS["adult-at"]
_INDEFINITE: frozenset[Row] = frozenset({"life", "imprisonment-indefinite", "restriction"})


class Period(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """
    One notification period.

    Parameters
        start: the relevant date (s.82(6), s.132).
        end: the last day; None where indefinite.
        pending: not yet sentenced, so the row is unknown and `end` is the fallback of five years.
        row: which row of the table in s.82(1).
        term: the term of imprisonment counted, aggregated where s.82(3) applies.
        halved: s.82(2) applied.
        close: the term is in days or weeks, within three days of a boundary: for a person to check.
        trial: the day the trial ended the period of a disability finding (s.82(5)).
    """

    conviction: Conviction
    listing: Listing
    start: date
    end: date | None
    row: Row
    pending: bool = False
    term: Length | None = None
    months: int | None = None
    halved: bool = False
    aggregated: bool = False
    close: bool = False
    trial: date | None = None


@rule("SOA 2003 s.82(1)-(2), (6)", since=COMMENCEMENT)
def period(
    conviction: Conviction,
    listing: Listing,
    *,
    term: Length | None,
    born: date,
    as_at: date,
    aggregated: bool = False,
) -> Period:
    """
    The period for one conviction on the facts of `as_at`: the first row of the table that fits.

    Ten, seven, five and two years are halved for a person under 18 on the relevant date; the period
    of a conditional discharge and the indefinite period are not.

    Parameters
        term: of imprisonment counted for it, aggregated where s.82(3) applies; None where none.
    """
    known = [d for d in conviction.disposals if d.date is None or d.date <= as_at]
    start = listing.relevant_date
    pending = not known and conviction.kind != "caution"
    passed = max((d.date for d in known if d.date), default=conviction.date)
    row = _row(conviction, known, term, passed)
    months: int | None = None
    halved = False
    end: date | None = None
    if row == "discharge":
        lengths = [terms.length(d.term) for d in known if d.kind == "conditional-discharge"]
        end = terms.end_of(max(lengths, key=terms.size), start)
    elif row not in _INDEFINITE:
        months = _figure(PARAMETERS[row], start)
        halved = age_on(born, start) < _figure(_ADULT_AT, start)
        months = months // 2 if halved else months
        end = last_day(start, months)
    return Period(
        conviction=conviction,
        listing=listing,
        start=start,
        end=end,
        row=row,
        pending=pending,
        term=term,
        months=months,
        halved=halved,
        aggregated=aggregated,
        close=term is not None and _close(term, passed),
    )


@rule("SOA 2003 s.82(5)", since=COMMENCEMENT)
def ended_by_trial(whole: Period, trial: date) -> Period:
    """The period of a disability finding, cut short at the conclusion of the trial."""
    if whole.end is not None and whole.end <= trial:
        return whole
    return msgspec.structs.replace(whole, end=trial, trial=trial, pending=False)


def _row(conviction: Conviction, known: list[Disposal], term: Length | None, passed: date) -> Row:
    if conviction.kind == "caution":
        return "caution"
    lasting = None if term is None else _custodial_row(term, passed)
    if lasting is not None and lasting in _INDEFINITE:
        return lasting
    kinds = {disposal.kind for disposal in known}
    if any(d.kind == "hospital-order" and d.restriction for d in known):
        return "restriction"
    if lasting is not None or "hospital-order" in kinds:
        return lasting or "hospital"
    return "discharge" if "conditional-discharge" in kinds else "other"


def _custodial_row(term: Length, passed: date) -> Row:
    if term[0] >= terms.LIFE[0]:
        return "life"
    if terms.at_least(term, _figure(_INDEFINITE_FROM, passed), passed):
        return "imprisonment-indefinite"
    long = terms.more_than(term, _figure(_SHORT_UP_TO, passed), passed)
    return "imprisonment-long" if long else "imprisonment-short"


def _close(term: Length, passed: date) -> bool:
    return term[1] != 0 and (
        terms.close_to(term, _figure(_SHORT_UP_TO, passed), passed)
        or terms.close_to(term, _figure(_INDEFINITE_FROM, passed), passed)
    )


def _figure(parameter: Parameter, day: date) -> int:
    """The figure for a relevant date; a date before commencement is carried over by s.81 to the first."""
    value = parameter.on(max(day, COMMENCEMENT))
    if value is None:
        raise LookupError(f"No provision of {parameter.key} was in force on {day}.")
    return value
