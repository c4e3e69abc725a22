"""
Time that does not count: SOA 2003 s.83(6), and its use in s.84(5) and s.85(4).

In custody by a court's order, serving a sentence, detained in hospital, or outside the United
Kingdom. The day of reception or departure is left out; the day of release or return counts as a
whole day. States that meet or overlap are one.
"""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from cairn.law.facts import Person
from cairn.law.kinds import AwayKind
from cairn.law.part2.horizon import Horizon
from cairn.law.rules import rule

FOREVER = date.max
PART_2_STATES: frozenset[AwayKind] = frozenset({"custody", "hospital", "abroad", "foreign-custody"})
Spans = tuple[tuple[date, date], ...]


class Count(msgspec.Struct, frozen=True, gc=False):
    """
    A number of counted days, worked out.

    Parameters
        last: the last of them; None where the count has not run out, the person being away.
        generous: the last of them if days used up before going away are given again.
        cut: whether any time was left out.
    """

    last: date | None
    generous: date | None
    cut: bool


@rule("SOA 2003 s.83(6)", since=date(2004, 5, 1))
def away(person: Person, as_at: date, horizon: Horizon, kinds: frozenset[AwayKind] = PART_2_STATES) -> Spans:
    """
    Spans of days left out, merged and in order: first day left out, first day that counts again.

    A span that lasts on `as_at` has no end yet (`FOREVER`), whatever end is expected.

    Parameters
        kinds: the states left out; the terrorism scheme has others (CTA 2008 s.47(4)).
    """
    spans: list[tuple[date, date]] = []
    for each in person.away:
        if each.kind not in kinds:
            continue
        if each.start > as_at:
            horizon.consider(each.start)
            continue
        end = each.end
        if end is not None and end > as_at:
            horizon.consider(end)
        spans.append((each.start, FOREVER if end is None or end > as_at else end))
    if len(spans) < 2:
        return tuple(spans)
    spans.sort()
    merged = [spans[0]]
    for start, end in spans[1:]:
        last = merged[-1]
        if start <= last[1]:
            merged[-1] = (last[0], max(last[1], end))
        else:
            merged.append((start, end))
    return tuple(merged)


@rule("SOA 2003 ss.83(1), 83(6), 84(1), 84(5)", since=date(2004, 5, 1))
def count(start: date, days: int, spans: Spans) -> Count:
    """
    The last of `days` beginning with `start`, leaving out `spans`.

    Days used up at liberty before going away stay used up; that is arguable, and practice gives the
    whole number again from release (`generous`).
    """
    here, left = start, days
    for begins, ends in spans:
        if ends <= here:
            continue
        if begins > here:
            free = (begins - here).days
            if free >= left:
                break
            left -= free
        if ends == FOREVER:
            return Count(None, None, cut=True)
        here = ends
    cut = here != start
    last = here + timedelta(days=left - 1)
    return Count(last, here + timedelta(days=days - 1) if cut else last, cut)


def span_at(day: date, spans: Spans) -> tuple[date, date] | None:
    """The span that `day` falls in, if it is left out."""
    for span in spans:
        if span[0] <= day < span[1]:
            return span
    return None
