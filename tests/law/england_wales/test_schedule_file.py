from __future__ import annotations

import pytest

from cairn.errors import BadInput
from cairn.law.england_wales.schedule_file import parse

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


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('title = "rape"', 'heading = "rape"', "unknown key “heading”"),
        ('title = "rape"\n', "", "title is missing"),
        ('"verified"', '"sure"', "status must be one of"),
        ('registers = "always"', 'registers = "mostly"', "expected a table"),
        ('registers = "always"', 'registers.under_18 = "always"', 'Give "always" or a list'),
        ('registers = "always"', "registers.under_18 = [{ victims_under = 18 }]", "unknown condition"),
        (
            'registers = "always"',
            "requires = { victim_over = 3 }\nregisters = 1",
            "unknown key “victim_over”",
        ),
        ('registers = "always"', "registers.convicted_before = 2004-05-01", "goes with then"),
        ('["SOA 1956 s.1"]', '["SOA 1956 s.1", "SOA 1956 s.1"]', "listed twice"),
    ],
)
def test_a_wrong_row_is_refused_with_file_and_paragraph(old: str, new: str, told: str) -> None:
    with pytest.raises(BadInput, match=told) as refusal:
        parse(GOOD.replace(old, new), "schedule.toml")
    assert refusal.value.message.startswith("schedule.toml: para.1")
