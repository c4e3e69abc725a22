from __future__ import annotations

from datetime import date

import pytest

from cairn.law.facts import Conviction, Disposal, Term
from cairn.law.part2.aggregate import own_term
from cairn.law.part2.period import Period, ended_by_trial, period
from cairn.law.schedule_3.schedule3 import listing
from tests.law.facts_for_tests import BORN, RULES, convicted, imprisoned

AS_AT = date(2020, 1, 1)


def of(conviction: Conviction, born: date = BORN) -> Period:
    listed = listing(RULES.schedule, conviction, born, AS_AT)
    assert listed is not None
    return period(conviction, listed, RULES, term=own_term(conviction, AS_AT), born=born, as_at=AS_AT)


@pytest.mark.parametrize(
    ("disposals", "row", "months"),
    [
        ([Disposal(kind="imprisonment", term=Term(life=True))], "life", None),
        ([imprisoned(30)], "imprisonment-indefinite", None),
        ([imprisoned(7), Disposal(kind="hospital-order", restriction=True)], "restriction", None),
        ([imprisoned(7)], "imprisonment-long", 120),
        ([imprisoned(6)], "imprisonment-short", 84),
        ([Disposal(kind="hospital-order")], "hospital", 84),
        ([imprisoned(12, "conditional-discharge")], "discharge", None),
        ([imprisoned(24, "community-order"), Disposal(kind="fine")], "other", 60),
        ([], "other", 60),
    ],
)
def test_the_first_row_that_fits(disposals: list[Disposal], row: str, months: int | None) -> None:
    whole = of(convicted(*disposals))
    assert (whole.row, whole.months, whole.pending) == (row, months, not disposals)


def test_under_18_on_the_relevant_date_halves() -> None:
    child = of(convicted(imprisoned(7)), born=date(2000, 9, 4))
    assert (child.halved, child.months, child.end) == (True, 60, date(2023, 9, 2))
    assert not of(convicted(imprisoned(7)), born=date(2000, 9, 3)).halved


def test_a_term_near_a_boundary_is_flagged() -> None:
    assert of(convicted(Disposal(kind="imprisonment", term=Term(weeks=26)))).close
    assert not of(convicted(imprisoned(6))).close


def test_a_trial_cuts_a_period_but_never_lengthens_it() -> None:
    whole = of(convicted(imprisoned(6)))
    assert ended_by_trial(whole, date(2019, 3, 5)).end == date(2019, 3, 5)
    assert ended_by_trial(whole, date(2040, 3, 5)) == whole
