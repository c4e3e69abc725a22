"""What the record leaves open about one conviction."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.law.facts import Conviction, Disposal, Person, Term
from cairn.law.part2.supposing import open_facts
from cairn.law.rulebook import rule_set
from tests.law.facts_for_tests import BORN, convicted, imprisoned

AS_AT = date(2019, 1, 1)
FINE = Disposal(kind="fine")


def needs(conviction: Conviction, person: Person | None = None, *, counted: bool | None = True) -> list[str]:
    person = person or Person(born=BORN)
    return [each.need for each in open_facts(conviction, person, AS_AT, rule_set(), counted=counted)]


def test_nothing_is_open_of_what_is_recorded_in_full_or_certainly_not_listed() -> None:
    assert needs(convicted(imprisoned(4))) == []
    assert needs(convicted(offence="Theft Act 1968 s.1")) == []
    assert needs(convicted(FINE, offence="SOA 2003 s.15A", date=date(2016, 1, 1))) == []


@pytest.mark.parametrize(
    ("conviction", "found"),
    [
        (convicted(FINE, offence="touching"), ["offence"]),
        (convicted(FINE, offence="SOA 2003 s.46A"), ["law"]),
        (convicted(), ["sentence"]),
        (convicted(Disposal(kind="imprisonment")), ["sentence-length"]),
        (convicted(Disposal(kind="unknown")), ["disposal"]),
        (convicted(FINE, offence="SOA 2003 s.3"), ["victim-age", "offence-date"]),
    ],
)
def test_what_is_open_has_its_code(conviction: Conviction, found: list[str]) -> None:
    assert needs(conviction) == found


def test_whether_it_counts_is_open_by_its_own_code() -> None:
    assert needs(convicted(FINE), counted=None) == ["standing-on-1997-09-01"]
    caution = Conviction(kind="caution", date=date(2018, 9, 3), offence="SOA 2003 s.9")
    assert needs(caution, counted=None) == ["place-of-caution"]


def test_a_date_of_birth_has_a_value_on_either_side_of_each_age_that_matters() -> None:
    person = Person(born=date(2000, 1, 1), born_latest=date(2000, 12, 31))
    conviction = convicted(Disposal(kind="community-order", term=Term(months=12)), date=date(2018, 6, 1))
    (birth,) = open_facts(conviction, person, AS_AT, rule_set(), counted=True)
    assert birth.need == "birth-date"
    assert len(birth.values) == 4, "the first and the last, and the day on which he would be 18 and the next"
