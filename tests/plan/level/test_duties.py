"""The category and the level at which MAPPA manages a person on a day."""

from __future__ import annotations

from datetime import date

from cairn.law.facts import Away, Conviction, Person
from cairn.plan.level.duties import LEVEL
from tests.duties.cases import BORN, answer_of, case_on, summary_of

RAPE = Conviction(id="a", kind="conviction", date=date(2026, 1, 5), offence="SOA 2003 s.1")
LEVELS = {"levels": [["2026-02-01", 3], ["2026-04-01", 1]]}


def test_the_level_is_the_last_one_set_and_the_category_follows_from_the_facts() -> None:
    person = Person(born=BORN.born, convictions=(RAPE,))
    told = summary_of(LEVEL, LEVELS, case_on(date(2026, 3, 1), person))
    assert (told.category, told.level) == (1, 3)
    assert summary_of(LEVEL, LEVELS, case_on(date(2026, 4, 1))).level == 1
    assert summary_of(LEVEL, LEVELS, case_on(date(2026, 1, 1))).level is None


def test_it_changes_on_the_days_on_which_a_level_is_set() -> None:
    assert set(answer_of(LEVEL, LEVELS, case_on(date(2026, 3, 1))).changes) == {
        date(2026, 2, 1),
        date(2026, 4, 1),
    }


def owed(
    as_at: date, *, person: Person | None = None, category: int | None = 1, **facts: object
) -> list[str]:
    """Kind and day of what the level asks of somebody."""
    case = case_on(as_at, person or Person(born=BORN.born, convictions=(RAPE,)), category=category)
    return [f"{duty.kind} {duty.due}" for duty in answer_of(LEVEL, facts, case).duties]


def test_level_1_is_reviewed_every_four_months_from_the_level_and_from_each_review() -> None:
    levels = [["2026-02-01", 1]]
    assert owed(date(2026, 3, 1), levels=levels) == ["level-1-review 2026-06-01"]
    done = [{"reviewed_on": "2026-05-20"}]
    assert owed(date(2026, 6, 2), levels=levels, reviews=done) == ["level-1-review 2026-09-20"]


def test_nobody_at_level_2_or_whom_mappa_does_not_manage_or_who_died_is_reviewed_at_level_1() -> None:
    levels = [["2026-02-01", 1], ["2026-03-01", 2]]
    assert owed(date(2026, 4, 1), levels=levels) == ["mappa-meeting 2026-05-24"]
    assert owed(date(2026, 2, 10), levels=levels, category=None, person=BORN) == []
    dead = Person(born=BORN.born, convictions=(RAPE,), died=date(2026, 2, 5))
    assert owed(date(2026, 2, 10), levels=levels, person=dead) == []


def test_whoever_is_held_is_not_reviewed_and_from_release_the_time_begins_anew() -> None:
    away = (Away(kind="custody", start=date(2026, 2, 10), end=date(2026, 5, 4)),)
    person = Person(born=BORN.born, convictions=(RAPE,), away=away)
    levels = [["2026-02-01", 1]]
    assert owed(date(2026, 3, 1), levels=levels, person=person) == []
    assert owed(date(2026, 5, 5), levels=levels, person=person) == ["level-1-review 2026-09-04"]


def test_a_review_that_goes_further_waits_for_a_manager_until_it_is_endorsed() -> None:
    levels = [["2026-02-01", 1]]
    review = {"reviewed_on": "2026-05-20", "endorse": True}
    waiting = ["level-1-review 2026-09-20", "level-1-endorsement 2026-05-20"]
    assert owed(date(2026, 5, 21), levels=levels, reviews=[review]) == waiting
    endorsed = [review | {"endorsed_on": "2026-05-25"}]
    assert owed(date(2026, 5, 24), levels=levels, reviews=endorsed) == waiting
    assert owed(date(2026, 5, 25), levels=levels, reviews=endorsed) == waiting[:1]


HELD = Person(
    born=BORN.born, convictions=(RAPE,), away=(Away(kind="custody", start=date(2026, 1, 5), end=None),)
)


def test_a_level_is_set_six_months_before_the_release_that_was_told_last() -> None:
    told = [{"told_on": "2026-02-01", "expected_on": "2027-02-10"}]
    assert owed(date(2026, 3, 1), releases=told, person=HELD) == ["level-setting 2026-08-10"]
    moved = [*told, {"told_on": "2026-03-01", "expected_on": "2026-12-24"}]
    assert owed(date(2026, 3, 1), releases=moved, person=HELD) == ["level-setting 2026-06-24"]


def test_a_release_that_comes_sooner_than_the_time_allowed_asks_at_once() -> None:
    told = [{"told_on": "2026-02-01", "expected_on": "2026-04-10"}]
    assert owed(date(2026, 2, 1), releases=told, person=HELD) == ["level-setting 2026-02-01"]


def test_a_level_decided_since_a_release_was_told_of_is_set_for_it_though_the_day_moves() -> None:
    told = [{"told_on": f"2026-0{month}-01", "expected_on": "2027-02-10"} for month in (2, 5)]
    before, since = [["2026-01-20", 1]], [["2026-03-20", 2]]
    assert owed(date(2026, 5, 2), releases=told, levels=before, person=HELD) == ["level-setting 2026-08-10"]
    assert owed(date(2026, 5, 2), releases=told, levels=[*before, *since], person=HELD) == [
        "mappa-meeting 2026-06-12"
    ]


def test_nothing_is_asked_of_somebody_at_liberty_after_the_day_of_an_expected_release() -> None:
    told = [{"told_on": "2026-02-01", "expected_on": "2026-09-10"}]
    assert owed(date(2026, 9, 10), releases=told) == ["level-setting 2026-03-10"]
    assert owed(date(2026, 9, 11), releases=told) == []
