"""The law as it is, and the law as it would be, side by side."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.errors import BadInput
from cairn.law import assess
from cairn.law.facts import NORTHERN_IRELAND, SCOTLAND
from cairn.law.rulebook import STATUTE_BOOK, Switch, proposals, rule_set, switched
from tests.law.facts_for_tests import registered

SOON = date(2027, 1, 1)
DAY = date(2019, 1, 1)


def test_a_rule_that_is_off_has_no_figure_in_force_until_it_is_switched_on() -> None:
    assert rule_set().on("absence-days", date(2030, 1, 1)) is None
    rules = (
        switched(STATUTE_BOOK, [Switch(rule="absence-from-home", since=SOON)])
        .scheme("england-and-wales")
        .rules
    )
    assert [rules.on("absence-days", day) for day in (date(2026, 12, 31), SOON)] == [None, 5]
    assert rules.on("absence-notice-hours", SOON) == 12, "every figure of the rule comes into force together"
    assert rule_set().on("absence-days", SOON) is None, "the published book is as it was"


def test_a_figure_is_changed_from_its_day_and_not_before() -> None:
    book = switched(STATUTE_BOOK, [Switch(rule="figure/periodic-months", since=date(2018, 1, 1), value=6)])
    rules = book.scheme("england-and-wales").rules
    assert [rules.on("periodic-months", day) for day in (date(2017, 12, 31), date(2018, 1, 1))] == [12, 6]
    (due,) = [duty.due for duty in assess(registered(), DAY, book).duties if duty.kind == "periodic"]
    assert due == date(2019, 3, 4)
    assert book.switches[0].value == 6


def test_a_row_of_the_schedule_is_switched_on() -> None:
    off = next(one for one in proposals() if one.rule.startswith("schedule-3/") and one.worked_out)
    book = switched(STATUTE_BOOK, [Switch(rule=off.rule, since=SOON, jurisdiction=off.jurisdiction)])
    row = next(
        row
        for row in book.scheme(off.jurisdiction).rules.schedule.paragraphs
        if row.para == off.rule.removeprefix("schedule-3/")
    )
    assert (row.status, row.since) == ("derived", SOON)
    rows = rule_set(off.jurisdiction).schedule.paragraphs
    assert [one for one in rows if one not in book.scheme(off.jurisdiction).rules.schedule.paragraphs] == [
        next(one for one in rows if one.para == row.para)
    ], "no other row"


def test_two_switches_are_both_there() -> None:
    both = [Switch(rule="absence-from-home", since=SOON), Switch(rule="notice-of-a-new-name", since=SOON)]
    book = switched(switched(STATUTE_BOOK, both[:1]), both[1:])
    rules = book.scheme("england-and-wales").rules
    assert (rules.on("absence-days", SOON), rules.on("name-notice-days", SOON)) == (5, 7)
    assert list(book.switches) == both


def test_each_jurisdiction_has_its_own() -> None:
    book = switched(STATUTE_BOOK, [Switch(rule="passports", since=SOON, jurisdiction=SCOTLAND)])
    assert book.scheme(SCOTLAND).rules.on("identity-document", SOON) == 1
    assert book.scheme(NORTHERN_IRELAND) is STATUTE_BOOK.scheme(NORTHERN_IRELAND)


@pytest.mark.parametrize(
    ("switch", "told"),
    [
        (Switch(rule="no-such-rule", since=SOON), "“no-such-rule” is not a rule that is switched off here."),
        (Switch(rule="schedule-3/21", since=SOON), "no paragraph 21 that is switched off"),
        (Switch(rule="schedule-3/DUAA2025", since=SOON), "Nobody has read on what condition"),
        (Switch(rule="figure/periodic-months", since=SOON), "is not a figure in force on 2027-01-01"),
        (Switch(rule="figure/no-such", since=SOON, value=3), "Figures: absence-days, "),
        (Switch(rule="figure/absence-days", since=SOON, value=3), "is not a figure in force"),
        (Switch(rule="guidance-on-disclosure", since=SOON), "known of and not worked out here"),
        (Switch(rule="passports", since=SOON), "is not a rule that is switched off here"),
        (Switch(rule="passports", since=SOON, jurisdiction="jersey"), "There are no rules for “jersey”"),
    ],
)
def test_what_cannot_be_switched_is_refused(switch: Switch, told: str) -> None:
    with pytest.raises(BadInput, match=told) as refusal:
        switched(STATUTE_BOOK, [switch])
    assert refusal.value.field == ("jurisdiction" if switch.jurisdiction == "jersey" else "rule")


def test_what_is_off_is_listed_with_where_it_is_known_from() -> None:
    found = {(one.jurisdiction, one.rule): one for one in proposals()}
    absence = found["england-and-wales", "absence-from-home"]
    assert absence.what == "absence-days: 5 days; absence-notice-hours: 12 hours"
    assert absence.worked_out
    assert "Crime and Policing Act 2026" in absence.citation
    assert absence.source
    noted = found["england-and-wales", "ending-begun-by-the-police"]
    assert (noted.worked_out, noted.citation) == (False, "Crime and Policing Act 2026")
    assert (SCOTLAND, "passports") in found
    assert all(one.what and one.source for one in found.values())


def test_every_rule_that_is_worked_out_can_be_switched_on() -> None:
    for one in proposals():
        if one.worked_out:
            switched(STATUTE_BOOK, [Switch(rule=one.rule, since=SOON, jurisdiction=one.jurisdiction)])
