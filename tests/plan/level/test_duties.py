"""The category and the level at which MAPPA manages a person on a day."""

from __future__ import annotations

from datetime import date

from cairn.law.facts import Conviction, Person
from cairn.plan.level.duties import LEVEL
from tests.duties.cases import BORN, answer_of, case_on, summary_of

RAPE = Conviction(id="a", kind="conviction", date=date(2026, 1, 5), offence="SOA 2003 s.1")
LEVELS = [["2026-02-01", 3], ["2026-04-01", 1]]


def test_the_level_is_the_last_one_set_and_the_category_follows_from_the_facts() -> None:
    person = Person(born=BORN.born, convictions=(RAPE,))
    told = summary_of(LEVEL, LEVELS, case_on(date(2026, 3, 1), person))
    assert (told.category, told.level) == (1, 3)
    assert summary_of(LEVEL, LEVELS, case_on(date(2026, 4, 1))).level == 1
    assert summary_of(LEVEL, LEVELS, case_on(date(2026, 1, 1))).level is None


def test_it_changes_on_the_days_on_which_a_level_is_set() -> None:
    assert answer_of(LEVEL, LEVELS, case_on(date(2026, 3, 1))).changes == [date(2026, 2, 1), date(2026, 4, 1)]
