"""How long a person stays on the register for one conviction, caution or finding: SOA 2003 s.82."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from cairn.dates import age_on, last_day
from cairn.law import terms
from cairn.law.facts import Conviction, Disposal
from cairn.law.part2.foreign import counted_from
from cairn.law.part2.rule_set import RuleSet
from cairn.law.rules import COMMENCEMENT, rule
from cairn.law.schedule_3.conditions import IMPRISONMENT
from cairn.law.schedule_3.schedule3 import Listing
from cairn.law.terms import Length

Row = Literal[
    "life",
    "imprisonment-indefinite",
    "lifelong-restriction",
    "restriction",
    "imprisonment-long",
    "imprisonment-short",
    "hospital",
    "caution",
    "discharge",
    "supervision",
    "other",
]

_INDEFINITE: frozenset[Row] = frozenset(
    {"life", "imprisonment-indefinite", "lifelong-restriction", "restriction"}
)
# Rows whose period is the length of what the court ordered, and is not halved.
_AS_ORDERED: dict[Row, str] = {"discharge": "conditional-discharge", "supervision": "community-payback-order"}


class Period(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """
    One notification period.

    Parameters
        start: the relevant date (s.82(6), s.132).
        subject_from: the first day subject: later than `start` for what the 1997 Act or a notice about
            a foreign conviction brought in.
        end: the last day; None where indefinite.
        pending: not yet sentenced, so the row is unknown and `end` is the fallback of five years.
        row: which row of the table in s.82(1).
        term: the term of imprisonment counted, aggregated where s.82(3) applies.
        halved: s.82(2) applied.
        close: the term is in days or weeks, within three days of a boundary: for a person to check.
        trial: the day the trial ended the period of a disability finding (s.82(5)).
        reviewed: the day a review ended an indefinite period (s.91C).
    """

    conviction: Conviction
    listing: Listing
    start: date
    subject_from: date
    end: date | None
    row: Row
    pending: bool = False
    term: Length | None = None
    months: int | None = None
    halved: bool = False
    aggregated: bool = False
    close: bool = False
    trial: date | None = None
    reviewed: date | None = None


@rule("SOA 2003 s.82(1)-(2), (6)", since=COMMENCEMENT)
def period(
    conviction: Conviction,
    listing: Listing,
    rules: RuleSet,
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
    # Months of a term are counted from the day it was passed, whatever else was ordered later.
    passed = max((d.date for d in known if d.date and d.kind in IMPRISONMENT), default=conviction.date)
    row = _row(conviction, known, term, passed, rules)
    months: int | None = None
    halved = False
    end: date | None = None
    if row in _AS_ORDERED:
        lengths = [terms.length(d.term) for d in known if d.kind == _AS_ORDERED[row]]
        end = terms.end_of(max(lengths, key=terms.size), start)
    elif row not in _INDEFINITE:
        months = rules.figure(row, start)
        halved = age_on(born, start) < rules.figure("adult-at", start)
        months = months // 2 if halved else months
        end = last_day(start, months)
    return Period(
        conviction=conviction,
        listing=listing,
        start=start,
        subject_from=_subject_from(conviction, start, rules),
        end=end,
        row=row,
        pending=pending,
        term=term,
        months=months,
        halved=halved,
        aggregated=aggregated,
        close=term is not None and term[1] != 0 and _close(term, passed, rules),
    )


@rule("SOA 2003 s.82(1)", since=COMMENCEMENT)
def other_reading(whole: Period, born: date, rules: RuleSet) -> Period:
    """
    The period on the other reading of a term in weeks or days, where the words allow two; itself where not.

    Six months are 181 to 184 days, so 26 weeks are more than six months only of some. Where they are, counted
    from the day of sentence, the other reading is that they are six months or less.
    """
    if not whole.close or whole.row != "imprisonment-long" or whole.term is None:
        return whole
    if not terms.at_most_of_some(whole.term, rules.figure("short-up-to", whole.start)):
        return whole
    months = rules.figure("imprisonment-short", whole.start)
    months = months // 2 if whole.halved else months
    end = last_day(whole.start, months)
    return msgspec.structs.replace(whole, row="imprisonment-short", months=months, end=end)


def _subject_from(conviction: Conviction, start: date, rules: RuleSet) -> date:
    counted = counted_from(conviction, rules.routes) if conviction.foreign else None
    return max(start, counted[0] if counted is not None else start, COMMENCEMENT)


@rule("SOA 2003 s.82(5)", since=COMMENCEMENT)
def ended_by_trial(whole: Period, trial: date) -> Period:
    """The period of a disability finding, cut short at the conclusion of the trial."""
    if whole.end is not None and whole.end <= trial:
        return whole
    return msgspec.structs.replace(whole, end=trial, trial=trial, pending=False)


def _row(
    conviction: Conviction, known: list[Disposal], term: Length | None, passed: date, rules: RuleSet
) -> Row:
    if conviction.kind == "caution":
        return "caution"
    if any(d.kind == "lifelong-restriction" for d in known):
        return "lifelong-restriction"
    lasting = None if term is None else _custodial_row(term, passed, rules)
    if lasting is not None and lasting in _INDEFINITE:
        return lasting
    kinds = {disposal.kind for disposal in known}
    if any(d.kind == "hospital-order" and d.restriction for d in known):
        return "restriction"
    if lasting is not None or "hospital-order" in kinds:
        return lasting or "hospital"
    return _at_liberty(known)


def _at_liberty(known: list[Disposal]) -> Row:
    if any(d.kind == "community-payback-order" and terms.length(d.term) != terms.NOTHING for d in known):
        return "supervision"
    return "discharge" if any(d.kind == "conditional-discharge" for d in known) else "other"


def _custodial_row(term: Length, passed: date, rules: RuleSet) -> Row:
    if term[0] >= terms.LIFE[0]:
        return "life"
    if terms.at_least(term, rules.figure("indefinite-from", passed), passed):
        return "imprisonment-indefinite"
    long = terms.more_than(term, rules.figure("short-up-to", passed), passed)
    return "imprisonment-long" if long else "imprisonment-short"


def _close(term: Length, passed: date, rules: RuleSet) -> bool:
    return terms.close_to(term, rules.figure("short-up-to", passed), passed) or terms.close_to(
        term, rules.figure("indefinite-from", passed), passed
    )
