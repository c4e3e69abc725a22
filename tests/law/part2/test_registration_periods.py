from __future__ import annotations

from datetime import date

import pytest

from cairn.law.facts import Conviction, Disposal, Person
from cairn.law.part2.horizon import Horizon
from cairn.law.part2.registration_periods import RegistrationPeriods, Run, counts, registration_periods
from tests.law.facts_for_tests import BORN, RULES, convicted, imprisoned


def stands(as_at: date, *convictions: Conviction, died: date | None = None) -> RegistrationPeriods:
    return registration_periods(
        Person(born=BORN, convictions=convictions, died=died), as_at, Horizon(as_at), RULES
    )


def caution(day: date) -> Conviction:
    return Conviction(kind="caution", date=day, offence="SOA 2003 s.9")


def test_periods_that_touch_make_one_run_and_a_gap_makes_two() -> None:
    touching = stands(date(2022, 1, 1), caution(date(2018, 6, 5)), caution(date(2020, 6, 5)))
    assert touching.runs == (Run(date(2018, 6, 5), date(2022, 6, 4), pending=False),)
    apart = stands(date(2022, 1, 1), caution(date(2018, 6, 5)), caution(date(2020, 6, 6)))
    assert [run.start for run in apart.runs] == [date(2018, 6, 5), date(2020, 6, 6)]
    assert apart.current == apart.runs[1]


def test_an_indefinite_period_swallows_what_follows() -> None:
    runs = stands(date(2021, 1, 1), convicted(imprisoned(30)), caution(date(2020, 6, 5))).runs
    assert runs == (Run(date(2018, 9, 3), None, pending=False),)


def test_death_ends_it() -> None:
    dead = stands(date(2021, 1, 1), convicted(imprisoned(30)), died=date(2020, 2, 3))
    assert dead.runs[0].end == date(2020, 2, 3)
    assert dead.current is None


@pytest.mark.parametrize(
    ("conviction", "counted"),
    [
        (convicted(Disposal(kind="absolute-discharge")), False),
        (convicted(Disposal(kind="absolute-discharge", date=date(2022, 1, 1))), True),
        (convicted(imprisoned(12, "conditional-discharge")), True),
        (convicted(imprisoned(12, "conditional-discharge"), date=date(2004, 4, 30)), False),
        (convicted(date=date(2021, 1, 2)), False),
        (convicted(quashed_on=date(2021, 1, 1)), False),
        (convicted(quashed_on=date(2021, 1, 2)), True),
        (convicted(kind="caution", date=date(1997, 8, 31)), False),
        (convicted(imprisoned(24, "community-order"), date=date(1996, 9, 2)), True),
        (convicted(imprisoned(11, "community-order"), date=date(1996, 9, 2)), False),
        (convicted(imprisoned(11, date=date(1997, 9, 2)), date=date(1997, 8, 4)), True),
    ],
)
def test_what_counts_at_all(conviction: Conviction, *, counted: bool) -> None:
    assert counts(conviction, Person(born=BORN), date(2021, 1, 1), RULES) is counted
