"""
What the person is told each table about them holds, or why it is not in the answer: as each room declares it.

A kind of fact says it in its `Subject`, any other table beside its policies (`letter`, `letter_no`). A table that
says neither is given under its model's own name, and a test fails until somebody has decided.
"""

from __future__ import annotations

from collections.abc import Mapping

from cairn.access.apply_row_security import declared
from cairn.subjects.registry import subjects
from cairn.table_security import SpecialTable


def headings() -> Mapping[str, str]:
    """By the table, what a row is called in the answer, in its order: the facts first, then what is made of them."""
    facts = {each.table: each.letter_heading for each in subjects() if not each.letter_no}
    return facts | {each.table: each.letter for each in _beside() if each.letter}


def left_out() -> Mapping[str, str]:
    """By the table, why it is not in the answer."""
    facts = {each.table: each.letter_no for each in subjects() if each.letter_no}
    return facts | {each.table: each.letter_no for each in _beside() if each.letter_no}


def _beside() -> list[SpecialTable]:
    """Tables that are no subject's."""
    return [each for each in declared() if isinstance(each, SpecialTable)]
