"""Figures of the law that changed between two days, of those that answers rest on."""

from __future__ import annotations

from datetime import date

from cairn.law import assess
from cairn.law.amendments import Amendment, amendments
from cairn.law.facts import ENGLAND_AND_WALES, Person
from cairn.law.rulebook import STATUTE_BOOK, Rulebook, Switch, switched
from tests.law.facts_for_tests import BORN, registered

START, END = date(2019, 1, 1), date(2021, 1, 1)
HALF = switched(STATUTE_BOOK, [Switch(rule="figure/periodic-months", since=date(2020, 3, 1), value=6)])


def between(person: Person, start: date, end: date, book: Rulebook = HALF) -> tuple[Amendment, ...]:
    answers = [assess(person, day, book) for day in (start, end)]
    return amendments(answers, ENGLAND_AND_WALES, start, end, book)


def test_a_figure_that_changed_is_told_with_its_day_both_values_and_its_law() -> None:
    (found,) = [one for one in between(registered(), START, END) if one.key == "periodic-months"]
    assert (found.on, found.before, found.after, found.unit) == (date(2020, 3, 1), 12, 6, "months")
    assert "s.85" in found.citation
    assert found.source


def test_the_first_day_is_not_between_and_the_last_is() -> None:
    keys = {one.key for one in between(registered(), date(2020, 3, 1), END)}
    assert "periodic-months" not in keys
    assert "periodic-months" in {one.key for one in between(registered(), START, date(2020, 3, 1))}


def test_what_no_answer_rests_on_is_left_out() -> None:
    assert between(Person(born=BORN), START, END) == ()


def test_the_published_law_did_not_change_where_it_did_not() -> None:
    assert between(registered(), START, date(2019, 6, 1), STATUTE_BOOK) == ()
