"""When a record is next reviewed: never while the law still binds the person, then by the schedule."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cairn.law import assess
from cairn.law.facts import Conviction, Disposal, Order, Person, Term
from cairn.record.retention.due import Kept, ReviewDue, next_review, still_bound
from cairn.record.retention.schedule import current

TODAY = date(2026, 3, 2)


def _caution(on: date = date(2005, 3, 1)) -> Conviction:
    return Conviction(id="c", kind="caution", date=on, offence="SOA 2003 s.9", victim_age=14)


def _prison(months: int) -> Conviction:
    return Conviction(
        id="p",
        date=date(2020, 3, 2),
        offence="SOA 2003 s.9",
        victim_age=14,
        disposals=(Disposal(kind="imprisonment", term=Term(months=months)),),
    )


def due(*, on: date = TODAY, kept: Kept | None = None, **facts: Any) -> ReviewDue:
    person = Person(**{"born": date(1980, 5, 1), **facts})
    kept = kept or Kept(added_on=date(2026, 1, 1))
    return next_review(person, assess(person, on), kept=kept, schedule=current())


def test_no_review_is_due_while_registration_has_no_end() -> None:
    found = due(convictions=(_prison(48),))
    assert (found.due, found.arises) == (None, None)
    assert "registered" in found.why


def test_no_review_is_due_while_it_is_undecided_whether_they_are_registered() -> None:
    unknown_age = Conviction(id="u", kind="caution", date=date(2025, 6, 1), offence="SOA 2003 s.3")
    found = due(convictions=(unknown_age,))
    assert (found.due, found.arises, found.rule.group) == (None, None, "group-1")
    assert "or may be" in found.why
    person = Person(born=date(1980, 5, 1), convictions=(unknown_age,))
    assert still_bound(person, assess(person, TODAY)).startswith("It is undecided")


def test_what_may_have_been_a_registration_counts_as_one_when_the_years_begin() -> None:
    unknown_age = Conviction(id="u", kind="caution", date=date(2005, 3, 1), offence="SOA 2003 s.3")
    found = due(convictions=(unknown_age,))  # two years, should it have counted: until 28 February 2007
    assert (found.rule.group, found.clear_since) == ("group-1", date(2007, 2, 28))


def test_a_registration_that_ends_is_followed_by_the_schedules_years() -> None:
    found = due(convictions=(_prison(12),))  # ten years from 2 March 2020
    assert found.due == date(2040, 3, 1)
    assert found.rule.group == "group-1"


def test_the_years_count_from_the_end_of_a_registration_that_is_over() -> None:
    found = due(convictions=(_caution(),))  # two years: until 28 February 2007
    assert (found.clear_since, found.due) == (date(2007, 2, 28), date(2017, 2, 28))
    assert "figure not verified" in found.why


def test_an_order_that_runs_forbids_a_review_and_its_end_begins_the_years() -> None:
    running = Order(id="o", of="shpo", date=date(2010, 1, 1), further_order=True)
    assert due(convictions=(_caution(),), orders=(running,)).due is None
    ended = Order(id="o", of="shpo", date=date(2010, 1, 1), until=date(2015, 1, 1))
    assert due(convictions=(_caution(),), orders=(ended,)).due == date(2025, 1, 1)


def test_a_decision_to_keep_sets_its_own_day_until_something_happens() -> None:
    kept = Kept(date(2020, 1, 1), reviewed_on=date(2017, 2, 28), keep_until=date(2022, 2, 28))
    assert due(convictions=(_caution(),), kept=kept).due == date(2022, 2, 28)
    again = Conviction(id="d", date=date(2019, 5, 1), offence="Theft Act 1968 s.1", disposals=())
    assert due(convictions=(_caution(), again), kept=kept).due == date(2029, 5, 1)


def test_a_kept_record_is_not_reviewed_before_a_new_registration_ends() -> None:
    kept = Kept(date(2020, 1, 1), reviewed_on=date(2026, 2, 1), keep_until=date(2027, 2, 1))
    found = due(convictions=(_prison(12),), kept=kept)
    assert found.due == date(2040, 3, 1)


def test_nobody_is_kept_past_the_age_of_a_hundred_unasked() -> None:
    found = due(born=date(1927, 6, 1), convictions=(_caution(date(2018, 3, 1)),))
    assert found.due == date(2027, 6, 1)
    assert "100" in found.why


@pytest.mark.parametrize(
    ("convictions", "group", "day"),
    [
        ((), "group-3", date(2032, 1, 1)),
        (
            (Conviction(id="t", date=date(2019, 5, 1), offence="Theft Act 1968 s.1", disposals=()),),
            "group-2",
            date(2029, 5, 1),
        ),
    ],
)
def test_others_are_reviewed_by_their_group(
    convictions: tuple[Conviction, ...], group: str, day: date
) -> None:
    found = due(convictions=convictions)
    assert (found.rule.group, found.due) == (group, day)


def test_it_comes_onto_the_worklist_ninety_days_before() -> None:
    found = due(convictions=(_caution(),))
    assert (found.due, found.arises) == (date(2017, 2, 28), date(2016, 11, 30))


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"convictions": (_prison(12),)}, "notification requirements"),
        (
            {"orders": (Order(id="o", of="spo", date=date(2025, 1, 1), until=date(2027, 1, 1)),)},
            "requirements",
        ),
        ({"convictions": (_caution(),)}, ""),
    ],
)
def test_what_binds_a_person_forbids_disposal(facts: dict[str, Any], says: str) -> None:
    person = Person(born=date(1980, 5, 1), **facts)
    bound = still_bound(person, assess(person, TODAY))
    assert (says in bound) if says else bound == ""


def test_a_sister_scheme_that_is_over_counts_as_a_registration() -> None:
    order = Order(id="o", of="voo", date=date(2010, 9, 3), until=date(2013, 9, 2))
    found = due(orders=(order,))
    assert (found.rule.group, found.clear_since, found.due) == ("group-1", date(2013, 9, 2), date(2023, 9, 2))


def test_nothing_is_disposed_of_while_it_is_undecided_whether_the_law_binds() -> None:
    caution = Conviction(id="c", kind="caution", date=date(2025, 3, 1), offence="SOA 2003 s.3")
    person = Person(born=date(1980, 5, 1), convictions=(caution,))
    assert "undecided" in still_bound(person, assess(person, TODAY))
