"""The ways in which a person became subject, each of which may owe a first notification."""

from __future__ import annotations

from datetime import date
from operator import attrgetter

import msgspec

from cairn.law.part2.period import Period
from cairn.law.part2.registration_periods import RegistrationPeriods
from cairn.law.rules import COMMENCEMENT

_WHEN = attrgetter("start", "arose")
_EVENT = {"conviction": "Convicted", "caution": "Cautioned", "finding": "Finding made"}


class Entry(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """
    One way in which a person became subject.

    Parameters
        start: the first day subject by it, `end` the last; `arose` the day the three days run from.
        relevant: the relevant date, which may be before `start`.
        words: the event, to be followed by "on 1 March 2019".
    """

    start: date
    end: date | None
    arose: date
    relevant: date
    words: str
    subject: str | None
    provision: str = "SOA 2003 s.83(1)"


def entries(registered: RegistrationPeriods) -> tuple[Entry, ...]:
    """
    Every way in by the day asked about, earliest first.

    An order makes one only where the person was not already subject when it began (s.103G(2)).
    """
    # What was over before a notice made it count, or before the Act, never made anybody subject.
    found = [
        _by_period(period)
        for period in registered.periods
        if period.end is None or period.subject_from <= period.end
    ]
    for hold in registered.holds:
        if any(e.start <= hold.start and (e.end is None or hold.start <= e.end) for e in found):
            continue
        found.append(
            Entry(
                start=max(hold.start, COMMENCEMENT),
                end=hold.end,
                arose=max(hold.runs_from, COMMENCEMENT),
                relevant=hold.runs_from,
                words=hold.words,
                subject=(hold.breach or hold.order).id,
                provision=hold.rule.citation,
            )
        )
    found.sort(key=_WHEN)
    return tuple(found)


def _by_period(period: Period) -> Entry:
    conviction = period.conviction
    what = "Sentenced" if period.listing.by_sentence else _EVENT[conviction.kind]
    if conviction.foreign:
        what = "Convicted abroad" if conviction.route == "none" else "Notice given about a foreign conviction"
    late = conviction.foreign and period.subject_from > period.start
    return Entry(
        start=period.subject_from,
        end=period.end,
        arose=period.subject_from,
        relevant=period.subject_from if late else period.start,
        words=what,
        subject=conviction.id,
    )
