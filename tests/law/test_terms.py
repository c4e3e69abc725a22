from __future__ import annotations

from datetime import date

import pytest

from cairn.law import terms
from cairn.law.facts import Term


@pytest.mark.parametrize(
    ("term", "months", "start", "least", "more"),
    [
        ((30, 0), 30, date(2015, 3, 1), True, False),
        ((29, 27), 30, date(2015, 3, 1), False, False),
        ((6, 1), 6, date(2015, 3, 1), True, True),
        ((0, 182), 6, date(2018, 3, 5), False, False),
        ((0, 182), 6, date(2018, 9, 3), True, True),
        ((0, 189), 6, date(2018, 3, 5), True, True),
        ((31, -35), 30, date(2015, 3, 2), False, False),
    ],
)
def test_terms_are_compared_as_calendar_lengths(
    term: terms.Length, months: int, start: date, *, least: bool, more: bool
) -> None:
    assert terms.at_least(term, months, start) is least
    assert terms.more_than(term, months, start) is more


def test_a_term_near_a_boundary_in_weeks_is_flagged() -> None:
    assert terms.close_to((0, 182), 6, date(2018, 3, 5))
    assert not terms.close_to((0, 56), 6, date(2018, 3, 5))
    assert not terms.close_to((6, 0), 6, date(2018, 3, 5))


def test_half_of_a_term() -> None:
    assert [terms.halved(term) for term in ((12, 0), (7, 0), (0, 7))] == [(6, 0), (3, 15), (0, 4)]


def test_anything_with_life_is_life() -> None:
    life = terms.length(Term(life=True))
    assert terms.plus(life, (6, 0)) == terms.plus((6, 0), life) == terms.LIFE
    assert terms.in_words(life) == "life"


def test_a_length_is_written_in_words() -> None:
    assert terms.in_words(terms.length(Term(years=2, months=6, weeks=1, days=1))) == "2 years 6 months 8 days"
    assert terms.in_words(terms.NOTHING) == "no time"
    assert terms.minus((20, 0), (5, 3)) == (15, -3)


def test_a_period_of_a_term_ends_the_day_before() -> None:
    assert terms.end_of((18, 0), date(2018, 9, 3)) == date(2020, 3, 2)
