from __future__ import annotations

from datetime import date

import pytest

from cairn.law.facts import Conviction, Person


def test_facts_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        Person(born=date(1980, 5, 1)).born = date(1981, 5, 1)  # type: ignore[misc]


def test_equal_facts_are_equal_and_can_be_kept_in_a_set() -> None:
    one, other = (Conviction(id="a", date=date(2015, 3, 1), offence="SOA 2003 s.9") for _ in range(2))
    assert {one, other} == {one}
