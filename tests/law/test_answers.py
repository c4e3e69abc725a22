from __future__ import annotations

from datetime import date, datetime

from cairn.law.answers import Duty, Reason


def test_a_reason_is_written_out_in_words() -> None:
    reason = Reason("SOA 2003 s.83(1)", "{n} days from {day}", (("n", 3), ("day", date(2015, 3, 1))))
    assert reason.text == "3 days from 1 March 2015"


def test_an_hour_is_written_with_its_day() -> None:
    assert Reason("r", "by {at}", (("at", datetime(2019, 7, 7, 12)),)).text == "by 12:00 on 7 July 2019"


def test_a_duty_is_arguable_only_between_its_two_readings() -> None:
    duty = Duty(
        kind="travel",
        state="overdue",
        arose=date(2019, 6, 1),
        basis="b",
        why="w",
        due=date(2019, 6, 30),
        latest=date(2019, 7, 1),
    )
    assert not duty.arguable(date(2019, 6, 30))
    assert duty.arguable(date(2019, 7, 1))
    assert not duty.arguable(date(2019, 7, 2))
