"""A new name before it is used: off until a decision switches it on."""

from __future__ import annotations

from datetime import date

from cairn.law import assess
from cairn.law.answers import Duty
from cairn.law.facts import NameUsed, Notification, Person
from cairn.law.rulebook import STATUTE_BOOK, Switch, switched
from tests.law.facts_for_tests import convicted, imprisoned, registered

USED = date(2027, 3, 10)
BOOK = switched(STATUTE_BOOK, [Switch(rule="notice-of-a-new-name", since=date(2027, 1, 1))])


LASTING = (convicted(imprisoned(40)),)


def before_use(person: Person, day: date = date(2027, 3, 11), *, on: bool = True) -> list[Duty]:
    answer = assess(person, day, BOOK) if on else assess(person, day)
    return [duty for duty in answer.duties if duty.of == "name-before-use"]


def test_nothing_is_owed_before_use_while_the_rule_is_off() -> None:
    assert before_use(registered(convictions=LASTING, names=(NameUsed(date=USED),)), on=False) == []


def test_once_on_a_name_is_due_seven_days_before_its_first_use() -> None:
    (duty,) = before_use(registered(convictions=LASTING, names=(NameUsed(id="x", date=USED),)))
    assert (duty.due, duty.state, duty.subject) == (date(2027, 3, 3), "overdue", "x")
    assert not duty.reasons[0].verified


def test_told_in_time_it_is_met_and_told_two_days_before_it_is_late() -> None:
    for told, state in ((date(2027, 3, 3), "met"), (date(2027, 3, 8), "met-late")):
        notice = Notification(id="t", date=told, of="change", about="name", expected=USED)
        (duty,) = before_use(registered(notice, convictions=LASTING, names=(NameUsed(date=USED),)))
        assert (duty.state, duty.met_on, duty.met_by) == (state, told, "t")


def test_a_name_used_before_the_day_it_is_switched_on_is_not_reached() -> None:
    assert before_use(registered(convictions=LASTING, names=(NameUsed(date=date(2026, 12, 31)),))) == []
