from __future__ import annotations

from datetime import date

from cairn.law.facts import Away, Person
from cairn.law.part2.absence import FOREVER, Count, away, count, span_at
from cairn.law.part2.horizon import Horizon

START = date(2019, 2, 1)


def person(*spans: tuple[date, date | None]) -> Person:
    return Person(born=date(1980, 5, 1), away=tuple(Away(kind="custody", start=s, end=e) for s, e in spans))


def test_states_that_meet_or_overlap_are_one() -> None:
    somebody = person(
        (date(2019, 5, 1), None), (date(2019, 2, 1), date(2019, 3, 1)), (date(2019, 3, 1), date(2019, 4, 1))
    )
    spans = away(somebody, date(2020, 1, 1), Horizon(date(2020, 1, 1)))
    assert spans == ((date(2019, 2, 1), date(2019, 4, 1)), (date(2019, 5, 1), FOREVER))


def test_a_release_expected_later_is_not_used_but_will_change_the_answer() -> None:
    horizon = Horizon(date(2019, 3, 1))
    assert away(person((START, date(2019, 4, 1))), date(2019, 3, 1), horizon) == ((START, FOREVER),)
    assert horizon.day == date(2019, 4, 1)


def test_days_are_counted_from_the_first_inclusive() -> None:
    assert count(START, 3, ()) == Count(date(2019, 2, 3), date(2019, 2, 3), cut=False)


def test_time_away_is_cut_out_and_days_used_stay_used() -> None:
    spans = ((date(2019, 2, 2), date(2019, 6, 1)),)
    assert count(START, 3, spans) == Count(date(2019, 6, 2), date(2019, 6, 3), cut=True)


def test_a_count_that_ran_out_before_going_away_is_not_cut() -> None:
    assert count(START, 3, ((date(2019, 2, 4), FOREVER),)) == Count(
        date(2019, 2, 3), date(2019, 2, 3), cut=False
    )


def test_a_count_stopped_while_away_has_no_last_day() -> None:
    assert count(START, 3, ((date(2019, 2, 3), FOREVER),)) == Count(None, None, cut=True)


def test_the_day_of_reception_is_in_the_span_and_the_day_of_release_is_not() -> None:
    span = (date(2019, 2, 2), date(2019, 6, 1))
    assert [span_at(day, (span,)) for day in (*span, date(2019, 5, 31))] == [span, None, span]
