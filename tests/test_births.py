"""A date of birth as far as it is known: between which days, in words, and how old that makes somebody."""

from __future__ import annotations

import copy
import pickle
from datetime import date

import pytest

from cairn.births import Birth, Known


@pytest.mark.parametrize(
    ("birth", "first", "last", "words"),
    [
        (Birth(date(1979, 3, 14)), date(1979, 3, 14), date(1979, 3, 14), "14 March 1979"),
        (Birth(date(1979, 2, 14), "month"), date(1979, 2, 1), date(1979, 2, 28), "February 1979"),
        (Birth(date(1980, 2, 1), "month"), date(1980, 2, 1), date(1980, 2, 29), "February 1980"),
        (Birth(date(1979, 3, 14), "year"), date(1979, 1, 1), date(1979, 12, 31), "1979"),
        (
            Birth(date(1979, 3, 14), "year", 2),
            date(1977, 1, 1),
            date(1981, 12, 31),
            "1979, estimated (1977 to 1981)",
        ),
    ],
)
def test_it_is_kept_and_said_as_it_is_known(birth: Birth, first: date, last: date, words: str) -> None:
    assert (birth.first, birth.last, birth.words()) == (first, last, words)
    assert birth.is_exact is (first == last)


@pytest.mark.parametrize(
    ("known", "within", "day", "said"),
    [
        ("day", 0, date(2026, 3, 13), "46"),
        ("day", 0, date(2026, 3, 14), "47"),
        ("month", 0, date(2026, 3, 14), "46 or 47"),
        ("month", 0, date(2026, 5, 1), "47"),
        ("year", 0, date(2026, 12, 1), "46 or 47"),
        ("year", 2, date(2026, 12, 1), "44 to 49"),
    ],
)
def test_an_age_is_no_surer_than_the_birth(known: Known, within: int, day: date, said: str) -> None:
    assert Birth(date(1979, 3, 14), known, within).age_words(day) == said


def test_a_copy_knows_no_more() -> None:
    birth = Birth(date(1979, 3, 14), "year", 2)
    for again in (copy.copy(birth), pickle.loads(pickle.dumps(birth))):
        assert (again, again.known, again.within) == (birth, "year", 2)
