"""
Terms of sentences as calendar lengths: added, halved and compared without turning months into days.

A length is (months, days). It is compared with a number of months from the day of sentence, because
26 weeks (182 days) is six months or less unless those six months have only 181 days.
"""

from __future__ import annotations

from datetime import date, timedelta

from cairn.dates import corresponding
from cairn.law.facts import Term

Length = tuple[int, int]

NOTHING: Length = (0, 0)
LIFE: Length = (12_000, 0)
_DAYS_IN_A_MONTH = 30.436875


def length(term: Term | None) -> Length:
    """A term's length; nothing where no term was given."""
    if term is None:
        return NOTHING
    if term.life:
        return LIFE
    return (term.years * 12 + term.months, term.weeks * 7 + term.days)


def plus(one: Length, other: Length) -> Length:
    """Both, one after the other; anything with life is life."""
    if one[0] >= LIFE[0] or other[0] >= LIFE[0]:
        return LIFE
    return (one[0] + other[0], one[1] + other[1])


def minus(one: Length, other: Length) -> Length:
    """`one` less `other`; the days may come out below nothing (20 months less 4 weeks). Life stays life."""
    if one[0] >= LIFE[0]:
        return LIFE
    return (one[0] - other[0], one[1] - other[1])


def halved(whole: Length) -> Length:
    """Half of it; half a month is taken as 15 days, half a day as a whole one."""
    months, days = whole
    return (months // 2, (days + 1) // 2 + (15 if months % 2 else 0))


def size(of: Length) -> float:
    """A number to order lengths by when choosing the longer; never compared with a boundary."""
    return of[0] * _DAYS_IN_A_MONTH + of[1]


def longer(one: Length, other: Length, start: date) -> bool:
    """Whether `one` ends later than `other` if both begin on `start`: 914 days against 30 months."""
    return _end(one, start) > _end(other, start)


def at_least(term: Length, months: int, start: date) -> bool:
    """Whether a term beginning on `start` is `months` or more."""
    if term[1] == 0:
        return term[0] >= months
    return _end(term, start) >= corresponding(start, months)


def more_than(term: Length, months: int, start: date) -> bool:
    """Whether a term beginning on `start` is more than `months`."""
    if term[1] == 0:
        return term[0] > months
    return _end(term, start) > corresponding(start, months)


def at_most_of_some(term: Length, months: int) -> bool:
    """Whether a term in days or weeks is `months` or less counted from some days of the year: 26 weeks."""
    return any(not more_than(term, months, date(2001, month, 1)) for month in range(1, 13))


def close_to(term: Length, months: int, start: date) -> bool:
    """Whether a term stated in days or weeks lies within three days of `months`: for a person to check."""
    return term[1] != 0 and abs((_end(term, start) - corresponding(start, months)).days) <= 3


def end_of(term: Length, start: date) -> date:
    """The last day of a period of this length beginning with `start`."""
    return _end(term, start) - timedelta(days=1)


def in_words(term: Length) -> str:
    """As "2 years 6 months"."""
    if term[0] >= LIFE[0]:
        return "life"
    years, months = divmod(term[0], 12)
    parts = [(years, "year"), (months, "month"), (term[1], "day")]
    words = [f"{number} {unit}{'' if number == 1 else 's'}" for number, unit in parts if number]
    return " ".join(words) or "no time"


def _end(term: Length, start: date) -> date:
    return corresponding(start, term[0]) + timedelta(days=term[1])
