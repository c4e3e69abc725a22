from __future__ import annotations

from datetime import date

from cairn.law.part2.horizon import Horizon


def test_the_horizon_is_the_earliest_later_day() -> None:
    horizon = Horizon(date(2019, 1, 1))
    assert horizon.day is None
    for day in (date(2018, 1, 1), date(2019, 1, 1), date(2021, 1, 1), date(2020, 1, 1), date(2022, 1, 1)):
        horizon.consider(day)
    assert horizon.day == date(2020, 1, 1)
