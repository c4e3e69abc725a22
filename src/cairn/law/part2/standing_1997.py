"""
How somebody convicted before the first register stood at the beginning of 1 September 1997: SOA 2003 s.81(3)-(6).

Such a conviction counts only if on that day they had not been dealt with, were serving a sentence or on a
community order, were under supervision after release, or were in hospital or under guardianship after it. On
leave, on bail or at large is inside (s.81(6)).
"""

from __future__ import annotations

from datetime import date, timedelta

from cairn.law import terms
from cairn.law.facts import Conviction, Disposal, Person, Term
from cairn.law.rules import COMMENCEMENT, rule
from cairn.law.schedule_3.conditions import IMPRISONMENT, as_passed

FIRST_REGISTER = date(1997, 9, 1)
_INSIDE = frozenset({"custody", "hospital"})
_ENDED_WHEN_PASSED = frozenset({"fine", "absolute-discharge", "conditional-discharge"})
# The longest that each could last; a suspended sentence could be activated for as long as it was suspended.
_LONGEST_COMMUNITY = Term(years=3)
_SUSPENDED_FOR = 24


@rule("SOA 2003 s.81(3)-(6)", since=COMMENCEMENT)
def stood_in_1997(conviction: Conviction, person: Person) -> bool | None:
    """Whether one of the four was so; None where the record does not tell."""
    if conviction.kind == "caution":
        return False
    if conviction.stood_in_1997 is not None:
        return conviction.stood_in_1997
    disposals = conviction.disposals
    if disposals and all(each.kind in _ENDED_WHEN_PASSED and _before(each, conviction) for each in disposals):
        return False
    answers = [_by(each, conviction, person) for each in disposals] or [None]
    if True in answers:
        return True
    inside = [
        away
        for away in person.away
        if away.kind in _INSIDE
        and away.start < FIRST_REGISTER
        and (away.end is None or away.end >= FIRST_REGISTER)
    ]
    if inside:
        # Inside for something else, perhaps: the whole sentence was over by that day, or nobody knows how long it was.
        open_ones = [each for each, answer in zip(disposals, answers, strict=False) if answer is None]
        return True if any(map(_may_have_lasted, open_ones)) else None
    return None if None in answers else False


def _may_have_lasted(disposal: Disposal) -> bool:
    """Whether enough is known of a sentence to say that who is inside is inside under it."""
    return disposal.kind != "unknown" and (disposal.kind not in IMPRISONMENT or _whole(disposal))


def _before(disposal: Disposal, conviction: Conviction) -> bool:
    return (disposal.date or conviction.date) < FIRST_REGISTER


def _by(disposal: Disposal, conviction: Conviction, person: Person) -> bool | None:
    """By one way of being dealt with."""
    passed = disposal.date or conviction.date
    if passed >= FIRST_REGISTER:
        return True
    kind = disposal.kind
    if kind in _ENDED_WHEN_PASSED:
        return False
    if kind == "community-order":
        return _on_community_order(disposal, passed)
    if kind == "hospital-order":
        return False if _came_out(person, "hospital", passed) else None
    return _serving(disposal, passed) if kind in IMPRISONMENT else None


def _serving(disposal: Disposal, passed: date) -> bool | None:
    """By a term: released meanwhile or not, and whether on licence on that day, is not recorded."""
    term = as_passed(disposal)
    if term[0] >= terms.LIFE[0]:
        return True  # inside, or under supervision on licence, for life
    if disposal.kind == "suspended-imprisonment":
        term = terms.plus(term, (_SUSPENDED_FOR, 0))
    over = _whole(disposal) and terms.end_of(term, passed) < FIRST_REGISTER
    return False if over else None


def _whole(disposal: Disposal) -> bool:
    """Whether the whole length of a sentence is known: the term, and how long an extended one is extended by."""
    return disposal.term is not None and (disposal.kind != "extended" or disposal.extension is not None)


def _on_community_order(disposal: Disposal, passed: date) -> bool | None:
    longest = terms.end_of(terms.length(disposal.term or _LONGEST_COMMUNITY), passed) >= FIRST_REGISTER
    return (True if disposal.term is not None else None) if longest else False


def _came_out(person: Person, kind: str, passed: date) -> bool:
    """Whether the record has a stay after the sentence that ended before the day, and no later one."""
    stays = [
        away
        for away in person.away
        if away.kind == kind and away.end is not None and away.end > passed - timedelta(days=1)
    ]
    return any(away.end is not None and away.end < FIRST_REGISTER for away in stays)
