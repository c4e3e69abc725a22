"""What a page says of registration in one line."""

from __future__ import annotations

from datetime import date

from cairn.law.answers import Registration
from cairn.web.person.registration import verdict_of


def test_what_is_undecided_is_neither_green_nor_red_nor_a_no() -> None:
    answer = Registration(False, undecided=True, needs=("victim-age",))
    verdict = verdict_of(None, answer, told=True)
    assert verdict.title == "Undecided whether registrable. It turns on the victim's age at the offence."
    assert verdict.colour == "orange"


def test_a_last_day_that_is_not_known_says_what_it_waits_for() -> None:
    since = date(2024, 1, 1)
    waits = verdict_of(None, Registration(True, since=since, end_known=False, needs=("sentence",)), told=True)
    assert waits.title == "Registrable. Last day not known until sentence is passed"
    other = Registration(True, since=since, end_known=False, needs=("sentence-length",))
    assert verdict_of(None, other, told=True).title == (
        "Registrable. Last day not known. It turns on the length of the sentence, as the order states it."
    )


def test_a_period_that_may_run_longer_says_both_last_days() -> None:
    answer = Registration(
        True, since=date(2024, 1, 1), until=date(2025, 12, 31), may_run_to=date(2026, 2, 28)
    )
    title = verdict_of(None, answer, told=True).title
    assert title == "Registrable until 31 December 2025; may run to 28 February 2026"
