from __future__ import annotations

from datetime import date

import pytest

from cairn.law.facts import Conviction, Disposal, Person, Term
from cairn.law.part2.absence import FOREVER
from cairn.law.sister_schemes.scheme import over
from cairn.law.sister_schemes.terrorism import SCHEME
from cairn.law.sister_schemes.terrorism_period import (
    TerrorismPeriod,
    expiry,
    terrorism_periods,
    terrorist,
)
from tests.law.facts_for_tests import BORN, RULES, convicted, imprisoned

ON = date(2012, 5, 1)
RULES_HERE = over(SCHEME, RULES)


def dealt_with(*disposals: Disposal, **more: object) -> Conviction:
    return convicted(*disposals, **{"date": ON, "offence": "Terrorism Act 2000 s.57", **more})


def found(*convictions: Conviction, born: date = BORN, day: date = date(2020, 1, 1)) -> list[TerrorismPeriod]:
    return terrorism_periods(Person(born=born, convictions=convictions), day, RULES_HERE, ())


@pytest.mark.parametrize(
    ("offence", "listed"),
    [
        ("Terrorism Act 2000 s.57", True),
        ("Terrorism Act 2000 s.58(1)(b)", True),
        ("terrorism act 2000 section 58", True),
        ("Terrorism Act 2006 s.5 (attempt)", True),
        ("Terrorism Act 2000 s.5", False),
        ("Theft Act 1968 s.1", False),
    ],
)
def test_which_offences_are_listed(offence: str, *, listed: bool) -> None:
    assert terrorist(Conviction(date=ON, offence=offence)) is listed


def test_a_connection_found_by_the_court_is_enough() -> None:
    assert terrorist(Conviction(date=ON, offence="Theft Act 1968 s.1", terrorist_connection=True))


@pytest.mark.parametrize(
    ("disposal", "years"),
    [
        (imprisoned(11), None),
        (imprisoned(12), 10),
        (imprisoned(59), 10),
        (imprisoned(60), 15),
        (imprisoned(119), 15),
        (imprisoned(120), 30),
        (Disposal(kind="imprisonment", term=Term(life=True)), 30),
        (Disposal(kind="ipp"), 30),
        (imprisoned(12, "dto"), 10),
        (imprisoned(40, "extended", extension=Term(months=20)), 15),
        (Disposal(kind="hospital-order"), 10),
        (Disposal(kind="fine"), None),
    ],
)
def test_who_and_for_how_long(disposal: Disposal, years: int | None) -> None:
    assert [one.years for one in found(dealt_with(disposal))] == ([years] if years else [])


def test_sixteen_when_dealt_with_and_ten_years_for_those_under_eighteen() -> None:
    (young,) = found(dealt_with(imprisoned(120, "detention")), born=date(1994, 5, 2))
    assert young.years == 10
    assert found(dealt_with(imprisoned(120, "detention")), born=date(1996, 5, 2)) == []


def test_terms_are_added_for_the_length_and_not_to_come_in() -> None:
    long = (dealt_with(imprisoned(36)), dealt_with(imprisoned(24, consecutive_to="a"), id="b"))
    assert [one.years for one in found(*long)] == [15, 15]
    short = (dealt_with(imprisoned(8)), dealt_with(imprisoned(8, consecutive_to="a"), id="b"))
    assert found(*short) == []


def test_a_conviction_abroad_counts_from_a_court_s_order() -> None:
    abroad = dealt_with(imprisoned(60), foreign=True)
    assert found(abroad) == []
    ordered = dealt_with(
        imprisoned(60), foreign=True, route="notification-order", noticed_on=date(2015, 2, 2)
    )
    (one,) = found(ordered)
    assert (one.start, one.subject_from, one.end) == (ON, date(2015, 2, 2), date(2027, 4, 30))
    assert found(ordered, day=date(2015, 2, 1)) == []


def test_the_years_do_not_run_inside() -> None:
    assert expiry(ON, 10, ()) == date(2022, 4, 30)
    assert expiry(ON, 10, ((ON, date(2014, 5, 1)),)) == date(2024, 4, 30)
    assert expiry(ON, 10, ((date(2014, 5, 1), date(2014, 5, 11)),)) == date(2022, 5, 10)
    assert expiry(ON, 10, ((date(2014, 5, 1), FOREVER),)) is None
    assert expiry(ON, 10, ((ON, FOREVER),)) is None
    assert expiry(ON, 10, ((date(2022, 5, 1), FOREVER),)) == date(2022, 4, 30)


def test_time_left_out_can_bring_a_later_stay_inside_into_the_years() -> None:
    spans = ((date(2020, 1, 1), date(2021, 1, 1)), (date(2022, 6, 1), date(2022, 6, 11)))
    assert expiry(ON, 10, spans) == date(2023, 5, 11)
