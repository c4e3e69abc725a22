from __future__ import annotations

from datetime import date

import pytest

from cairn.errors import BadInput
from cairn.law.schedule_3.schedule_file import parse
from tests.law.facts_for_tests import convicted

GOOD = """
source = "s"
[[paragraph]]
para = "1"
offences = ["SOA 1956 s.1"]
title = "rape"
status = "verified"
registers = "always"
"""


def test_a_row_is_read_with_the_source_of_the_file() -> None:
    (row,) = parse(GOOD, "f")
    assert (row.citation, row.source, row.on, row.otherwise) == ("SOA 2003 Sch.3 para.1", "s", True, None)


def test_a_row_from_memory_is_off() -> None:
    assert not parse(GOOD.replace("verified", "unverified"), "f")[0].on


def test_the_days_that_a_row_reaches_are_counted_at_both_ends() -> None:
    (row,) = parse(GOOD + "from = 2007-02-19\nuntil = 2010-11-30\n", "f")
    days = [date(2007, 2, 18), date(2007, 2, 19), date(2010, 11, 30), date(2010, 12, 1)]
    assert [row.reaches(day) for day in days] == [False, True, True, False]


def test_what_a_row_is_called_and_what_does_not_say_enough() -> None:
    (row,) = parse(GOOD + 'known_as = ["rape"]\nunclear = ["SOA 1956"]\nany_other = true\n', "f")
    assert (row.known_as, row.unclear, row.any_other) == (("rape",), ("SOA 1956",), True)


@pytest.mark.parametrize(
    ("requires", "facts", "met", "missing"),
    [
        ("sexual_gratification", {}, False, ("sexual_gratification",)),
        ("sexual_gratification", {"sexual_gratification": False}, False, ()),
        ("sexual_gratification", {"sexual_gratification": True}, True, ()),
        ("not_all_willing", {}, False, ("all_willing",)),
        ("not_all_willing", {"all_willing": True}, False, ()),
        ("not_all_willing", {"all_willing": False}, True, ()),
    ],
)
def test_a_requirement_that_is_no_age(
    requires: str, facts: dict[str, object], missing: tuple[str, ...], *, met: bool
) -> None:
    (row,) = parse(GOOD + f"requires = {{ {requires} = true }}\n", "f")
    conviction = convicted(**facts)
    assert row.requires.met(30, conviction) is met
    assert row.missing(30, conviction) == missing


def test_a_fact_that_would_meet_a_limb_is_missing() -> None:
    limbs = "[{ imprisonment = true, shown_under = 16 }, { parental_household = true }]"
    limbs_of_both = f"registers.under_18 = {limbs}\nregisters.otherwise = {limbs}"
    (row,) = parse(GOOD.replace('registers = "always"', limbs_of_both), "f")
    assert row.missing(30, convicted()) == ("shown_age", "parental_household")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('title = "rape"', 'heading = "rape"', "unknown key “heading”"),
        ('title = "rape"\n', "", "title is missing"),
        ('"verified"', '"sure"', "status is 'sure'. Allowed: "),
        (
            'registers = "always"',
            'registers = "mostly"',
            "registers is 'mostly'. Allowed: always, unknown, a table",
        ),
        ('registers = "always"', 'registers.under_18 = "always"', 'Give "always" or a list'),
        ('registers = "always"', "registers.under_18 = [{ victims_under = 18 }]", "unknown condition"),
        (
            'registers = "always"',
            "requires = { victim_over = 3 }\nregisters = 1",
            "unknown key “victim_over”",
        ),
        ('registers = "always"', "registers.convicted_before = 2004-05-01", "goes with then"),
        ('["SOA 1956 s.1"]', '["SOA 1956 s.1", "SOA 1956 s.1"]', "listed twice"),
        ('["SOA 1956 s.1"]', '["SOA 1956 s.1"]\nunclear = ["SOA 1956 s.1"]', "listed twice"),
        ('title = "rape"', 'title = "rape"\nrequires = { not_all_willing = false }', "can only be true"),
    ],
)
def test_a_wrong_row_is_refused_with_file_and_paragraph(old: str, new: str, told: str) -> None:
    with pytest.raises(BadInput, match=told) as refusal:
        parse(GOOD.replace(old, new), "schedule.toml")
    assert refusal.value.message.startswith("schedule.toml: paragraph 1 (para 1)")
