"""Which sentences bring MAPPA."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.law.facts import Conviction, Disposal, Term
from cairn.law.mappa.qualifying import in_words, qualifies, sentenced
from tests.law.mappa.lives import CONVICTED, WOUNDING, prison, somebody

LATER = date(2019, 1, 1)


@pytest.mark.parametrize(
    ("disposal", "counts"),
    [
        (prison(12), True),
        (prison(11), False),
        (Disposal(kind="imprisonment", term=Term(life=True)), True),
        (prison(12, "suspended-imprisonment"), True),
        (prison(12, "detention"), True),
        (prison(12, "dto"), True),
        (prison(8, "dto"), False),
        (prison(6, "extended", extension=Term(months=12)), True),
        (Disposal(kind="ipp"), True),
        (Disposal(kind="hospital-order"), True),
        (Disposal(kind="community-order", term=Term(months=24)), False),
        (Disposal(kind="fine"), False),
    ],
)
def test_twelve_months_of_custody_or_a_hospital_order_counts(disposal: Disposal, counts: bool) -> None:
    conviction = Conviction(date=CONVICTED, offence=WOUNDING)
    assert qualifies(conviction, disposal, 12) is counts


def test_a_training_order_counts_whole_and_not_by_its_custodial_half() -> None:
    person = somebody("SOA 2003 s.3", prison(12, "dto"))
    assert [case.passed for case in sentenced(person, LATER, 12)] == [CONVICTED]


def test_on_a_finding_only_a_hospital_order_counts() -> None:
    finding = Conviction(kind="finding", finding_of="ngri", date=CONVICTED, offence=WOUNDING)
    assert qualifies(finding, Disposal(kind="hospital-order"), 12)
    assert not qualifies(finding, prison(24), 12)


def test_a_caution_a_foreign_a_future_and_a_quashed_conviction_give_nothing() -> None:
    long = prison(40)
    assert not list(sentenced(somebody(WOUNDING, kind="caution"), LATER, 12))
    assert not list(sentenced(somebody(WOUNDING, long, foreign=True), LATER, 12))
    assert not list(sentenced(somebody(WOUNDING, long), date(2018, 9, 2), 12))
    assert not list(sentenced(somebody(WOUNDING, long, quashed_on=date(2018, 12, 1)), LATER, 12))
    assert list(sentenced(somebody(WOUNDING, long, quashed_on=date(2019, 12, 1)), LATER, 12))


def test_a_sentence_passed_later_counts_from_the_day_it_is_passed() -> None:
    person = somebody(WOUNDING, prison(12, date=date(2019, 6, 1)))
    assert not list(sentenced(person, date(2019, 5, 31), 12))
    assert list(sentenced(person, date(2019, 6, 1), 12))


def test_the_sentence_in_words() -> None:
    assert in_words(prison(18), 12) == "12 months' custody or more"
    assert in_words(Disposal(kind="hospital-order"), 12) == "a hospital order"
