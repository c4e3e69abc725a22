"""The three answers in words."""

from __future__ import annotations

from datetime import date

from cairn.law.answers import Registration
from cairn.law.registration_words import may_run, turns_on

DAY = date(2026, 2, 28)


def test_what_an_answer_turns_on_is_said_and_nothing_where_it_turns_on_nothing() -> None:
    assert turns_on(Registration(False)) == ""
    assert turns_on(Registration(False, undecided=True, needs=("sentence",))) == "It turns on the sentence."


def test_how_long_it_may_run_is_said_only_where_that_is_longer() -> None:
    assert may_run(Registration(True, until=DAY)) == ""
    assert may_run(Registration(True, until=DAY, may_run_to=DAY)) == "may run to 28 February 2026"
    assert may_run(Registration(True, until=DAY, may_be_indefinite=True)) == "may have no end date"
    assert may_run(Registration(True, indefinite=True, may_be_indefinite=True)) == ""
