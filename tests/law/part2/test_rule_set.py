from __future__ import annotations

from datetime import date

import pytest

from tests.law.facts_for_tests import RULES


def test_a_figure_is_that_of_the_day() -> None:
    assert RULES.on("travel-late-hours", date(2012, 8, 12)) == 24
    assert RULES.on("travel-late-hours", date(2012, 8, 13)) == 12


def test_nothing_is_in_force_before_its_day_or_under_a_name_that_is_not_there() -> None:
    assert RULES.on("household-hours", date(2012, 8, 12)) is None
    assert RULES.on("no-such-figure", date(2019, 1, 1)) is None


def test_a_day_before_commencement_is_carried_over_to_the_first_figure() -> None:
    assert RULES.on("caution", date(1999, 1, 1)) is None
    assert RULES.figure("caution", date(1999, 1, 1)) == 24


def test_a_rule_that_asks_before_its_law_is_told_so() -> None:
    with pytest.raises(LookupError, match=r"No provision of household-hours was in force on 2012-08-12\."):
        RULES.figure("household-hours", date(2012, 8, 12))
